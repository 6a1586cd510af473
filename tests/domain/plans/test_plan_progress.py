"""Success plans: the straight line, worked by hand, and what holds of every outcome."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from health_book import NOW, TODAY
from hypothesis import given
from hypothesis import strategies as st
from plan_samples import check_in, measurement, outcome, planned

from domain.plans.plan import CheckInVerdict, Direction, Outcome, PlannedOutcome
from domain.plans.policy import SHIPPED_PLANS, PlanRules, next_check_in
from domain.plans.progress import Progress, Verdict, done_share, due_share, progress, status_by, value_at
from domain.success import OutcomeStatus

HALF = Decimal("0.5")
LATER = NOW + timedelta(minutes=1)
NOW_VALUES = st.decimals(min_value=-1000, max_value=1000, places=2)


def test_the_arithmetic_is_that_of_a_straight_line() -> None:
    """From 20 h to 80 h in 200 days, of which 100 are gone: 50 h are due, 44 are 40 % of the way."""
    last = measurement("44")

    assert progress(planned(last), SHIPPED_PLANS, today=TODAY) == Progress(
        Verdict.ON_TRACK, last, Decimal("0.4"), HALF, Decimal(50), days=100, all_days=200
    )


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        pytest.param("80", Verdict.REACHED, id="the target itself is reached"),
        pytest.param("79.99", Verdict.ON_TRACK, id="just below it is not"),
        pytest.param("44", Verdict.ON_TRACK, id="a tenth of the way missing is within the tolerance"),
        pytest.param("43.99", Verdict.BEHIND, id="a hair more is not"),
        pytest.param("10", Verdict.BEHIND, id="worse than it was"),
    ],
)
def test_it_is_on_track_while_no_more_than_the_tolerance_is_missing(value: str, verdict: Verdict) -> None:
    assert progress(planned(measurement(value)), SHIPPED_PLANS, today=TODAY).verdict is verdict


def test_less_can_be_better() -> None:
    fewer: dict[str, Any] = {"baseline": Decimal(6), "target": Decimal(3), "direction": Direction.LESS}
    found = [
        progress(planned(measurement(value), **fewer), SHIPPED_PLANS, today=TODAY) for value in ("3", "4.8", "4.81")
    ]

    assert [each.verdict for each in found] == [Verdict.REACHED, Verdict.ON_TRACK, Verdict.BEHIND]
    assert (found[1].done, found[1].due_value) == (Decimal("0.4"), Decimal("4.5"))


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        pytest.param(planned(), Verdict.NO_MEASUREMENT, id="nobody measured"),
        pytest.param(planned(measurement("50"), target=None), Verdict.NO_MEASURE, id="no target"),
        pytest.param(planned(measurement("50"), baseline=None), Verdict.NO_MEASURE, id="no baseline"),
        pytest.param(
            planned(measurement("50"), check_ins=(check_in(at=NOW),)), Verdict.NOT_SINCE, id="not since the check-in"
        ),
    ],
)
def test_where_nothing_was_measured_it_cannot_be_told(said: PlannedOutcome, verdict: Verdict) -> None:
    assert progress(said, SHIPPED_PLANS, today=TODAY).verdict is verdict
    assert not verdict.can_be_told


def test_a_measurement_after_the_check_in_counts_again() -> None:
    said = planned(measurement("50", learnt_at=LATER), check_ins=(check_in(CheckInVerdict.BEHIND, at=NOW),))

    assert status_by(said, SHIPPED_PLANS, today=TODAY) is OutcomeStatus.ON_TRACK


def test_the_last_measurement_is_that_of_the_latest_day_whenever_it_was_typed() -> None:
    today = measurement("50")
    backfilled = measurement("1", day=TODAY - timedelta(days=9), learnt_at=LATER)

    assert planned(backfilled, today).last_measurement == today
    assert planned(today, measurement("60", learnt_at=LATER)).last_measurement == measurement("60", learnt_at=LATER)


def test_without_a_due_day_nothing_is_behind() -> None:
    found = progress(planned(measurement("21"), due_on=None), SHIPPED_PLANS, today=TODAY)

    assert (found.verdict, found.due, found.due_value, found.days) == (Verdict.ON_TRACK, None, None, None)


def test_after_the_due_day_all_of_the_way_is_due() -> None:
    late = outcome(due_on=TODAY - timedelta(days=1))

    assert due_share(late, today=TODAY) == 1
    assert due_share(outcome(due_on=outcome().agreed_on), today=outcome().agreed_on) == 1
    assert due_share(outcome(), today=outcome().agreed_on - timedelta(days=9)) == 0


@pytest.mark.parametrize(("value", "share"), [("80", 1), ("79", 0)])
def test_a_way_of_no_length_is_done_or_not(value: str, share: int) -> None:
    assert done_share(outcome(baseline=Decimal(80)), Decimal(value)) == share


@pytest.mark.parametrize(
    ("said", "status"),
    [
        pytest.param(planned(), OutcomeStatus.AGREED, id="nothing said: as it was agreed"),
        pytest.param(planned(status=OutcomeStatus.BEHIND), OutcomeStatus.BEHIND, id="as it was brought"),
        pytest.param(planned(status=OutcomeStatus.REACHED), OutcomeStatus.AGREED, id="opened again"),
        pytest.param(planned(check_ins=(check_in(),)), OutcomeStatus.ON_TRACK, id="the check-in's word"),
        pytest.param(planned(check_ins=(check_in(CheckInVerdict.BEHIND),)), OutcomeStatus.BEHIND, id="its other word"),
        pytest.param(planned(measurement("80")), OutcomeStatus.REACHED, id="what was measured"),
    ],
)
def test_what_cannot_be_measured_is_as_somebody_said(said: PlannedOutcome, status: OutcomeStatus) -> None:
    assert status_by(said, SHIPPED_PLANS, today=TODAY) is status


@given(baseline=NOW_VALUES, target=NOW_VALUES, days=st.integers(0, 800), tolerance=st.decimals(0, 1, places=2))
def test_whoever_stands_on_the_line_is_never_behind(
    baseline: Decimal, target: Decimal, days: int, tolerance: Decimal
) -> None:
    agreed = outcome(baseline=baseline, target=target, direction=_way(baseline, target))
    today = agreed.agreed_on + timedelta(days=days)
    share = due_share(agreed, today=today) or Decimal(0)
    value = value_at(agreed, share)
    near = value.quantize(Decimal("0.0001"))

    found = progress(_measured(agreed, near, today), PlanRules(tolerance + Decimal("0.01"), 3), today=today)

    assert found.verdict in {Verdict.ON_TRACK, Verdict.REACHED}


@given(baseline=NOW_VALUES, target=NOW_VALUES, value=NOW_VALUES, days=st.integers(0, 800))
def test_reached_and_all_done_are_the_same(baseline: Decimal, target: Decimal, value: Decimal, days: int) -> None:
    agreed = outcome(baseline=baseline, target=target, direction=_way(baseline, target))
    today = agreed.agreed_on + timedelta(days=days)

    found = progress(_measured(agreed, value, today), SHIPPED_PLANS, today=today)

    assert found.done is not None
    assert (found.verdict is Verdict.REACHED) == (found.done >= 1)


@given(baseline=NOW_VALUES, target=NOW_VALUES, first=st.integers(0, 400), more=st.integers(0, 400))
def test_what_is_due_never_gets_less(baseline: Decimal, target: Decimal, first: int, more: int) -> None:
    agreed = outcome(baseline=baseline, target=target)
    early, late = (due_share(agreed, today=agreed.agreed_on + timedelta(days=days)) for days in (first, first + more))

    assert early is not None
    assert late is not None
    assert 0 <= early <= late <= 1
    assert min(baseline, target) <= value_at(agreed, late) <= max(baseline, target)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        pytest.param(date(2026, 9, 12), 3, date(2026, 12, 12), id="the same day"),
        pytest.param(date(2026, 11, 30), 3, date(2027, 2, 28), id="the last day of a short month"),
        pytest.param(date(2027, 11, 30), 3, date(2028, 2, 29), id="a leap year"),
        pytest.param(date(2026, 12, 31), 12, date(2027, 12, 31), id="a year"),
    ],
)
def test_the_next_check_in_is_so_many_months_on(day: date, months: int, expected: date) -> None:
    assert next_check_in(day, PlanRules(Decimal(0), months)) == expected


def _way(baseline: Decimal, target: Decimal) -> Direction:
    return Direction.MORE if target >= baseline else Direction.LESS


def _measured(agreed: Outcome, value: Decimal, today: date) -> PlannedOutcome:
    return PlannedOutcome(agreed, (measurement(str(value), day=today),))
