from __future__ import annotations

from datetime import date, timedelta

import pytest
from scorecard_samples import POLICY, TODAY

from domain.accounts import LifecycleStage
from domain.health.stages import Term, lifecycle_stage, renewal_window_days

START = date(2025, 1, 1)
ONBOARDING, STABLE, RENEWAL = LifecycleStage.ONBOARDING, LifecycleStage.STABLE, LifecycleStage.RENEWAL


def term(days: int, start: date = START) -> Term:
    return Term(start, start + timedelta(days=days))


def stage_on(day: int, of: Term | None, *, returned_on: date | None = None) -> LifecycleStage:
    return lifecycle_stage(
        POLICY.stages,
        today=START + timedelta(days=day),
        customer_since=START,
        returned_on=returned_on,
        term=of,
    )


@pytest.mark.parametrize(
    ("days", "day", "stage"),
    [
        pytest.param(365, 0, ONBOARDING, id="the first day of a year"),
        pytest.param(365, 90, ONBOARDING, id="day 90 is still onboarding"),
        pytest.param(365, 91, STABLE, id="day 91 is stable"),
        pytest.param(365, 260, STABLE, id="day 260 is the last stable one"),
        pytest.param(365, 261, RENEWAL, id="day 261 is renewal"),
        pytest.param(365, 364, RENEWAL, id="the last day of the term"),
        pytest.param(365, 365, RENEWAL, id="the end has come without a signature"),
        pytest.param(365, 500, RENEWAL, id="long past the end without a signature"),
        pytest.param(1096, 261, STABLE, id="three years have no yearly renewal"),
        pytest.param(1096, 991, STABLE, id="three years, 105 days to the end"),
        pytest.param(1096, 992, RENEWAL, id="three years, 104 days to the end"),
        pytest.param(90, 63, ONBOARDING, id="a pilot begins with onboarding"),
        pytest.param(90, 64, RENEWAL, id="renewal wins over onboarding in a pilot"),
    ],
)
def test_a_stage_goes_by_the_days_to_the_end_of_the_term_then_by_age(
    days: int, day: int, stage: LifecycleStage
) -> None:
    assert stage_on(day, term(days)) is stage


@pytest.mark.parametrize(
    ("days", "window"),
    [
        pytest.param(365, 104, id="a year"),
        pytest.param(730, 104, id="two years have the window of one"),
        pytest.param(90, 26, id="a pilot of 90 days"),
        pytest.param(184, 52, id="half a year, 52.43 days"),
        pytest.param(0, 0, id="no term at all"),
    ],
)
def test_the_window_of_a_shorter_term_is_shorter(days: int, window: int) -> None:
    assert renewal_window_days(POLICY.stages, term(days)) == window


def test_a_renewed_term_does_not_begin_onboarding_anew() -> None:
    assert stage_on(370, term(365, START + timedelta(days=365))) is STABLE


def test_a_return_after_a_gap_begins_onboarding_anew() -> None:
    returned_on = START + timedelta(days=500)

    stages = [stage_on(day, term(365, returned_on), returned_on=returned_on) for day in (500, 590, 591)]

    assert stages == [ONBOARDING, ONBOARDING, STABLE]


def test_without_a_term_only_age_counts() -> None:
    assert [stage_on(day, None) for day in (90, 91)] == [ONBOARDING, STABLE]


def test_an_account_of_unknown_age_is_stable() -> None:
    assert lifecycle_stage(POLICY.stages, today=TODAY, customer_since=None) is STABLE
