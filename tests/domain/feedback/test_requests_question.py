"""What `/cs requests` is asked with, in any order, in both languages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.feedback.list_words import RequestScope, RequestTrait
from domain.feedback.listing import RequestOrder
from domain.feedback.question import (
    LONGEST_SEARCH,
    OneRequest,
    RequestsWanted,
    meant_instead,
    requests_question,
    requests_text,
)
from domain.filter_words import HelpWanted, NotUnderstood

AREAS = ("Reports", "Access control", "报表", "Open API")
MUST, BLOCKING, PROSPECTS = RequestTrait.MUST, RequestTrait.BLOCKING, RequestTrait.PROSPECTS


def asked(text: str) -> object:
    return requests_question(text, AREAS)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("", {}, id="nothing"),
        pytest.param("planned", {"scope": RequestScope.PLANNED}, id="a state"),
        pytest.param("shipped planned", {"scope": RequestScope.PLANNED}, id="the last of a kind counts"),
        pytest.param("state:declined", {"scope": RequestScope.DECLINED}, id="a state after its key"),
        pytest.param("must blocking", {"traits": frozenset({MUST, BLOCKING})}, id="traits add up"),
        pytest.param("mine", {"is_mine": True}, id="my own"),
        pytest.param("我", {"is_mine": True}, id="my own, as the other lists call it"),
        pytest.param("sort:due", {"order": RequestOrder.DUE}, id="an order"),
        pytest.param("reports", {"area": "Reports"}, id="an area"),
        pytest.param("report must", {"area": "Reports", "traits": frozenset({MUST})}, id="an area nearly spelt so"),
        pytest.param("must ACCESS  Control", {"area": "Access control", "traits": frozenset({MUST})}, id="two words"),
        pytest.param("open api open", {"area": "Open API", "scope": RequestScope.OPEN}, id="the longest name first"),
        pytest.param('area:"acces control"', {"area": "Access control"}, id="an area after its key"),
        pytest.param("<@U0PRIYA>", {"owner": "U0PRIYA"}, id="a person"),
        pytest.param("owner:<@U0PRIYA|priya>", {"owner": "U0PRIYA"}, id="a person after a key"),
        pytest.param("@priya", {"called": "priya"}, id="a name after an at sign"),
        pytest.param("account:acme", {"account": "acme"}, id="an account"),
        pytest.param("account:“Blue Harbor”", {"account": "Blue Harbor"}, id="an account in curly quotes"),
        pytest.param("export to excel", {"search": "export to excel"}, id="other words are looked for"),
        pytest.param("SSO: Okta", {"search": "SSO: Okta"}, id="a colon in what is looked for"),
        pytest.param("search:open", {"search": "open"}, id="one of our words, looked for"),
        pytest.param(
            "报表 必须 排序:到期", {"area": "报表", "traits": frozenset({MUST}), "order": RequestOrder.DUE}, id="zh"
        ),
        pytest.param("我的 全部", {"is_mine": True, "scope": RequestScope.ALL}, id="mine in Chinese"),
        pytest.param("客户：云帆 影响续约", {"account": "云帆", "traits": frozenset({BLOCKING})}, id="wide colon"),
        pytest.param("潜在客户 已计划", {"traits": frozenset({PROSPECTS}), "scope": RequestScope.PLANNED}, id="leads"),
    ],
)
def test_words_are_understood_in_any_order(text: str, wanted: dict[str, Any]) -> None:
    assert asked(text) == RequestsWanted(**wanted)


@pytest.mark.parametrize("text", ["12", "#12", "＃１２", " # 12 "])
def test_a_number_is_one_request(text: str) -> None:
    assert asked(text) == OneRequest("12")


@pytest.mark.parametrize("text", ["help", "?", "帮助"])
def test_help_is_asked_for(text: str) -> None:
    assert asked(text) == HelpWanted()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("must sort:wieght", NotUnderstood("sort:wieght", "sort:weight", "must sort:weight"), id="a value"),
        pytest.param("srt:due", NotUnderstood("srt:due", "sort:due", "sort:due"), id="a key"),
        pytest.param(
            "acount:acme", NotUnderstood("acount:acme", 'account:"acme"', 'account:"acme"'), id="a name's key"
        ),
        pytest.param("area:zzz", NotUnderstood("area:zzz"), id="an area there is not"),
        pytest.param("sort:zzz", NotUnderstood("sort:zzz"), id="a value like none"),
        pytest.param("state:<@U1>", NotUnderstood("state:<@U1>"), id="a person is no state"),
        pytest.param("@", NotUnderstood("@"), id="nobody"),
        pytest.param("account:''", NotUnderstood("account:''"), id="no account"),
    ],
)
def test_what_is_not_understood_is_said_with_what_is_nearest(text: str, expected: NotUnderstood) -> None:
    assert asked(text) == expected


def test_a_word_looked_for_in_vain_may_have_been_a_filter() -> None:
    wanted = RequestsWanted(traits=frozenset({MUST}), search="excel plannd")

    assert meant_instead(wanted) == NotUnderstood("plannd", "planned", 'must search:"excel" planned')
    assert meant_instead(replace(wanted, search="excel")) is None


def test_a_question_that_never_ends_is_cut() -> None:
    found = asked("excel " * 1000)

    assert isinstance(found, RequestsWanted)
    assert len(found.search) <= LONGEST_SEARCH


NAMES = st.text(st.sampled_from("ab 1&<>“'云"), max_size=12).map(lambda text: " ".join(text.split()))


@given(
    st.builds(
        RequestsWanted,
        scope=st.none() | st.sampled_from(RequestScope),
        order=st.none() | st.sampled_from(RequestOrder),
        area=st.sampled_from(("", *AREAS)),
        is_mine=st.booleans(),
        traits=st.frozensets(st.sampled_from(RequestTrait)),
        owner=st.none() | st.just("U0PRIYA"),
        account=NAMES,
        search=NAMES,
    )
)
def test_what_buttons_carry_asks_for_the_same(wanted: RequestsWanted) -> None:
    assert asked(requests_text(wanted)) == wanted
