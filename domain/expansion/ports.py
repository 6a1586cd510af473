"""What services need of the book about plays."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from domain.accounts import Money
from domain.expansion.play import Play, PlayKind, PlayStep, Stage
from domain.expansion.suggesting import PassedOn, SeatFacts
from domain.health.model import Band


class PlayOrder(StrEnum):
    EXPECTED = "expected"
    """By the day on which they are expected, so that overdue ones stand first; without a day last."""
    ENDED = "ended"
    """Newest end first."""


@dataclass(frozen=True, slots=True)
class PlayFilter:
    """Which plays; None means "any". `owners`: who owns the play, or has its account in their book on `today`.

    `within`: the accounts that may be seen. `first` and `last` bound the day of open ones, and the end of ended ones.
    """

    today: date
    referrals: bool = False
    stages: Collection[Stage] | None = None
    owners: tuple[str, ...] | None = None
    within: frozenset[int] | None = None
    first: date | None = None
    last: date | None = None
    order: PlayOrder = PlayOrder.EXPECTED


@dataclass(frozen=True, slots=True)
class ListedPlay:
    """The few facts that sums and rules read; one for every play of a list."""

    id: int
    account: int
    kind: PlayKind
    about: str
    stage: Stage
    amount: Money | None
    day: date | None
    ended_on: date | None
    became: int | None = None


@dataclass(frozen=True, slots=True)
class PlayRow:
    """One row of the list; `became_name` is the account that a referral became."""

    play: Play
    account_name: str
    account_owner: str | None
    cover: str | None
    band: Band | None
    shown: int | None
    contact_name: str | None = None
    became_name: str | None = None
    has_left: bool = False


@dataclass(frozen=True, slots=True)
class SeatQuery:
    """Of which accounts the use of seats is wanted; `owners` and `within` as in `PlayFilter`."""

    today: date
    seat_share: float
    for_days: int
    owners: tuple[str, ...] | None = None
    within: frozenset[int] | None = None


class Plays(Protocol):
    """Whoever writes a play writes what the card of its account says of plays, in the same transaction."""

    def add(self, play: Play) -> Play | None:
        """With its number; None, and nothing written, where there is one of that key."""
        ...

    def of(self, play: int) -> Play | None: ...
    def called(self, key: str) -> Play | None: ...
    def save(self, play: Play) -> bool:
        """False, and nothing written, when `version` is not the stored one any more."""
        ...

    def remove(self, play: Play) -> bool:
        """False, and nothing removed, when `version` is not the stored one any more."""
        ...

    def note(self, step: PlayStep) -> None: ...
    def take_back(self, step: PlayStep) -> None:
        """The step was never made."""
        ...

    def steps(self, play: int) -> Sequence[PlayStep]:
        """Oldest first."""
        ...

    def listed(self, wanted: PlayFilter) -> Sequence[ListedPlay]: ...
    def rows(self, plays: Sequence[int], *, today: date) -> Sequence[PlayRow]:
        """In the order of `plays`."""
        ...

    def open_amounts(self) -> Sequence[tuple[int, Money | None]]:
        """The account and amount of every open play, without referrals and without accounts that have left."""
        ...

    def full_accounts(self, wanted: SeatQuery) -> Sequence[SeatFacts]:
        """Green accounts whose seats are in use as much and as long as asked for; a constant number of statements."""
        ...

    def passed_on(self, accounts: Collection[int]) -> Sequence[PassedOn]: ...
    def pass_on(self, passed: PassedOn) -> None:
        """In the place of an earlier one of the same account."""
        ...

    def revive(self, account: int) -> None:
        """The account is suggested again."""
        ...
