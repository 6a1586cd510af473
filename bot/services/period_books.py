"""The figures of periods, account by account: as the book has them now, and as they were once reported."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.services.figure_looks import FigureLook
from domain.ports import Book
from domain.revenue.figures import PeriodBook, ValuedBook, period_book, valued_book
from domain.revenue.frozen import book_from
from domain.revenue.movements import Grain
from domain.revenue.periods import Period
from domain.revenue.ports import FrozenPeriod


def live_books(look: FigureLook, periods: Sequence[Period], grains: Collection[Grain]) -> list[PeriodBook]:
    """Periods that start at the same rates are made from the same amounts."""
    made: list[PeriodBook] = []
    valued: ValuedBook | None = None
    for period in periods:
        rates = look.rates(period)
        if valued is None or valued.rates != rates:
            valued = valued_book(look.book, rates, seen_on=look.today)
        made.append(period_book(valued, period, grains=grains))
    return made


def frozen_period(book: Book, look: FigureLook, period: Period) -> FrozenPeriod | None:
    """What was reported of a closed period, where somebody froze it."""
    return book.frozen_periods.of(period.frozen_as) if period.is_closed(look.today) else None


def standing_book(book: Book, look: FigureLook, period: Period, grain: Grain) -> tuple[PeriodBook, bool]:
    """The figures that are shown of a period, and whether they are frozen ones."""
    if frozen := frozen_period(book, look, period):
        return book_from(frozen.figures), True
    (made,) = live_books(look, [period], [grain])
    return made, False


def standing_books(book: Book, look: FigureLook, periods: Sequence[Period]) -> list[tuple[PeriodBook, bool]]:
    """As they were reported where they are frozen, else as the book has them, and which it is; in their order."""
    frozen = {period: frozen_period(book, look, period) for period in periods}
    running = [period for period in periods if not frozen[period]]
    live = dict(zip(running, live_books(look, running, [Grain.ACCOUNT]), strict=True))
    found: list[tuple[PeriodBook, bool]] = []
    for period in periods:
        kept = frozen[period]
        found.append((book_from(kept.figures), True) if kept else (live[period], False))
    return found
