"""What stayed of everybody's ARR in a period, read once for all who are told of their own part of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.services.renewal_terms import renewal_policy
from domain.money import rates_of
from domain.ports import Book
from domain.revenue.figures import BookNow, PeriodBook, period_book, valued_book
from domain.revenue.frozen import book_from
from domain.revenue.kept import KeptBook, kept_book
from domain.revenue.movements import Grain
from domain.revenue.periods import Period
from domain.revenue.ports import StatedRate


@dataclass(frozen=True, slots=True)
class RevenueNow:
    """Every line of ARR, whose it is, and what was stated of rates."""

    book: BookNow
    stated: Sequence[StatedRate]


def revenue_now(book: Book) -> RevenueNow:
    """In a constant number of statements."""
    now = BookNow(book.revenue.spans(), book.revenue.cuts(), [], renewal_policy(book).grace_days)
    return RevenueNow(now, book.rates.all())


def kept_in(revenue: RevenueNow, period: Period, *, base: str, today: date) -> KeptBook:
    """Up to today, at the rates that hold when the period starts, as `/cs retention` counts it."""
    return kept_book(_live(revenue, period, base=base, today=today), revenue.book.cuts, today=today)


def standing_in(book: Book, revenue: RevenueNow, period: Period, *, base: str, today: date) -> tuple[KeptBook, bool]:
    """The same of a period that may be frozen, and whether it is: what was reported stands."""
    frozen = book.frozen_periods.of(period.frozen_as) if period.is_closed(today) else None
    if frozen is None:
        return kept_in(revenue, period, base=base, today=today), False
    return kept_book(book_from(frozen.figures), revenue.book.cuts, today=today), True


def _live(revenue: RevenueNow, period: Period, *, base: str, today: date) -> PeriodBook:
    rates = rates_of(revenue.stated, base=base, day=period.starts_on)
    return period_book(valued_book(revenue.book, rates, seen_on=today), period, grains=[Grain.ACCOUNT])
