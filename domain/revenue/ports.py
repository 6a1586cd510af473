"""What services need of the book about revenue."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol

from domain.renewals.renewal import Renewal


@dataclass(frozen=True, slots=True)
class StatedRate:
    """`rate` units of the base currency for one unit of `currency`, from `starts_on` on."""

    currency: str
    starts_on: date
    rate: str
    """A decimal number as it was stated, never a float."""
    by: str
    at: datetime


class Rates(Protocol):
    def all(self) -> Sequence[StatedRate]:
        """Oldest first."""
        ...

    def state(self, rate: StatedRate) -> None:
        """A rate of the same currency and day is replaced."""
        ...


class ArrSpan(NamedTuple):
    """ARR of one product of one account, in the smallest unit: it counts on day d when `starts_on` <= d < `ends_on`.

    A tuple, because a book has several for each account, and figures of everybody are made of all of them.
    """

    account: int
    product: str
    starts_on: date | None
    ends_on: date | None
    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class AccountCut:
    """What figures of revenue are cut by."""

    account: int
    name: str
    tier: str
    segment: str | None
    industry: str | None
    stars: int | None
    owner: str | None
    cover: str | None
    cover_starts_on: date | None
    cover_ends_on: date | None
    seller: str | None
    customer_since: date | None
    churned_on: date | None


class RevenueBook(Protocol):
    """ARR line by line, and what it is cut by; the number of statements does not grow with the accounts.

    `accounts` None: all of them.
    """

    def spans(self, accounts: Collection[int] | None = None) -> Sequence[ArrSpan]: ...
    def cuts(self, owners: Sequence[str] | None = None, *, today: date | None = None) -> Sequence[AccountCut]:
        """By number; of the books of `owners`, and on `today` of those they cover; None: of everybody."""
        ...

    def due(self, starts_on: date, ends_on: date, accounts: Collection[int] | None = None) -> Sequence[Renewal]:
        """Renewals whose day is from `starts_on` on and before `ends_on`, closed ones too, without what is forecast."""
        ...


@dataclass(frozen=True, slots=True)
class FrozenPeriod:
    """The figures of a closed period as they were reported; `figures` is their JSON text, never changed."""

    period: str
    frozen_at: datetime
    by: str
    figures: str


class FrozenPeriods(Protocol):
    def of(self, names: Collection[str]) -> FrozenPeriod | None:
        """What was frozen under one of the names; the first that was, where several are."""
        ...

    def freeze(self, frozen: FrozenPeriod) -> bool:
        """False when it was frozen before: the first word stands."""
        ...
