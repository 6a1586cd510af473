from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from play_desk import NOW, TODAY, seats

from domain.accounts import UsageMeasure
from domain.expansion.rules import SHIPPED_EXPANSION
from domain.expansion.suggesting import (
    PassedOn,
    PassField,
    PassProblem,
    SeatFacts,
    accounts_of,
    is_ready,
    pass_problems,
    suggestions,
)
from domain.health.model import Band


@pytest.mark.parametrize(
    ("said", "ready"),
    [
        pytest.param({}, True, id="47 of 50 for 31 days"),
        pytest.param({"used": 45}, True, id="nine of ten"),
        pytest.param({"used": 44}, False, id="fewer"),
        pytest.param({"since": TODAY - timedelta(days=28)}, True, id="four weeks"),
        pytest.param({"since": TODAY - timedelta(days=27)}, False, id="not yet four weeks"),
        pytest.param({"band": Band.YELLOW}, False, id="not green"),
        pytest.param({"band": None}, False, id="not scored"),
        pytest.param({"first_value_on": None}, False, id="no first value"),
        pytest.param({"first_value_on": TODAY + timedelta(days=1)}, False, id="first value to come"),
        pytest.param({"has_open_play": True}, False, id="somebody is at it"),
        pytest.param({"has_renewal_at_risk": True}, False, id="the renewal comes first"),
        pytest.param({"lost_on": TODAY - timedelta(days=89)}, False, id="a play was lost lately"),
        pytest.param({"lost_on": TODAY - timedelta(days=90)}, True, id="a play was lost long ago"),
    ],
)
def test_who_is_ready(said: dict[str, Any], *, ready: bool) -> None:
    assert is_ready(seats(**said), SHIPPED_EXPANSION, today=TODAY) is ready


PASSED = PassedOn(1, "U1", NOW, seats=50, used=47, reason="budget freeze")


@pytest.mark.parametrize(
    ("passed", "said", "shown"),
    [
        pytest.param(PASSED, {}, False, id="with a reason it rests"),
        pytest.param(PASSED, {"used": 49}, False, id="also when a little changes"),
        pytest.param(PASSED, {"used": 50}, True, id="until use has grown"),
        pytest.param(PASSED, {"seats": 52}, True, id="or other seats are contracted"),
        pytest.param(replace(PASSED, until=TODAY + timedelta(days=1)), {"used": 50}, False, id="until a day"),
        pytest.param(replace(PASSED, until=TODAY), {}, True, id="on its day it is back"),
        pytest.param(replace(PASSED, account=2), {}, True, id="of another account"),
    ],
)
def test_what_was_passed_on_rests(passed: PassedOn, said: dict[str, Any], *, shown: bool) -> None:
    assert bool(suggestions([seats(**said)], [passed], SHIPPED_EXPANSION, today=TODAY)) is shown


def test_the_fullest_stands_first_and_active_seats_say_more_than_assigned_ones() -> None:
    assigned = seats(measure=UsageMeasure.SEATS_ASSIGNED, used=50)
    too_few = seats(2, used=40)
    found = suggestions([too_few, assigned, seats(), replace(assigned, account=2)], (), SHIPPED_EXPANSION, today=TODAY)

    assert found == (replace(assigned, account=2), seats())
    assert accounts_of(found) == [1, 2]


@pytest.mark.parametrize(
    ("until", "reason", "problems"),
    [
        pytest.param(TODAY + timedelta(days=1), "", {}, id="a day"),
        pytest.param(None, "freeze", {}, id="a reason"),
        pytest.param(None, "", {PassField.WHY: PassProblem.NOTHING_SAID}, id="neither"),
        pytest.param(TODAY, "freeze", {PassField.UNTIL: PassProblem.NOT_AHEAD}, id="a day that is not ahead"),
        pytest.param(None, "x" * 11, {PassField.WHY: PassProblem.TOO_LONG}, id="too long"),
    ],
)
def test_not_now_says_until_when_or_why(
    until: date | None, reason: str, problems: dict[PassField, PassProblem]
) -> None:
    assert pass_problems(until, reason, today=TODAY, longest=10) == problems


def test_a_share_is_of_the_contracted_seats() -> None:
    facts: SeatFacts = seats()

    assert (facts.share, facts.days(TODAY)) == (0.94, 31)
