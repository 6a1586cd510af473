"""What counts as first value, how late it is, what a form may say, and what may be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.first_value.form import ValueField, ValueForm, ValueProblem, seen_text, value_problems
from domain.first_value.reached import (
    UNDO_FOR,
    ValueNote,
    ValueReached,
    ValueStanding,
    ValueStands,
    days_late,
    how_reached,
    is_by_milestone,
    undo_refusal,
)
from domain.first_value.rules import FirstValuePolicy, ValueRule, ValueWay

TODAY = date(2026, 9, 1)
NOW = datetime(2026, 9, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)
NOTE = ValueNote(1, TODAY, "First report", "", "U1", NOW, id=5)


def test_a_segment_has_its_own_rule_whatever_its_case() -> None:
    own = ValueRule(ValueWay.HAND, 90)
    policy = FirstValuePolicy(30, 0.25, {"Enterprise": own})

    usual = ValueRule(ValueWay.SEATS, 30, 0.25)
    assert policy.rules == (usual, own)
    assert [policy.rule_for(each) for each in (" enterprise", "other", None)] == [own, usual, usual]


@pytest.mark.parametrize(
    ("stands", "is_by_it"),
    [
        pytest.param(ValueStanding(TODAY, ValueReached(TODAY, ValueWay.MILESTONE, what="First report")), True, id="it"),
        pytest.param(ValueStanding(TODAY, ValueReached(TODAY, ValueWay.MILESTONE, what="Kick-off")), False, id="other"),
        pytest.param(
            ValueStanding(TODAY, ValueReached(TODAY, ValueWay.HAND, what="First report")), False, id="by hand"
        ),
        pytest.param(
            ValueStanding(TODAY - DAY, ValueReached(TODAY, ValueWay.MILESTONE, what="First report")),
            False,
            id="another day came by an import",
        ),
        pytest.param(
            ValueStanding(TODAY - DAY, ValueReached(TODAY - DAY, ValueWay.MILESTONE, what="First report")),
            False,
            id="the milestone was done on another day",
        ),
        pytest.param(ValueStanding(), False, id="not reached"),
    ],
)
def test_first_value_hangs_on_the_milestone_that_it_was_found_by(stands: ValueStanding, *, is_by_it: bool) -> None:
    assert is_by_milestone(stands, title=" first REPORT", done_on=TODAY) is is_by_it


@pytest.mark.parametrize(
    ("due_on", "reached_on", "late"),
    [
        pytest.param(None, None, None, id="no target"),
        pytest.param(TODAY, None, 0, id="due today"),
        pytest.param(TODAY - 3 * DAY, None, 3, id="so far"),
        pytest.param(TODAY - 3 * DAY, TODAY - DAY, 2, id="reached late"),
        pytest.param(TODAY - 3 * DAY, TODAY - 4 * DAY, 0, id="reached in time"),
    ],
)
def test_first_value_is_late_by_days(due_on: date | None, reached_on: date | None, late: int | None) -> None:
    assert days_late(due_on=due_on, reached_on=reached_on, today=TODAY) == late


def test_how_it_was_reached_is_not_said_of_another_day() -> None:
    how = ValueReached(TODAY, ValueWay.EVENT)

    assert (how_reached(how, on=TODAY), how_reached(how, on=TODAY - DAY), how_reached(None, on=TODAY)) == (
        how,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("stands", "later", "refusal"),
    [
        pytest.param(NOTE.stands, UNDO_FOR, None, id="within ten minutes"),
        pytest.param(NOTE.stands, UNDO_FOR + timedelta(seconds=1), ValueStands.TOO_LATE, id="after"),
        pytest.param(replace(NOTE, id=6).stands, timedelta(), ValueStands.CHANGED, id="somebody went on"),
        pytest.param(ValueStanding(TODAY), timedelta(), ValueStands.CHANGED, id="an import went on"),
    ],
)
def test_what_was_recorded_may_be_taken_back(
    stands: ValueStanding, later: timedelta, refusal: ValueStands | None
) -> None:
    assert undo_refusal(NOTE, stands, now=NOW + later) == refusal


@pytest.mark.parametrize(
    ("form", "problems"),
    [
        pytest.param(ValueForm("2026-09-01", "Report", "Great"), {}, id="all is well"),
        pytest.param(
            ValueForm(),
            {ValueField.ON: ValueProblem.DAY_MISSING, ValueField.WHAT: ValueProblem.WHAT_MISSING},
            id="empty",
        ),
        pytest.param(ValueForm("2026-09-02", "x"), {ValueField.ON: ValueProblem.NOT_YET}, id="tomorrow"),
        pytest.param(ValueForm("2025-12-31", "x"), {ValueField.ON: ValueProblem.BEFORE_IT_CAME}, id="before it came"),
        pytest.param(ValueForm("2026-09-01", "\u202e"), {ValueField.WHAT: ValueProblem.WHAT_MISSING}, id="unseen"),
        pytest.param(
            ValueForm("2026-09-01", "x" * 201, "x" * 1001),
            {ValueField.WHAT: ValueProblem.TOO_LONG, ValueField.WORDS: ValueProblem.TOO_LONG},
            id="too long",
        ),
    ],
)
def test_a_form_says_what_is_wrong(form: ValueForm, problems: dict[ValueField, ValueProblem]) -> None:
    assert value_problems(form, today=TODAY, since=date(2026, 1, 1)) == problems


def test_of_an_account_of_unknown_age_any_day_may_be() -> None:
    assert value_problems(ValueForm("2001-01-01", "x"), today=TODAY, since=None) == {}


def test_what_was_seen_tells_states_apart() -> None:
    said = [
        ValueStanding(),
        ValueStanding(TODAY),
        ValueStanding(TODAY, ValueReached(TODAY, ValueWay.SEATS)),
        NOTE.stands,
    ]

    assert list(map(seen_text, said)) == ["", "2026-09-01", "2026-09-01 0", "2026-09-01 5"]
