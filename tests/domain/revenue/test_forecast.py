from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.accounts import Money, RenewalStep
from domain.renewals.listing import DueRenewal
from domain.renewals.renewal import ForecastCategory, OutcomeKind
from domain.revenue.curve import fitted_curve
from domain.revenue.forecast import WeightedForecast, weighted_forecasts

CURVE = fitted_curve([], base_rate=0.85)
DUE = DueRenewal(
    renewal=1,
    account=1,
    due_on=date(2026, 12, 1),
    arr=Money(100_000_00, "USD"),
    category=None,
    proposed=None,
    step=RenewalStep.DISCUSSION,
    notice_received=False,
    band=None,
    shown=80,
    capped=False,
    outcome=None,
    final=None,
    snoozed_until=None,
)


def due(thousands: int, **said: Any) -> DueRenewal:
    return replace(DUE, **({"arr": Money(thousands * 1000_00, "USD")} | said))


def forecast_of(*renewals: DueRenewal) -> WeightedForecast:
    (found,) = weighted_forecasts(renewals, CURVE, converted=lambda money: money)
    return found


WORKED = (
    due(100, shown=80),
    due(60, shown=60, proposed=Money(54_000_00, "USD")),
    due(50, shown=35),
    due(40, step=RenewalStep.SIGNED),
    due(30, notice_received=True),
)


def test_the_worked_example_to_the_last_printed_digit() -> None:
    found = forecast_of(*WORKED)

    said = (found.due, found.weighted, found.expected_loss, found.deviation, found.low, found.high)
    assert [round(amount / 1000_00, 1) for amount in said] == [280.0, 212.9, 67.1, 40.2, 161.4, 264.5]
    assert (found.commit, found.best_case, found.unscored) == (140_000_00, 194_000_00, 0)


@pytest.mark.parametrize(
    ("renewal", "weighted"),
    [
        pytest.param(due(10, step=RenewalStep.NOTICE), 200_00, id="notice, as the seller says"),
        pytest.param(due(10, shown=None), 8_500_00, id="not scored: the base rate"),
        pytest.param(due(10, shown=60, proposed=Money(20_000_00, "USD")), 8_500_00, id="upsell hides nothing"),
        pytest.param(due(10, shown=60, proposed=Money(5_000_00, "EUR")), 8_500_00, id="another currency says nothing"),
        pytest.param(due(10, shown=60, proposed=Money(-5, "USD")), 0, id="less than nothing is nothing"),
        pytest.param(due(10, outcome=OutcomeKind.LOST, final=Money(0, "USD")), 0, id="lost"),
        pytest.param(due(10, outcome=OutcomeKind.PARTLY_LOST, final=Money(7_000_00, "USD")), 7_000_00, id="kept"),
        pytest.param(due(10, outcome=OutcomeKind.RENEWED, final=Money(12_000_00, "USD")), 10_000_00, id="grown"),
        pytest.param(due(0, shown=60), 0, id="nothing at stake"),
    ],
)
def test_what_one_renewal_counts(renewal: DueRenewal, weighted: int) -> None:
    assert forecast_of(renewal).weighted == weighted


def test_who_is_not_scored_is_counted() -> None:
    assert forecast_of(due(10, shown=None), due(10)).unscored == 1


@pytest.mark.parametrize(
    ("category", "commit", "best_case"),
    [
        pytest.param(ForecastCategory.COMMIT, 10_000_00, 10_000_00, id="commit"),
        pytest.param(ForecastCategory.PROBABLE, 0, 10_000_00, id="probable"),
        pytest.param(ForecastCategory.BEST_CASE, 0, 10_000_00, id="best case"),
        pytest.param(ForecastCategory.AT_RISK, 0, 0, id="at risk"),
        pytest.param(ForecastCategory.EXPECTED_LOSS, 0, 0, id="expected loss"),
    ],
)
def test_what_people_say_stands_before_the_curve(category: ForecastCategory, commit: int, best_case: int) -> None:
    found = forecast_of(due(10, shown=95, category=category))

    assert (found.commit, found.best_case) == (commit, best_case)


def test_currencies_stand_beside_each_other_and_unknown_amounts_in_none() -> None:
    found = weighted_forecasts(
        [due(10), due(20, arr=None), due(1, arr=Money(99_000_00, "EUR"))], CURVE, converted=lambda money: money
    )

    assert [(each.currency, each.due) for each in found] == [("EUR", 99_000_00), ("USD", 10_000_00)]


def test_a_rate_brings_currencies_together() -> None:
    in_dollars = {"EUR": 2, "USD": 1}

    (found,) = weighted_forecasts(
        [due(10), due(1, arr=Money(1_000_00, "EUR"))],
        CURVE,
        converted=lambda money: Money(money.minor * in_dollars[money.currency], "USD"),
    )

    assert found.due == 12_000_00


AMOUNTS = st.integers(0, 10**12).map(lambda minor: Money(minor, "USD"))
DUES = st.builds(
    lambda arr, proposed, shown: due(0, arr=arr, proposed=proposed, shown=shown),
    AMOUNTS,
    st.none() | AMOUNTS,
    st.none() | st.integers(0, 100),
)


@given(st.lists(DUES, min_size=1, max_size=12))
def test_of_all_that_may_be_due_the_forecast_lies_within_its_range(renewals: list[DueRenewal]) -> None:
    found = forecast_of(*renewals)

    assert 0 <= found.low <= found.weighted <= found.high <= found.due
    assert 0 <= found.commit <= found.due


def test_the_range_stays_between_nothing_and_all() -> None:
    few = forecast_of(due(10, shown=20))

    assert (few.low, few.high) == (0, 10_000_00)
