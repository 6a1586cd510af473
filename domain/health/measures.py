"""What one measure's value is worth, and for how long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from statistics import median

from domain.accounts import LifecycleStage, Pulse, RenewalStep, Tier
from domain.health.model import Champion, Measure
from domain.health.policy import ANCHOR_POINTS, Anchors, MeasurePolicy, TypicalPolicy, WordScale

WORDS: Mapping[Measure, tuple[str, ...]] = {
    Measure.CHAMPION: tuple(Champion),
    Measure.CSM_PULSE: tuple(Pulse),
    Measure.RENEWAL_STEP: tuple(RenewalStep),
}
"""The measures that have words in the place of numbers. The order of the words is their code in stored snapshots."""


def subscore(rules: MeasurePolicy, value: float | str, *, stage: LifecycleStage, tier: Tier) -> float:
    """0 to 100 points for a value: a word where the measure has words, else a number."""
    if isinstance(rules.scale, WordScale):
        return rules.scale.points[str(value)]
    return points_between(rules.scale.anchors_for(stage=stage, tier=tier), float(value))


def points_between(anchors: Anchors, value: float) -> float:
    """Straight lines between the anchors, flat outside of them."""
    falls = anchors[0] > anchors[-1]
    places, at = (tuple(-anchor for anchor in anchors), -value) if falls else (anchors, value)
    if at <= places[0]:
        return ANCHOR_POINTS[0]
    for (left, right), (low, high) in zip(pairwise(places), pairwise(ANCHOR_POINTS), strict=True):
        if at <= right:
            return low + (at - left) * (high - low) / (right - left)
    return ANCHOR_POINTS[-1]


def age_days(known_on: date | None, *, today: date) -> int | None:
    return None if known_on is None else max((today - known_on).days, 0)


def freshness(age: int | None, rules: MeasurePolicy, *, least: float) -> float:
    """1 while valid, then halved every half-life; below `least` nothing is left. A value without a day is of today."""
    if age is None or age <= rules.valid_days:
        return 1.0
    left: float = 0.5 ** ((age - rules.valid_days) / rules.half_life_days)
    return left if left >= least else 0.0


def typical_points(peers: Sequence[float], rules: TypicalPolicy) -> float:
    """What stands in for an unknown measure, out of the subscores of the peers that have one."""
    return median(peers) if len(peers) >= rules.fewest_peers else rules.otherwise
