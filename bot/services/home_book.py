"""Somebody's book of business by band, and the accounts of the band that was pressed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.accounts import Money
from domain.health.model import Band
from domain.health.ports import StandingFilter, StandingOrder, StandingPage
from domain.home import BandGroup, BookLook, HomeAsk, is_of_accounts
from domain.home_ports import BandSum
from domain.home_view import ROWS, HomeList, first_row
from domain.money import ExchangeRates, rates_of
from domain.permissions import Role
from domain.ports import Book
from domain.renewals.head import amounts

_ORDER: tuple[Band | None, ...] = (Band.RED, Band.YELLOW, Band.GREEN, Band.GREY, None)


@dataclass(frozen=True, slots=True)
class OwnBook:
    """`currency` is what amounts are added up in, as far as rates are stated."""

    currency: str

    def look(self, book: Book, ask: HomeAsk) -> BookLook | None:
        """Who looks after Moorline and owns nothing has no book."""
        if not is_of_accounts(ask.reader):
            return None
        sums, rates = book.home.bands(ask.people, today=ask.today), self._rates(book, ask)
        if not sums and ask.is_own and ask.reader.role is Role.ADMIN:
            return None
        opened = _opened(book, ask) if ask.view.band else None
        return BookLook(
            {band: group for band in _ORDER if (group := _group(sums, band, rates)).accounts},
            sum(each.accounts for each in sums),
            amounts(_money(sums), rates),
            opened,
        )

    def _rates(self, book: Book, ask: HomeAsk) -> ExchangeRates:
        return rates_of(book.rates.all(), base=self.currency, day=ask.today)


def _group(sums: Iterable[BandSum], band: Band | None, rates: ExchangeRates) -> BandGroup:
    mine = [each for each in sums if each.band is band]
    return BandGroup(sum(each.accounts for each in mine), amounts(_money(mine), rates))


def _money(sums: Iterable[BandSum]) -> Iterable[Money]:
    return (Money(each.minor, each.currency) for each in sums if each.currency)


def _opened(book: Book, ask: HomeAsk) -> StandingPage:
    place = ask.view.place(HomeList.BAND)
    page = _page(book, ask, place)
    return page if page.standings or not page.total else _page(book, ask, first_row(place, page.total))


def _page(book: Book, ask: HomeAsk, offset: int) -> StandingPage:
    chosen = StandingFilter(owners=ask.people, band=ask.view.band, today=ask.today)
    return book.standings.page(chosen, order=StandingOrder.ARR_AT_RISK_FIRST, offset=offset, limit=ROWS)
