"""Which factors a card names, and in what order the others stand."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from domain.accounts import LifecycleStage, Tier
from domain.health.model import Factor, Scorecard
from domain.health.policy import ANCHOR_POINTS, HealthPolicy, MeasurePolicy, WordScale
from domain.health.standing import KeyFactor

MOST_PULLING_DOWN = 2
MOST_LIFTING = 1
LEAST_POINTS = 0.05
"""Less than this is nothing once it is written with one decimal."""

_DIGITS = 9
"""Factors that differ by less are alike, and stand in the order of `Measure`."""
_FINE = ANCHOR_POINTS[2]


def why_not_higher(card: Scorecard) -> tuple[Factor, ...]:
    """What is known and less than perfect, the one that loses most first."""
    losing = (factor for factor in card.factors if factor.lost >= LEAST_POINTS)
    return tuple(sorted(losing, key=lambda factor: -round(factor.lost, _DIGITS)))


def pulls_down(card: Scorecard, policy: HealthPolicy) -> tuple[KeyFactor, ...]:
    """The two that lose most; their points are what they lose."""
    return tuple(_key_factors(why_not_higher(card)[:MOST_PULLING_DOWN], card, policy, points="lost"))


def lifts(card: Scorecard, policy: HealthPolicy) -> tuple[KeyFactor, ...]:
    """The one that gives most above what is typical of its measure, if one does; its points are all that it gives.

    The heaviest measure gives many points even when it is poor, so points alone would name it every time. What pulls
    down most is not named a second time as lifting.
    """
    pulling = why_not_higher(card)[:MOST_PULLING_DOWN]
    lifting = [factor for factor in card.factors if _lift(factor) >= LEAST_POINTS and factor not in pulling]
    lifting.sort(key=lambda factor: -round(_lift(factor), _DIGITS))
    return tuple(_key_factors(lifting[:MOST_LIFTING], card, policy, points="points"))


def thresholds(rules: MeasurePolicy, *, stage: LifecycleStage, tier: Tier) -> tuple[float | str, float | str]:
    """The values that are fine (70 points) and excellent (100); of words, the least that is fine and the best."""
    if isinstance(rules.scale, WordScale):
        rising = sorted(rules.scale.points.items(), key=lambda worth: worth[1])
        best = rising[-1][0]
        return next((word for word, points in rising if points >= _FINE), best), best
    _, _, fine, excellent = rules.scale.anchors_for(stage=stage, tier=tier)
    return fine, excellent


def _lift(factor: Factor) -> float:
    if factor.subscore is None:
        return 0.0
    return factor.weight / 100 * factor.freshness * (factor.subscore - factor.typical)


def _key_factors(
    factors: Iterable[Factor], card: Scorecard, policy: HealthPolicy, *, points: str
) -> Iterable[KeyFactor]:
    said = attrgetter(points)
    for factor in factors:
        assert factor.evidence.value is not None, "what is unknown neither pulls nor lifts"
        fine, excellent = thresholds(policy.measures[factor.measure], stage=card.stage, tier=card.tier)
        yield KeyFactor(factor.measure, factor.evidence.value, said(factor), fine, excellent)
