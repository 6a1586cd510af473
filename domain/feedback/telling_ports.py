"""What telling customers needs of the book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from domain.feedback.telling import Telling, TellingCount, TellingNow


class Tellings(Protocol):
    def add(self, telling: Telling) -> Telling:
        """With its number."""
        ...

    def save(self, telling: Telling) -> None: ...
    def of(self, telling: int) -> Telling | None: ...
    def of_to_change(self, telling: int) -> Telling:
        """Nobody else changes it until the transaction ends. Its task, where it changes too, comes first."""
        ...

    def of_task(self, task: int) -> Telling | None: ...
    def of_request(self, request: int) -> Sequence[Telling]:
        """Oldest first, with those of earlier closings."""
        ...

    def counts(self, requests: Sequence[int]) -> Mapping[int, TellingCount]:
        """Of those requests that somebody is to be told of, without earlier closings."""
        ...

    def standing(self, *, told_since: datetime) -> Sequence[TellingNow]:
        """What is not told, and what was told since; the oldest first, in a number of statements that does not grow."""
        ...
