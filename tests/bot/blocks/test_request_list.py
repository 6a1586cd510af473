from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.blocks.request_detail import MOST_STEPS, STEP_WORDS, request_message, request_page
from bot.blocks.request_list import request_list
from bot.locale import Language, words_for
from domain.accounts import Money
from domain.feedback.answer import RequestLook
from domain.feedback.list_answer import ListedRequests, RequestDetail
from domain.feedback.list_words import RequestScope, RequestTrait
from domain.feedback.listing import AskedSums, RequestOrder, Weighing
from domain.feedback.priority import SHIPPED_PRIORITY
from domain.feedback.question import RequestsWanted
from domain.feedback.request import ProductArea, Request
from domain.feedback.states import RequestAction, RequestStep
from domain.money import alone
from domain.permissions import Member, Role

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TODAY = NOW.date()
ENGLISH, CHINESE = words_for(Language.EN), words_for(Language.ZH_HANS)
REQUEST = Request(12, "Export", "", 1, "U1", NOW - timedelta(days=3), owner="U2")
BY = Weighing(SHIPPED_PRIORITY, alone("USD"), TODAY, 100, version=4)
LOOK = RequestLook(REQUEST, ProductArea(1, "Reports", "C1", "U2"), BY.of(REQUEST, ()), "USD", (), formula=4)
READER = Member("U1", "Dana", Role.CSM)


def listed(offset: int, count: int, total: int, wanted: RequestsWanted = RequestsWanted()) -> ListedRequests:  # noqa: B008 - a value
    sums = AskedSums(total, accounts=3, must=2, blocks=1)
    return ListedRequests(wanted, (LOOK,) * count, sums, (Money(90_000_00, "USD"), Money(7_00, "CHF")), offset)


@pytest.mark.parametrize(
    ("offset", "count", "total", "ways"),
    [
        pytest.param(0, 1, 1, ["open"], id="all on one page"),
        pytest.param(0, 8, 17, ["8 open", "open"], id="the first page"),
        pytest.param(8, 8, 17, ["0 open", "16 open", "open"], id="in the middle"),
        pytest.param(16, 1, 17, ["8 open", "open"], id="the last page"),
    ],
)
def test_a_list_leads_on(offset: int, count: int, total: int, ways: list[str]) -> None:
    made = request_list(listed(offset, count, total, RequestsWanted(scope=RequestScope.OPEN)), ENGLISH)

    assert [each["value"] for each in made.blocks[-1]["elements"]] == ways


def test_the_head_adds_up_and_keeps_currencies_apart() -> None:
    wanted = RequestsWanted(traits=frozenset({RequestTrait.BLOCKING}), order=RequestOrder.DUE)

    lines = request_list(listed(0, 1, 1, wanted), ENGLISH).text.splitlines()

    assert lines[1:3] == [
        "*1 request* · 3 accounts · $90,000 + CHF\xa07 ARR · must have for 2 accounts · ⛔ blocks 1 renewal",
        "open · blocks a renewal · most ARR that renews soon first",
    ]
    assert lines[-1] == "Formula: `[priority]` of the policy, version 4"


def test_every_step_has_its_words() -> None:
    assert set(STEP_WORDS) == set(RequestAction) - {RequestAction.WAKE}


def test_a_life_is_told_the_newest_first_and_a_long_one_is_cut() -> None:
    steps = [
        RequestStep(12, NOW + timedelta(minutes=minute), RequestAction.TAKE, f"U0LEE{minute}") for minute in range(23)
    ]

    said = request_message(RequestDetail(LOOK, steps), ENGLISH, TODAY, reader=READER).text

    lines = said[said.index("*What became of it*") :].splitlines()
    assert len(lines) == MOST_STEPS + 2
    assert "<@U0LEE22> took it" in lines[1]
    assert lines[-1] == "and 3 earlier steps"


def test_who_is_not_the_readers_to_see_is_counted() -> None:
    page = request_page(RequestDetail(LOOK, (), unseen=2), ENGLISH, TODAY)
    chinese = request_page(RequestDetail(replace(LOOK), (), unseen=2), CHINESE, TODAY)

    assert "2 more accounts ask for it that are not yours to see" in str(page.blocks)
    assert "另有 2 个你无权查看的客户" in str(chinese.blocks)
