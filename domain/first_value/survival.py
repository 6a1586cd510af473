"""How long accounts take to first value, when some of them are waiting still.

A mean over those who got there leaves out who waits, and flatters. The Kaplan–Meier curve counts everybody for as long
as they are known to have waited (Kaplan and Meier, Journal of the American Statistical Association 53, 1958).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

_HALF = Fraction(1, 2)
_Z = 1.959963984540054
"""Of a two-sided interval of 95 %."""


@dataclass(frozen=True, slots=True)
class Starter:
    """An account that went live; `until` is where its waiting ended or is at now, `left` where it left us waiting."""

    began_on: date
    until: date
    reached: bool
    left: bool = False

    @property
    def days(self) -> int:
        """Value before the clock began took no time."""
        return max(0, (self.until - self.began_on).days)


@dataclass(frozen=True, slots=True)
class CurveStep:
    """A day on which somebody got there; `waiting` is the share that has not, by the end of it, `low` to `high`.

    The ends of the interval are None on a day after which nobody waits.
    """

    day: int
    waiting: Fraction
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class TimeToValue:
    """`median` None: the curve does not come down to a half. An end of the interval that is None is open."""

    starters: int
    reached: int
    waiting: int
    left: int
    median: int | None
    earliest: int | None
    latest: int | None


def time_to_value(starters: Iterable[Starter]) -> TimeToValue:
    """The median with its interval: the days on which a half is inside the interval of the curve itself.

    Brookmeyer and Crowley, Biometrics 38, 1982, over the log-log limits of `curve_of`.
    """
    known = list(starters)
    curve = curve_of(known)
    reached, left = sum(each.reached for each in known), sum(each.left for each in known)
    return TimeToValue(
        starters=len(known),
        reached=reached,
        waiting=len(known) - reached - left,
        left=left,
        median=_first(step.day for step in curve if step.waiting <= _HALF),
        earliest=_first(step.day for step in curve if step.low is None or step.low <= _HALF),
        latest=_first(step.day for step in curve if step.high is not None and step.high <= _HALF),
    )


def curve_of(starters: Sequence[Starter]) -> tuple[CurveStep, ...]:
    """One step a day on which somebody got there; who is known to wait on that day waited through it.

    The interval is Greenwood's variance on the scale log(−log S), which never leaves 0 to 1 and holds for few
    (Kalbfleisch and Prentice, The Statistical Analysis of Failure Time Data, 2nd ed. 2002, section 1.4).
    """
    got_there = Counter(each.days for each in starters if each.reached)
    gone = Counter(each.days for each in starters)
    at_risk, waiting, greenwood = len(starters), Fraction(1), 0.0
    steps = []
    for day in sorted(gone):
        if count := got_there[day]:
            waiting *= Fraction(at_risk - count, at_risk)
            greenwood += count / (at_risk * (at_risk - count)) if count < at_risk else 0.0
            steps.append(CurveStep(day, waiting, *_limits(waiting, greenwood)))
        at_risk -= gone[day]
    return tuple(steps)


def _limits(waiting: Fraction, greenwood: float) -> tuple[float | None, float | None]:
    if not waiting:
        return None, None
    share = float(waiting)
    spread = math.exp(_Z * math.sqrt(greenwood) / abs(math.log(share)))
    return share**spread, share ** (1 / spread)


def _first(days: Iterable[int]) -> int | None:
    return next(iter(days), None)
