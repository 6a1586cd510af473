"""The `[health]` part of the policy file."""

from __future__ import annotations

import math

from domain.accounts import LifecycleStage, Tier
from domain.health.model import Cap, Dimension
from domain.health.policy import (
    AlertPolicy,
    BandPolicy,
    CapPolicy,
    ConfidencePolicy,
    HealthPolicy,
    StagePolicy,
    TierPolicy,
    TrendPolicy,
    TypicalPolicy,
)
from domain.health.policy_first_value import first_value_from
from domain.health.policy_measures import measures_from
from domain.health.policy_table import PolicyTable

LONGEST_OVERRIDE_DAYS = 30
"""However the file is set, a person's score stands for no longer."""

_WHOLE = 100.0
_SLACK = 1e-6


def health_policy_from(table: PolicyTable) -> HealthPolicy:
    policy = HealthPolicy(
        stages=_stages(table.table("stages")),
        weights=_weights(table.table("weights")),
        tiers=_tiers(table.table("tiers")),
        measures=measures_from(table.table("measures")),
        least_freshness=_least_freshness(table.table("freshness")),
        caps=_caps(table.table("caps")),
        bands=_bands(table.table("bands")),
        confidence=_confidence(table.table("confidence")),
        typical=_typical(table.table("typical")),
        longest_override_days=_longest_override(table.table("override")),
        trend=_trend(table.table("trend")),
        alerts=_alerts(table.table("alerts")),
        first_value=first_value_from(table.table("first_value")),
    )
    table.close()
    return policy


def _stages(table: PolicyTable) -> StagePolicy:
    stages = StagePolicy(
        onboarding_days=table.whole("onboarding_days"),
        renewal_window_days=table.whole("renewal_window_days"),
        renewal_window_term_days=table.whole("renewal_window_term_days", least=1),
    )
    table.close()
    if table.is_sound and stages.renewal_window_days >= stages.renewal_window_term_days:
        problem = "every account would be in renewal all the time"
        table.add(problem, "make renewal_window_days smaller than renewal_window_term_days")
    return stages


def _weights(table: PolicyTable) -> dict[LifecycleStage, dict[Dimension, float]]:
    weights = {stage: _stage_weights(table.table(stage)) for stage in LifecycleStage}
    table.close()
    return weights


def _stage_weights(table: PolicyTable) -> dict[Dimension, float]:
    weights = {dimension: table.number(dimension, most=_WHOLE) for dimension in Dimension}
    table.close()
    total = math.fsum(weights.values())
    if table.is_sound and abs(total - _WHOLE) > _SLACK:
        verb = "add" if total < _WHOLE else "take away"
        table.add(f"the weights add up to {total:g}, not 100", f"{verb} {abs(_WHOLE - total):g}")
    return weights


def _tiers(table: PolicyTable) -> dict[Tier, TierPolicy]:
    tiers = {tier: _tier(table.table(tier)) for tier in Tier}
    table.close()
    return tiers


def _tier(table: PolicyTable) -> TierPolicy:
    times = table.table("weight_times")
    tier = TierPolicy(
        cadence_days=table.whole("cadence_days", least=1),
        onboarding_cadence_days=table.whole("onboarding_cadence_days", least=1),
        weight_times={
            dimension: times.above_zero(dimension, most=100) for dimension in Dimension if dimension in times
        },
    )
    times.close()
    table.close()
    return tier


def _least_freshness(table: PolicyTable) -> float:
    least = table.above_zero("least_freshness", most=1)
    table.close()
    return least


def _caps(table: PolicyTable) -> CapPolicy:
    ceilings, thresholds = table.table("ceilings"), table.table("thresholds")
    caps = CapPolicy(
        ceilings={cap: ceilings.number(cap, most=_WHOLE) for cap in Cap if cap is not Cap.JUDGEMENT},
        invoice_long_overdue_days=thresholds.whole("invoice_long_overdue_days"),
        invoice_overdue_days=thresholds.whole("invoice_overdue_days"),
        no_active_user_days=thresholds.whole("no_active_user_days", least=1),
        usage_feed_alive_days=thresholds.whole("usage_feed_alive_days", least=1),
        critical_ticket_days=thresholds.whole("critical_ticket_days"),
        silent_cadences=thresholds.above_zero("silent_cadences", most=100),
        silence_tiers=thresholds.choices("silence_tiers", Tier),
    )
    if thresholds.is_sound and caps.invoice_long_overdue_days < caps.invoice_overdue_days:
        problem = "an invoice would be long overdue before it is overdue"
        thresholds.add(problem, "make invoice_long_overdue_days at least invoice_overdue_days")
    for part in (ceilings, thresholds, table):
        part.close()
    return caps


def _bands(table: PolicyTable) -> BandPolicy:
    bands = BandPolicy(
        green_from=table.whole("green_from", most=100),
        yellow_from=table.whole("yellow_from", most=100),
        colour_coverage=table.number("colour_coverage", most=1),
        green_coverage=table.number("green_coverage", most=1),
    )
    table.close()
    if table.is_sound and bands.yellow_from >= bands.green_from:
        table.add("yellow begins where green does, or above", "make yellow_from smaller than green_from")
    if table.is_sound and bands.colour_coverage > bands.green_coverage:
        table.add("green would take less coverage than any colour", "make green_coverage at least colour_coverage")
    return bands


def _confidence(table: PolicyTable) -> ConfidencePolicy:
    confidence = ConfidencePolicy(
        high_coverage=table.number("high_coverage", most=1), medium_coverage=table.number("medium_coverage", most=1)
    )
    table.close()
    if table.is_sound and confidence.medium_coverage > confidence.high_coverage:
        table.add("medium would take more coverage than high", "make medium_coverage at most high_coverage")
    return confidence


def _typical(table: PolicyTable) -> TypicalPolicy:
    typical = TypicalPolicy(
        fewest_peers=table.whole("fewest_peers", least=1), otherwise=table.number("otherwise", most=_WHOLE)
    )
    table.close()
    return typical


def _longest_override(table: PolicyTable) -> int:
    days = table.whole("longest_days", least=1, most=LONGEST_OVERRIDE_DAYS)
    table.close()
    return days


def _trend(table: PolicyTable) -> TrendPolicy:
    trend = TrendPolicy(days=table.whole("days", least=1), arrow_points=table.above_zero("arrow_points", most=_WHOLE))
    table.close()
    return trend


def _alerts(table: PolicyTable) -> AlertPolicy:
    alerts = AlertPolicy(
        colour_change_days=table.whole("colour_change_days", least=1),
        overshoot_points=table.whole("overshoot_points", most=100),
    )
    table.close()
    return alerts
