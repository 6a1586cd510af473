from __future__ import annotations

import pytest
from scorecard_samples import POLICY, account, card, nearly, without, worked

from domain.accounts import LifecycleStage, Tier
from domain.health.key_factors import lifts, pulls_down, thresholds, why_not_higher
from domain.health.model import Measure
from domain.health.standing import KeyFactor


def test_what_loses_most_stands_first() -> None:
    order = [factor.measure for factor in why_not_higher(card(worked()))]

    assert order[:5] == [
        Measure.CORE_DEPTH,
        Measure.OUTCOMES,
        Measure.SEAT_ACTIVITY,
        Measure.USAGE_TREND,
        Measure.TOUCH_RECENCY,
    ]
    assert Measure.CHAMPION not in order


def test_the_two_that_lose_most_pull_down() -> None:
    depth, outcomes = pulls_down(card(worked()), POLICY)

    assert depth == KeyFactor(Measure.CORE_DEPTH, 0.5, nearly(0.12 * (100 - 430 / 7)), 0.6, 0.9)
    assert outcomes == KeyFactor(Measure.OUTCOMES, 0.75, nearly(3.75), 0.7, 1.0)


def test_the_one_furthest_above_its_typical_value_lifts() -> None:
    (seats,) = lifts(card(worked()), POLICY)

    assert seats == KeyFactor(Measure.SEAT_ACTIVITY, 0.62, nearly(14.76), 0.5, 0.8)


def test_peers_decide_what_lifts() -> None:
    (lifting,) = lifts(card(worked(), {Measure.SEAT_ACTIVITY: 81.0}), POLICY)

    assert lifting.measure is Measure.CRITICAL_TICKET_AGE


def test_what_pulls_down_does_not_lift_as_well() -> None:
    made = card(account({Measure.SEAT_ACTIVITY: 0.62}))

    assert [factor.measure for factor in pulls_down(made, POLICY)] == [Measure.SEAT_ACTIVITY]
    assert lifts(made, POLICY) == ()


def test_nothing_pulls_down_an_account_that_is_perfect_in_all_that_is_known() -> None:
    made = card(without(account({Measure.CHAMPION: "active"}), Measure.NPS))

    assert pulls_down(made, POLICY) == ()
    assert lifts(made, POLICY) == (KeyFactor(Measure.CHAMPION, "active", nearly(4.0), "active", "active"),)


@pytest.mark.parametrize(
    ("measure", "tier", "stage", "expected"),
    [
        pytest.param(Measure.NPS, Tier.MID, LifecycleStage.STABLE, (8.0, 10.0), id="numbers"),
        pytest.param(Measure.ENGAGED_CONTACTS, Tier.HIGH, LifecycleStage.STABLE, (3.0, 5.0), id="by tier"),
        pytest.param(Measure.SEAT_ACTIVITY, Tier.MID, LifecycleStage.ONBOARDING, (0.3, 0.6), id="by stage"),
        pytest.param(Measure.RENEWAL_STEP, Tier.MID, LifecycleStage.RENEWAL, ("proposal", "signed"), id="words"),
        pytest.param(Measure.CSM_PULSE, Tier.MID, LifecycleStage.STABLE, ("green", "green"), id="one good word"),
    ],
)
def test_a_measure_is_fine_at_70_points_and_excellent_at_100(
    measure: Measure, tier: Tier, stage: LifecycleStage, expected: tuple[float | str, float | str]
) -> None:
    assert thresholds(POLICY.measures[measure], stage=stage, tier=tier) == expected
