"""Instants and Slack-like ids. Nothing else here looks at the wall clock, so a test can set it."""

import itertools
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
MICROSECONDS = 1_000_000


def wall_clock() -> datetime:
    return datetime.now(UTC)


class Timestamps:
    """Message ids: seconds with six decimals, never the same twice, always rising."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def next(self) -> str:
        self._last = max(self._last + 1, round(self._clock().timestamp() * MICROSECONDS))
        return f"{self._last // MICROSECONDS}.{self._last % MICROSECONDS:06d}"


class Ids:
    """One running number behind every id, so that a run can be repeated."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def next(self, prefix: str) -> str:
        return f"{prefix}0{next(self._numbers):09d}"
