"""What people type after `/cs team`, in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from domain.filter_words import HelpWanted, NotUnderstood, Scope
from domain.revenue.movements import Grain
from domain.revenue.periods import last_quarter, running_year
from domain.revenue.question import FiguresWanted, NotBegun
from domain.teamwork.question import OfWholeBooks, TeamWanted, team_question, team_text

TODAY = date(2026, 11, 22)
LAST = last_quarter(TODAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", TeamWanted(), id="nothing"),
        pytest.param("last quarter by csm", TeamWanted(FiguresWanted(LAST), by_csm=True), id="side by side"),
        pytest.param("2026-Q3 BY Owner full", TeamWanted(FiguresWanted(LAST), by_csm=True, whole=True), id="capitals"),
        pytest.param(
            "2026 team <@U0DANA>",
            TeamWanted(FiguresWanted(running_year(TODAY), Scope.TEAM, "U0DANA")),
            id="one beside the team",
        ),
        pytest.param(
            "上季度 团队 按人 完整",
            TeamWanted(FiguresWanted(LAST, Scope.TEAM), by_csm=True, whole=True),
            id="the same in Chinese",
        ),
        pytest.param("@wei everything", TeamWanted(FiguresWanted(called="wei"), whole=True), id="a name"),
        pytest.param("help", HelpWanted(), id="help"),
        pytest.param("tier:high", OfWholeBooks(FiguresWanted(only={"tier": "high"})), id="some accounts only"),  # type: ignore[dict-item]
        pytest.param("per line", OfWholeBooks(FiguresWanted(grain=Grain.LINE)), id="product by product"),
    ],
)
def test_what_is_typed_is_understood(text: str, expected: object) -> None:
    assert team_question(text, today=TODAY) == expected


def test_other_cuts_belong_to_retention() -> None:
    found = team_question("2026 by tier", today=TODAY)

    assert isinstance(found, OfWholeBooks)
    assert found.wanted.by == "tier"


def test_slips_are_said_back_and_what_has_not_begun_too() -> None:
    slip, ahead = (team_question(text, today=TODAY) for text in ("2026-Q3 tem", "2027"))

    assert isinstance(slip, NotUnderstood)
    assert slip.nearest == "team"
    assert isinstance(ahead, NotBegun)


@pytest.mark.parametrize("text", ["", "2026-Q3 team <@U0DANA> by csm full", "all", "2026 me", "<@U0DANA>"])
def test_what_buttons_carry_asks_for_the_same_again(text: str) -> None:
    wanted = team_question(text, today=TODAY)
    assert isinstance(wanted, TeamWanted)

    assert team_text(wanted) == text
