"""Slack delivers at least once; here once is enough."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from domain.ports import Library

KEPT = timedelta(hours=48)
"""Longer than Slack's longest way of trying again (hourly for 24 hours)."""


class Deliveries:
    def __init__(self, library: Library, *, clock: Callable[[], datetime]) -> None:
        self._library = library
        self._clock = clock

    def begin(self, delivery: str) -> bool:
        """True for the one who may handle it now."""
        with self._library.writing() as book:
            return book.seen_events.begin(delivery, now=self._clock())

    def finish(self, delivery: str) -> None:
        with self._library.writing() as book:
            book.seen_events.finish(delivery)

    def sweep(self) -> int:
        with self._library.writing() as book:
            return book.seen_events.sweep(older_than=self._clock() - KEPT)
