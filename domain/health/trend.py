"""Where a score is heading, and when a new colour is worth an alert."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import takewhile

from domain.health.model import Band
from domain.health.policy import BandPolicy, HealthPolicy, TrendPolicy
from domain.health.rounding import reaches
from domain.health.scorecard import scorecard_again
from domain.health.snapshots import Snapshot, SnapshotLine


class Arrow(StrEnum):
    UP = "up"
    LEVEL = "level"
    DOWN = "down"


def trend(now: Snapshot, before: Snapshot, policy: HealthPolicy) -> float:
    """Points of the score without caps, both days under today's weights, stage and tier: only behaviour moves it."""
    then = replace(before, evidence=replace(before.evidence, stage=now.stage, tier=now.tier))
    return scorecard_again(now, policy).raw - scorecard_again(then, policy).raw


def arrow_of(points: float, rules: TrendPolicy) -> Arrow:
    if reaches(points, rules.arrow_points):
        return Arrow.UP
    return Arrow.DOWN if reaches(-points, rules.arrow_points) else Arrow.LEVEL


def colour_to_tell(told: Band, lines: Sequence[SnapshotLine], policy: HealthPolicy) -> Band | None:
    """The latest colour, when it is not the one last told and it is no flicker; `lines` are one a day, oldest first.

    It is none when it has stood on enough days in a row, today among them, or when the score is well past the border
    it crossed. Grey has no border: it must last.
    """
    if not lines or lines[-1].band is told:
        return None
    now = lines[-1]
    *_, first = takewhile(lambda line: line.band is now.band, reversed(lines))
    has_lasted = (now.day - first.day).days + 1 >= policy.alerts.colour_change_days
    is_clear = _overshoot(told, now, policy.bands) >= policy.alerts.overshoot_points
    return now.band if has_lasted or is_clear else None


def _overshoot(told: Band, now: SnapshotLine, bands: BandPolicy) -> int:
    """How far past the border of the told colour the score stands; 0 where it crossed none."""
    if Band.GREY in {told, now.band}:
        return 0
    below = {Band.GREEN: bands.green_from, Band.YELLOW: bands.yellow_from}.get(told, now.shown) - now.shown
    above = now.shown - {Band.YELLOW: bands.green_from, Band.RED: bands.yellow_from}.get(told, now.shown)
    return max(below, above, 0)
