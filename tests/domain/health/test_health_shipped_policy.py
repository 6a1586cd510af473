"""The shipped file says exactly these numbers; who changes one changes the model on purpose."""

from __future__ import annotations

import pytest
from scorecard_samples import POLICY, POLICY_TEXT

from domain.accounts import LifecycleStage, Tier
from domain.first_value.rules import FirstValuePolicy
from domain.health.model import Cap, Dimension, Measure
from domain.health.policy import (
    AlertPolicy,
    AnchorScale,
    BandPolicy,
    CapPolicy,
    ConfidencePolicy,
    StagePolicy,
    TierPolicy,
    TrendPolicy,
    TypicalPolicy,
    WordScale,
)
from domain.health.policy_file import policy_from_toml

ONBOARDING, STABLE, RENEWAL = LifecycleStage.ONBOARDING, LifecycleStage.STABLE, LifecycleStage.RENEWAL
ALL = {ONBOARDING, STABLE, RENEWAL}
LATER = {STABLE, RENEWAL}


def test_it_has_a_name_and_a_note() -> None:
    policy = policy_from_toml(POLICY_TEXT)

    assert policy.name == "Moorline's shipped model"
    assert policy.note.startswith("Weights, anchors and caps are an assumption")


@pytest.mark.parametrize(
    ("stage", "weights"),
    [
        pytest.param(ONBOARDING, [25, 35, 20, 5, 5, 10], id="onboarding"),
        pytest.param(STABLE, [40, 15, 20, 10, 10, 5], id="stable"),
        pytest.param(RENEWAL, [35, 15, 20, 5, 10, 15], id="renewal"),
    ],
)
def test_the_weights_of_the_mid_tier(stage: LifecycleStage, weights: list[float]) -> None:
    assert list(POLICY.weights_for(stage=stage, tier=Tier.MID).values()) == weights


def test_the_tech_tier_counts_adoption_more_and_the_relationship_less() -> None:
    weights = POLICY.weights_for(stage=STABLE, tier=Tier.TECH)

    assert round(weights[Dimension.ADOPTION], 1) == 51.0
    assert round(weights[Dimension.RELATIONSHIP], 1) == 8.2
    assert sum(weights.values()) == pytest.approx(100)


def test_the_high_tier_counts_the_relationship_more() -> None:
    assert POLICY.weights_for(stage=STABLE, tier=Tier.HIGH)[Dimension.RELATIONSHIP] == pytest.approx(25 / 1.05)


def test_the_cadences() -> None:
    days = {
        tier: (POLICY.cadence_days(stage=ONBOARDING, tier=tier), POLICY.cadence_days(stage=RENEWAL, tier=tier))
        for tier in Tier
    }

    assert days == {Tier.HIGH: (7, 14), Tier.MID: (7, 30), Tier.TECH: (90, 90)}


@pytest.mark.parametrize(
    ("measure", "dimension", "share", "stages", "anchors", "valid", "half_life"),
    [
        ("seat_activity", "adoption", 45, ALL, (0, 0.20, 0.50, 0.80), 7, 14),
        ("core_depth", "adoption", 30, ALL, (0, 0.25, 0.60, 0.90), 7, 14),
        ("usage_trend", "adoption", 25, LATER, (0.50, 0.80, 1.0, 1.25), 7, 14),
        ("milestones", "value", 60, {ONBOARDING}, (0.40, 0.70, 0.90, 1.0), 14, 14),
        ("first_value", "value", 40, {ONBOARDING}, (2.5, 1.5, 1.0, 0.75), 14, 14),
        ("outcomes", "value", 100, LATER, (0, 0.40, 0.70, 1.0), 90, 45),
        ("touch_recency", "relationship", 35, ALL, (4, 2, 1, 0.5), 7, 14),
        ("touch_compliance", "relationship", 20, ALL, (0.30, 0.60, 0.85, 1.0), 7, 14),
        ("engaged_contacts", "relationship", 25, ALL, (0, 1, 2, 4), 7, 14),
        ("critical_ticket_age", "support", 60, ALL, (14, 5, 2, 0), 3, 7),
        ("breached_share", "support", 40, ALL, (0.50, 0.25, 0.10, 0), 7, 14),
        ("nps", "sentiment", 50, ALL, (3, 6, 8, 10), 90, 90),
        ("invoice_overdue", "commercial", 40, ALL, (60, 30, 10, 0), 7, 14),
        ("licence_fit", "commercial", 30, LATER, (0.30, 0.50, 0.80, 1.0), 14, 30),
    ],
)
def test_a_measure_with_numbers(
    measure: str,
    dimension: str,
    share: float,
    stages: set[LifecycleStage],
    anchors: tuple[float, ...],
    valid: int,
    half_life: float,
) -> None:
    rules = POLICY.measures[Measure(measure)]

    assert isinstance(rules.scale, AnchorScale)
    assert (rules.dimension.value, rules.share, set(rules.stages)) == (dimension, share, stages)
    assert (rules.scale.anchors, rules.valid_days, rules.half_life_days) == (anchors, valid, half_life)


@pytest.mark.parametrize(
    ("measure", "dimension", "share", "stages", "words", "valid", "half_life"),
    [
        ("champion", "relationship", 20, ALL, {"left": 0, "none": 25, "quiet": 55, "active": 100}, 60, 30),
        ("csm_pulse", "sentiment", 50, ALL, {"red": 20, "yellow": 55, "green": 85}, 30, 30),
        (
            "renewal_step",
            "commercial",
            30,
            {RENEWAL},
            {
                "notice": 0,
                "late": 15,
                "not_started": 40,
                "discussion": 55,
                "proposal": 70,
                "verbal": 90,
                "signed": 100,
            },
            14,
            14,
        ),
    ],
)
def test_a_measure_with_words(
    measure: str,
    dimension: str,
    share: float,
    stages: set[LifecycleStage],
    words: dict[str, float],
    valid: int,
    half_life: float,
) -> None:
    rules = POLICY.measures[Measure(measure)]

    assert (rules.dimension.value, rules.share, set(rules.stages)) == (dimension, share, stages)
    assert (rules.scale, rules.valid_days, rules.half_life_days) == (WordScale(words), valid, half_life)


def test_only_two_measures_have_anchors_of_a_stage_or_a_tier() -> None:
    scales = {measure: rules.scale for measure, rules in POLICY.measures.items()}
    special = {
        measure: (scale.by_stage, scale.by_tier)
        for measure, scale in scales.items()
        if isinstance(scale, AnchorScale) and (scale.by_stage or scale.by_tier)
    }

    assert special == {
        Measure.SEAT_ACTIVITY: ({ONBOARDING: (0, 0.10, 0.30, 0.60)}, {}),
        Measure.ENGAGED_CONTACTS: (
            {},
            {Tier.HIGH: (0, 1, 3, 5), Tier.MID: (0, 1, 2, 4), Tier.TECH: (0, 0.5, 1, 2)},
        ),
    }


def test_the_caps() -> None:
    assert POLICY.caps == CapPolicy(
        ceilings={
            Cap.NOTICE_RECEIVED: 15,
            Cap.INVOICE_OVER_60_DAYS: 39,
            Cap.NO_ACTIVE_USER: 39,
            Cap.CHAMPION_LEFT: 60,
            Cap.INVOICE_OVER_30_DAYS: 60,
            Cap.CRITICAL_TICKET: 60,
            Cap.SILENCE: 65,
        },
        invoice_long_overdue_days=60,
        invoice_overdue_days=30,
        no_active_user_days=21,
        usage_feed_alive_days=7,
        critical_ticket_days=7,
        silent_cadences=2,
        silence_tiers=frozenset({Tier.HIGH, Tier.MID}),
    )


def test_everything_else() -> None:
    assert POLICY.stages == StagePolicy(90, 104, 365)
    assert POLICY.tiers[Tier.TECH] == TierPolicy(90, 90, {Dimension.RELATIONSHIP: 0.4, Dimension.ADOPTION: 1.25})
    assert POLICY.least_freshness == 0.1
    assert POLICY.typical == TypicalPolicy(fewest_peers=10, otherwise=50)
    assert POLICY.bands == BandPolicy(green_from=70, yellow_from=40, colour_coverage=0.5, green_coverage=0.7)
    assert POLICY.confidence == ConfidencePolicy(high_coverage=0.8, medium_coverage=0.5)
    assert POLICY.longest_override_days == 30
    assert POLICY.trend == TrendPolicy(days=28, arrow_points=5)
    assert POLICY.alerts == AlertPolicy(colour_change_days=2, overshoot_points=3)
    assert POLICY.first_value == FirstValuePolicy(target_days=30, active_seat_share=0.25)
