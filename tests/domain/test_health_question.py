from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.accounts import LifecycleStage, Tier
from domain.filter_words import HelpWanted, NotUnderstood, Scope
from domain.health.model import Band
from domain.health_question import (
    AccountNamed,
    HealthQuestion,
    ListWanted,
    NothingTyped,
    health_question,
    question_text,
)

HIGH_RED = ListWanted(tier=Tier.HIGH, band=Band.RED)


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        pytest.param("", NothingTyped(), id="nothing"),
        pytest.param("  ", NothingTyped(), id="only spaces"),
        pytest.param("help", HelpWanted(), id="help"),
        pytest.param("？", HelpWanted(), id="a full-width question mark"),
        pytest.param("帮助", HelpWanted(), id="help in Chinese"),
    ],
)
def test_little_is_a_question_too(typed: str, question: HealthQuestion) -> None:
    assert health_question(typed) == question


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        pytest.param(" Blue   Harbour ", "Blue Harbour", id="extra spaces"),
        pytest.param("Red Hat", "Red Hat", id="a colour inside a name"),
        pytest.param("“Red”", "Red", id="quoted words are a name"),
        pytest.param("「全部」", "全部", id="quoted in Chinese"),
        pytest.param("A&amp;amp;B &lt;Co&gt;", "A&amp;B <Co>", id="decoded once"),
        pytest.param("<http://acme.com|acme.com>", "acme.com", id="a domain that Slack made a link"),
        pytest.param("<https://acme.com/>", "acme.com", id="a link without a label"),
        pytest.param("<mailto:a@acme.com|a@acme.com>", "a@acme.com", id="an e-mail address"),
        pytest.param("<#C012|acme-ext>", "acme-ext", id="a channel"),
        pytest.param("Acme: EMEA", "Acme: EMEA", id="a colon in a name"),
        pytest.param("海洋科技", "海洋科技", id="Chinese"),
    ],
)
def test_anything_else_is_the_name_of_an_account(typed: str, name: str) -> None:
    assert health_question(typed) == AccountNamed(name)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        pytest.param("tier:high red", HIGH_RED, id="two filters"),
        pytest.param("RED Tier : High", HIGH_RED, id="any order, case and spaces"),
        pytest.param("层级：高 红", HIGH_RED, id="Chinese words, full-width colon"),
        pytest.param("ｒｅｄ tier=high", HIGH_RED, id="full width and an equals sign"),
        pytest.param("“red” tier:high", HIGH_RED, id="curly quotes around one word"),
        pytest.param("<@U12|wei>", ListWanted(owner="U12"), id="a person"),
        pytest.param("owner:<@W12> yellow", ListWanted(owner="W12", band=Band.YELLOW), id="a person by key"),
        pytest.param("负责人:我 灰", ListWanted(Scope.MINE, band=Band.GREY), id="mine in Chinese"),
        pytest.param("me", ListWanted(Scope.MINE), id="mine"),
        pytest.param("team stage:onboarding", ListWanted(Scope.TEAM, stage=LifecycleStage.ONBOARDING), id="my team's"),
        pytest.param("all", ListWanted(Scope.ALL), id="everybody's"),
        pytest.param("阶段:续约期", ListWanted(stage=LifecycleStage.RENEWAL), id="stage in Chinese"),
        pytest.param("colour:green", ListWanted(band=Band.GREEN), id="a colour by key"),
    ],
)
def test_filters_combine_in_any_order(typed: str, wanted: ListWanted) -> None:
    assert health_question(typed) == wanted


@pytest.mark.parametrize(
    ("typed", "word", "nearest"),
    [
        pytest.param("teir:high", "teir:high", "tier:high", id="a misspelt key"),
        pytest.param("teir:hgih", "teir:hgih", "tier:high", id="key and value misspelt"),
        pytest.param("stgae:qqqqq", "stgae:qqqqq", "", id="a misspelt key with a value of nothing"),
        pytest.param("tier:hihg", "tier:hihg", "tier:high", id="a misspelt value"),
        pytest.param("tier:qqqqq", "tier:qqqqq", "", id="a value like no other"),
        pytest.param("tier:high gren", "gren", "green", id="a misspelt colour beside a filter"),
        pytest.param("<@U12> harbour", "harbour", "", id="a word that is no filter beside a person"),
    ],
)
def test_a_word_that_is_not_understood_is_said_back_with_the_nearest(typed: str, word: str, nearest: str) -> None:
    assert health_question(typed) == NotUnderstood(word, nearest)


@given(
    st.builds(
        ListWanted,
        owner=st.none() | st.just("U0WEI"),
        tier=st.none() | st.sampled_from(Tier),
        stage=st.none() | st.sampled_from(LifecycleStage),
        band=st.none() | st.sampled_from(Band),
    )
)
def test_a_list_can_be_asked_for_again_by_its_text(wanted: ListWanted) -> None:
    assert health_question(question_text(wanted)) == wanted


@pytest.mark.parametrize("typed", ["team", "<@U0WEI> red", "tier:high stage:onboarding", "all yellow"])
def test_a_list_that_people_ask_for_can_be_asked_for_again(typed: str) -> None:
    wanted = health_question(typed)

    assert isinstance(wanted, ListWanted)
    assert health_question(question_text(wanted)) == wanted


@given(st.text(max_size=40))
def test_no_text_is_refused(typed: str) -> None:
    assert health_question(typed) is not None
