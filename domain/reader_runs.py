"""The ledger of what each reader was told on which local day: the row is the claim, whoever writes it tells."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol


class RunOutcome(StrEnum):
    TOLD = "told"
    """An announcement was recorded in the same transaction."""
    NOTHING = "nothing"
    """There was nothing to say."""
    SKIPPED = "skipped"
    """It was too late to say it."""
    WITHHELD = "withheld"
    """It was left out because of who reads the channel."""


@dataclass(frozen=True, slots=True)
class ReaderRun:
    """`job` is what was told (such as `digest`), `announcement` the number of what was put into the outbox."""

    job: str
    reader: str
    day: date
    at: datetime
    outcome: RunOutcome
    announcement: int | None = None


class ReaderRuns(Protocol):
    def record(self, run: ReaderRun) -> bool:
        """False, and nothing written, when this reader's day was taken before."""
        ...

    def note(self, run: ReaderRun) -> None:
        """The outcome of a run that is ours."""
        ...

    def withhold(self, announcement: int) -> ReaderRun | None:
        """The run that put it into the outbox, with the outcome that nothing was sent; None where none did."""
        ...

    def taken(self, job: str, days: Collection[date]) -> frozenset[tuple[str, date]]:
        """Who had their turn on which of the days."""
        ...

    def last_arrived(self, job: str) -> dict[str, ReaderRun]:
        """By reader, the latest run whose announcement Slack really has."""
        ...

    def latest(self, job: str, reader: str, *, limit: int) -> Sequence[ReaderRun]:
        """Newest first."""
        ...
