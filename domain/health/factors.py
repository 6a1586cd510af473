"""What each measure gives to a score, and what it loses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from domain.health.measures import age_days, freshness, subscore
from domain.health.model import Absence, AccountEvidence, Evidence, Factor, Measure
from domain.health.policy import HealthPolicy
from domain.health.weights import measure_weights

_UNKNOWN = Evidence(value=None, absence=Absence.UNKNOWN)
_DOES_NOT_APPLY = Evidence(value=None, absence=Absence.DOES_NOT_APPLY)


def factors_of(
    evidence: AccountEvidence, policy: HealthPolicy, *, today: date, typical: Mapping[Measure, float]
) -> tuple[Factor, ...]:
    """All seventeen in the order of `Measure`; one that does not apply weighs nothing. Lines are still to come."""
    found = {measure: _found(evidence, policy, measure) for measure in Measure}
    applying = {measure for measure in Measure if found[measure].absence is not Absence.DOES_NOT_APPLY}
    weights = measure_weights(policy, applying, stage=evidence.stage, tier=evidence.tier)
    return tuple(
        _weighed(_bare(measure, evidence, found[measure], policy, today), weights[measure], typical.get(measure))
        for measure in Measure
    )


def _found(evidence: AccountEvidence, policy: HealthPolicy, measure: Measure) -> Evidence:
    """Outside of its stages a measure does not apply, whatever is known of it; one nobody looked at is unknown."""
    if evidence.stage not in policy.measures[measure].stages:
        return _DOES_NOT_APPLY
    found = evidence.measures.get(measure, _UNKNOWN)
    return replace(found, absence=Absence.UNKNOWN) if found.value is None and found.absence is None else found


def _bare(measure: Measure, evidence: AccountEvidence, found: Evidence, policy: HealthPolicy, today: date) -> Factor:
    """A factor before it is weighed; a value too old to count has neither freshness nor a subscore."""
    rules = policy.measures[measure]
    age = age_days(found.known_on, today=today)
    fresh, points = 0.0, None
    if found.value is not None and (fresh := freshness(age, rules, least=policy.least_freshness)):
        points = subscore(rules, found.value, stage=evidence.stage, tier=evidence.tier)
    return Factor(
        measure=measure,
        dimension=rules.dimension,
        weight=0.0,
        evidence=found,
        subscore=points,
        freshness=fresh,
        typical=policy.typical.otherwise,
        points=0.0,
        lost=0.0,
        line=0.0,
        age_days=age,
    )


def _weighed(bare: Factor, weight: float, typical: float | None) -> Factor:
    share, subscore_ = weight / 100 * bare.freshness, bare.subscore or 0.0
    return replace(
        bare,
        weight=weight,
        points=share * subscore_,
        lost=share * (100 - subscore_),
        typical=bare.typical if typical is None else typical,
    )
