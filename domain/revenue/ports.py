"""What services need of the book about revenue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.accounts import Money


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


@dataclass(frozen=True, slots=True)
class ArrSpan:
    """ARR of one product of one account: `arr` counts on day d when `starts_on` <= d < `ends_on`."""

    account: int
    product: str
    starts_on: date | None
    ends_on: date | None
    arr: Money


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
    """All ARR of the book, line by line: two statements, whatever the number of accounts."""

    def spans(self) -> Sequence[ArrSpan]: ...
    def cuts(self) -> Sequence[AccountCut]: ...


@dataclass(frozen=True, slots=True)
class FrozenPeriod:
    """The figures of a closed period as they were reported; `figures` is their JSON text, never changed."""

    period: str
    frozen_at: datetime
    by: str
    figures: str


class FrozenPeriods(Protocol):
    def of(self, period: str) -> FrozenPeriod | None: ...
    def freeze(self, frozen: FrozenPeriod) -> bool:
        """False when it was frozen before: the first word stands."""
        ...
