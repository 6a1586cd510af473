from __future__ import annotations

import pytest

from domain.expansion.question import PlaysQuestion, PlaysShown, PlaysWanted, plays_question, plays_question_text
from domain.filter_words import HelpWanted, NotUnderstood, Scope
from domain.renewals.windows import Around, InQuarter


@pytest.mark.parametrize(
    ("text", "question"),
    [
        pytest.param("", PlaysWanted(), id="alone"),
        pytest.param("help", HelpWanted(), id="help"),
        pytest.param("team won this quarter", PlaysWanted(PlaysShown.WON, Scope.TEAM, window=Around.QUARTER), id="all"),
        pytest.param("2026-Q4 lost", PlaysWanted(PlaysShown.LOST, window=InQuarter(2026, 4)), id="any order"),
        pytest.param("团队 已成交 本季度", PlaysWanted(PlaysShown.WON, Scope.TEAM, window=Around.QUARTER), id="中文"),
        pytest.param("<@U1> suggested", PlaysWanted(PlaysShown.SUGGESTED, owner="U1"), id="a person"),
        pytest.param("team owner:<@U1>", PlaysWanted(scope=Scope.TEAM, owner="U1"), id="a person with a key"),
        pytest.param("@dana every", PlaysWanted(PlaysShown.EVERY, called="dana"), id="a name"),
        pytest.param("@dana all", PlaysWanted(scope=Scope.ALL), id="the last word counts"),
        pytest.param("wonn mine", NotUnderstood("wonn", "won", "won mine"), id="a slip"),
        pytest.param("zebra", NotUnderstood("zebra"), id="nothing near"),
        pytest.param("overdue", NotUnderstood("overdue", "overdue", "overdue"), id="no window of plays"),
        pytest.param("tier:high", NotUnderstood("tier:high"), id="no filter of plays"),
        pytest.param("@", NotUnderstood("@"), id="nobody"),
        pytest.param("won @dana x", NotUnderstood("x"), id="what follows a person"),
    ],
)
def test_words_are_read_in_any_order(text: str, question: PlaysQuestion) -> None:
    assert plays_question(text) == question


@pytest.mark.parametrize(
    "text", ["open", "won team quarter", "lost <@U1> 2026-Q4", "every @dana", "suggested all", "open me"]
)
def test_what_a_button_carries_asks_for_the_same(text: str) -> None:
    wanted = plays_question(text, referrals=True)

    assert isinstance(wanted, PlaysWanted)
    assert plays_question(plays_question_text(wanted), referrals=True) == wanted
