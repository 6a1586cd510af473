"""What a count of successes says of the share behind it, with the width that its size deserves."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot, sqrt

SURE = 1.959963984540054
"""Standard deviations to either side of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Count:
    """So many of so many; of none nothing can be said."""

    successes: int
    trials: int

    @property
    def share(self) -> float:
        return self.successes / self.trials


@dataclass(frozen=True, slots=True)
class Interval:
    """A value and the 95 % range around it; not always in its middle."""

    value: float
    low: float
    high: float

    @property
    def is_firm(self) -> bool:
        """For a difference: chance alone would hardly make one."""
        return self.low > 0 or self.high < 0


def share_interval(count: Count) -> Interval | None:
    """The score interval of Wilson: right for small numbers, too, and never outside of 0 to 1."""
    if count.trials == 0:
        return None
    share, size, square = count.share, count.trials, SURE**2
    middle = (share + square / (2 * size)) / (1 + square / size)
    half = SURE * sqrt(share * (1 - share) / size + square / (4 * size**2)) / (1 + square / size)
    return Interval(share, max(middle - half, 0.0), min(middle + half, 1.0))


def share_difference(first: Count, second: Count) -> Interval | None:
    """The first share less the second, in Newcombe's way: out of the score intervals of both."""
    one, other = share_interval(first), share_interval(second)
    if one is None or other is None:
        return None
    value = one.value - other.value
    below = hypot(one.value - one.low, other.high - other.value)
    above = hypot(one.high - one.value, other.value - other.low)
    return Interval(value, value - below, value + above)
