"""What the Home tab needs of the book beyond what other features read, and where it is remembered who opened it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.accounts import Money
from domain.health.model import Band
from domain.renewals.renewal import RenewalGlance


@dataclass(frozen=True, slots=True)
class BandSum:
    """The accounts of one band (None: never scored) with a main amount in one currency; `minor` is their sum."""

    band: Band | None
    currency: str | None
    accounts: int
    minor: int


@dataclass(frozen=True, slots=True)
class WorseAccount:
    """An account that lost points within a week. `before` is its shown score of then; `turned`: it is red only now."""

    account: int
    name: str
    owner: str | None
    arr: Money | None
    before: int
    after: int
    turned: bool
    last_two_way_on: date | None
    renewal: RenewalGlance | None


@dataclass(frozen=True, slots=True)
class WorsePage:
    accounts: tuple[WorseAccount, ...]
    total: int


@dataclass(frozen=True, slots=True)
class NextRenewal:
    account: str
    due_on: date


@dataclass(frozen=True, slots=True)
class SetUp:
    """How far the book is set up; accounts that left are in no number."""

    accounts: int
    scored: int
    without_owner: int
    linked: int
    """Channels that are linked to an account."""


@dataclass(frozen=True, slots=True)
class OwnerWithoutRole:
    """Somebody whom accounts name as their owner and who has no role."""

    owner: str
    accounts: int


class HomeBook(Protocol):
    """Each is one or two statements, whatever the book's size; `people` None: everybody's accounts."""

    def bands(self, people: Sequence[str] | None, *, today: date) -> Sequence[BandSum]: ...
    def worse(
        self, people: Sequence[str] | None, *, today: date, drop: int, days: int, offset: int, limit: int
    ) -> WorsePage:
        """Turned red, or lost at least `drop` points, within so many days: newly red ones first, then by the loss."""
        ...

    def next_renewal(self, people: Sequence[str] | None, *, today: date) -> NextRenewal | None:
        """The first open one from `today` on."""
        ...

    def set_up(self) -> SetUp: ...
    def owners_without_role(self, *, limit: int) -> Sequence[OwnerWithoutRole]:
        """Most accounts first."""
        ...


@dataclass(frozen=True, slots=True)
class HomeTab:
    """A Home tab that somebody opened. `hash` is Slack's name for what it shows, `shown` ours, `view` what they chose.

    "" as long as nothing is known.
    """

    person: str
    opened_at: datetime
    hash: str = ""
    shown: str = ""
    view: str = ""


class HomeTabs(Protocol):
    def of(self, person: str) -> HomeTab | None: ...
    def opened_since(self, moment: datetime) -> frozenset[str]:
        """Who opened theirs then or later."""
        ...

    def save(self, tab: HomeTab) -> None:
        """In the place of what was known."""
        ...

    def outdate(self, people: Collection[str]) -> None:
        """Somebody else changed what is on theirs; who never opened it has none."""
        ...

    def has_outdated(self) -> bool: ...
    def take_outdated(self) -> Sequence[str]:
        """Whose are outdated: each is given to one replica, once."""
        ...
