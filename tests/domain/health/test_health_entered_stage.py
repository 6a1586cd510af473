"""Since when an account has been in its stage."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scorecard_samples import POLICY

from domain.accounts import LifecycleStage
from domain.health.stages import Term, entered_stage_on, lifecycle_stage

RULES = POLICY.stages
TODAY = date(2026, 6, 30)
DAY = timedelta(days=1)
DAYS = st.integers(-900, 0).map(lambda days: TODAY + timedelta(days=days))


def term(began: int, days: int) -> Term:
    """Began so many days ago, for so many days."""
    return Term(TODAY - began * DAY, TODAY - began * DAY + days * DAY)


@pytest.mark.parametrize(
    ("stage", "since", "running", "entered"),
    [
        pytest.param(LifecycleStage.ONBOARDING, TODAY - 40 * DAY, term(40, 365), 40, id="onboarding begins with it"),
        pytest.param(LifecycleStage.STABLE, TODAY - 120 * DAY, term(120, 365), 29, id="the day after onboarding"),
        pytest.param(LifecycleStage.STABLE, TODAY - 500 * DAY, term(135, 365), 135, id="a renewed term"),
        pytest.param(LifecycleStage.STABLE, TODAY - 500 * DAY, None, 409, id="without a term only age counts"),
        pytest.param(LifecycleStage.STABLE, None, None, None, id="nothing is known"),
        pytest.param(LifecycleStage.RENEWAL, TODAY - 300 * DAY, term(300, 365), 39, id="the window of its term"),
        pytest.param(LifecycleStage.RENEWAL, TODAY - 400 * DAY, term(400, 365), 139, id="past its end"),
        pytest.param(LifecycleStage.RENEWAL, None, term(70, 90), 6, id="a pilot has a shorter window"),
    ],
)
def test_a_stage_begins_on_a_day_that_follows_from_dates(
    stage: LifecycleStage, since: date | None, running: Term | None, entered: int | None
) -> None:
    found = entered_stage_on(RULES, stage, customer_since=since, term=running)

    assert found == (None if entered is None else TODAY - entered * DAY)


def test_a_return_begins_onboarding_anew() -> None:
    back = TODAY - 10 * DAY

    assert (
        entered_stage_on(RULES, LifecycleStage.ONBOARDING, customer_since=TODAY - 900 * DAY, returned_on=back) == back
    )


@given(since=DAYS, began=DAYS, length=st.integers(30, 800))
def test_on_its_first_day_the_stage_is_that_one_already(since: date, began: date, length: int) -> None:
    running = Term(began, began + timedelta(days=length))
    stage = lifecycle_stage(RULES, today=TODAY, customer_since=since, term=running)

    entered = entered_stage_on(RULES, stage, customer_since=since, term=running)

    assert entered is not None
    assert entered <= TODAY
    if entered >= began:
        assert lifecycle_stage(RULES, today=entered, customer_since=since, term=running) is stage
