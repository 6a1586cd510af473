"""What services need of the book about playbooks; each look is a constant number of statements."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.playbooks.entering import Look
from domain.playbooks.playbook import PlaybookAccount
from domain.playbooks.run import Ending, PastRun, Run


@dataclass(frozen=True, slots=True)
class RunFilter:
    """None means "any". Open ones; with `ended_since` those that ended since then as well."""

    accounts: Collection[int] | None = None
    playbook: str | None = None
    ended_since: datetime | None = None


class Playbooks(Protocol):
    def mark(self) -> str:
        """Changes whenever a look may find something new."""
        ...

    def accounts(self, *, today: date, only: Collection[int] | None = None) -> Sequence[PlaybookAccount]:
        """All that are with us, and those that left within the grace or are in a playbook; their worth is not known."""
        ...

    def marks(self) -> Mapping[int, int]:
        """Of each account, what changes whenever a look at it may find something new; only this process knows them."""
        ...

    def looks(self, only: Collection[int] | None = None) -> Mapping[int, Look]: ...
    def keep_looks(self, looks: Sequence[Look]) -> None: ...
    def past(self, only: Collection[int] | None = None) -> Sequence[PastRun]: ...
    def runs(self, wanted: RunFilter) -> Sequence[Run]:
        """With their steps and what became of their tasks; the oldest first."""
        ...

    def closed_renewals(self, only: Collection[int] | None = None) -> Mapping[int, bool]:
        """Of open runs whose term was decided: whether anything of it was kept. One that only moved decides nothing."""
        ...

    def decided_terms(self, *, since: date, only: Collection[int] | None = None) -> Collection[tuple[int, date]]:
        """Accounts, each with the end of a term that ends since then and whose renewals are closed."""
        ...

    def reopened_renewals(self, *, since: datetime, only: Collection[int] | None = None) -> Sequence[int]:
        """Runs that ended since then by a renewal that is open again, of accounts that are with us."""
        ...

    def of(self, run: int) -> Run | None: ...
    def of_task(self, task: int) -> Run | None:
        """The run that a task was made for."""
        ...

    def enter(self, run: Run) -> Run | None:
        """The run with its number; None where somebody else was first, or it is running."""
        ...

    def claim_step(self, run: Run, position: int, *, on: date, at: datetime) -> bool:
        """False where the step came before, or the run is over; else what it says is made in this transaction."""
        ...

    def note_task(self, run: int, position: int, task: int) -> None: ...
    def note_message(self, run: int, position: int, announcement: int) -> None: ...
    def end(self, run: int, ending: Ending, *, at: datetime, by: str | None, note: str = "") -> bool:
        """False where it is over already."""
        ...

    def reopen(self, run: int, *, ended_at: datetime) -> bool:
        """False where it did not end at that moment, or the account is in it once more."""
        ...
