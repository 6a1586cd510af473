"""What a digest is made of: each account as the book has it now, and as it stood when the reader last heard of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.accounts import Money
from domain.health.model import Band
from domain.renewals.renewal import RenewalGlance


@dataclass(frozen=True, slots=True)
class DigestAccount:
    """One live account. `cover` is who stands in today. `shown` and `band` are None where it was never scored.

    `change_7` is in points. `overdue_tasks` counts open ones past their day. `holders` own or cover it today.
    """

    account: int
    name: str
    owner: str | None
    cover: str | None
    band: Band | None
    shown: int | None
    change_7: int | None
    arr: Money | None
    last_two_way_on: date | None
    cadence_days: int | None
    renewal: RenewalGlance | None
    overdue_tasks: int
    first_value_on: date | None
    first_value_due_on: date | None

    @property
    def holders(self) -> tuple[str, ...]:
        return tuple(person for person in (self.owner, self.cover) if person)


@dataclass(frozen=True, slots=True)
class EarlierScore:
    """What was known of a score from a moment on."""

    known_at: datetime
    band: Band
    shown: int


@dataclass(frozen=True, slots=True)
class Departure:
    """A champion or buyer who left, and when the book learnt of it."""

    account: int
    name: str
    role: str
    learnt_at: datetime


@dataclass(frozen=True, slots=True)
class Attention:
    """What somebody did about an account in a digest; it holds until the account gets worse than `severity`.

    `taken_by` looks after it. A snooze ends by itself; `dismissed_by` found that it was not useful.
    """

    account: int
    by: str
    at: datetime
    severity: int
    taken_by: str | None = None
    snoozed_until: date | None = None
    dismissed: bool = False


class DigestBook(Protocol):
    """What digests read, each in a constant number of statements for all readers together."""

    def accounts(self, *, today: date) -> Sequence[DigestAccount]:
        """Every live account."""
        ...

    def scores(self, *, since: datetime) -> Mapping[int, Sequence[EarlierScore]]:
        """By account, oldest first: what was stored after `since`, and the last before it (at most 30 days older)."""
        ...

    def departures(self, *, since: datetime) -> Sequence[Departure]: ...
    def attention(self, accounts: Sequence[int] | None = None) -> Mapping[int, Attention]: ...
    def attend(self, attention: Attention) -> None:
        """In the place of what was done about the account before."""
        ...

    def take(self, attention: Attention) -> bool:
        """`attend`, but False, and nothing written, where somebody else has it and it is no worse since."""
        ...

    def put_lines(self, announcement: int, accounts: Sequence[int]) -> None:
        """Remembers which accounts a message names, so that it can be drawn again."""
        ...

    def messages_about(self, account: int, *, since: datetime) -> Sequence[int]:
        """The numbers of the messages recorded since then that name the account."""
        ...
