"""What services need of the book about the people of accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from domain.accounts import Money, Tier
from domain.health.ports import StandingFilter
from domain.people.contact import Contact
from domain.people.gaps import PeopleFacts


@dataclass(frozen=True, slots=True)
class SaidInSurvey:
    """The latest answer of somebody to one survey."""

    survey: str
    score: Decimal
    on: date
    scale: int | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """When somebody last spoke with us and we with them, and what they answered in surveys that still counts."""

    last_two_way_at: datetime | None = None
    answers: tuple[SaidInSurvey, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountPeople:
    """An account with how many of each kind it has; `arr` is its largest amount."""

    account: int
    name: str
    owner: str | None
    tier: Tier
    arr: Money | None
    facts: PeopleFacts


class People(Protocol):
    """Whoever adds, changes or removes a contact marks its account for scoring, in the same transaction."""

    def add(self, contact: Contact, *, now: datetime) -> Contact | None:
        """With its number; None, and nothing written, where its account has one of that key."""
        ...

    def of(self, contact: int) -> Contact | None: ...
    def called(self, account: int, key: str) -> Contact | None: ...
    def of_account(self, account: int) -> Sequence[Contact]:
        """In the order of their numbers."""
        ...

    def save(self, contact: Contact, *, now: datetime) -> bool:
        """False, and nothing written, when `version` is not the stored one any more."""
        ...

    def remove(self, contact: Contact, *, now: datetime) -> bool:
        """False, and nothing removed, when `version` is not the stored one any more."""
        ...

    def heard_of(self, account: int, *, today: date, answered_after: date) -> Mapping[int, Heard]:
        """By contact; a constant number of statements."""
        ...

    def facts(self, wanted: StandingFilter, *, today: date, engaged_since: datetime) -> Sequence[AccountPeople]:
        """Most ARR first; a number of statements that does not grow with the accounts."""
        ...
