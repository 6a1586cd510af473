"""Answers that are owed: a command was acknowledged before its answer was there, and whoever took it may have died."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

OVERDUE_AFTER = timedelta(seconds=60)
"""Longer than any command works: whoever owes an answer for so long is dead."""
TAKEN_FOR = timedelta(minutes=30)
"""How long Slack takes a late answer."""


@dataclass(frozen=True, slots=True)
class OwedAnswer:
    """`url` is where Slack takes the answer, `language` the one of the person who waits for it."""

    url: str
    command: str
    language: str
    since: datetime


class OwedAnswers(Protocol):
    def owe(self, owed: OwedAnswer) -> int:
        """Its number."""
        ...

    def settle(self, number: int) -> None: ...
    def is_any_overdue(self, *, now: datetime) -> bool:
        """Whether it is worth claiming: nothing is written for this."""
        ...

    def claim_overdue(self, *, now: datetime) -> Mapping[int, OwedAnswer]:
        """By number, oldest first; whoever gets them has as long for them as for any."""
        ...

    def sweep(self, *, older_than: datetime) -> int: ...
