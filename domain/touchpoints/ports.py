"""What services need of the book about touchpoints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.health.ports import StandingFilter
from domain.health.standing import AccountStanding
from domain.touchpoints.touchpoint import AccountContact, Touchpoint


@dataclass(frozen=True, slots=True)
class TouchRow:
    """A touchpoint with whoever took part in it."""

    touchpoint: Touchpoint
    contacts: tuple[AccountContact, ...] = ()


@dataclass(frozen=True, slots=True)
class TouchPage:
    rows: tuple[TouchRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class CadencePage:
    """Accounts by how far they are past their cadence, with what holds for all of them, whichever are shown.

    `shown` is how many the list holds. `touches_due` of 90 days are those of `accounts_due` accounts; `never`: nobody
    knows when somebody last spoke with them, or since when they are with us.
    """

    standings: tuple[AccountStanding, ...]
    shown: int
    total: int
    overdue: int
    never: int
    touches_due: int
    touches_met: int
    accounts_due: int


class Touchpoints(Protocol):
    """Whoever logs, changes or removes one marks its account for scoring, in the same transaction."""

    def log(self, touchpoint: Touchpoint, *, now: datetime) -> Touchpoint | None:
        """With its number; None, and nothing written, where its account has one of that key."""
        ...

    def of(self, touchpoint: int) -> Touchpoint | None: ...
    def called(self, account: int, key: str) -> Touchpoint | None: ...
    def save(self, touchpoint: Touchpoint, *, now: datetime) -> bool:
        """False, and nothing written, when `version` is not the stored one any more. What follows from it stays."""
        ...

    def follow(self, touchpoint: int, *, task: int) -> None:
        """The task follows from the touchpoint."""
        ...

    def remove(self, touchpoint: Touchpoint, *, now: datetime) -> bool:
        """False, and nothing removed, when `version` is not the stored one any more."""
        ...

    def contacts_of(self, account: int) -> Sequence[AccountContact]:
        """By name; who has left stands last."""
        ...

    def page(self, account: int, *, offset: int, limit: int) -> TouchPage:
        """Newest first; a constant number of statements."""
        ...

    def cadences(self, wanted: StandingFilter, *, overdue: bool, today: date, offset: int, limit: int) -> CadencePage:
        """The gravest first: past their cadence, then those of which it cannot be said, then the others."""
        ...
