"""Exchange rates: stated by an admin, with the day from which each holds; read by everybody who reads figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from bot.services.health import require_reader
from domain.money import rates_of
from domain.permissions import Member
from domain.ports import AuditEntry, Library
from domain.revenue.answer import RatesAnswer
from domain.revenue.ports import StatedRate

STATED = "rates.stated"


class ExchangeRateBook:
    def __init__(self, library: Library, *, clock: Callable[[], datetime], currency: str) -> None:
        self._library = library
        self._clock = clock
        self._currency = currency

    def answer(self, asker: Member, *, today: date) -> RatesAnswer:
        require_reader(asker)
        return self.all(today=today)

    def all(self, *, today: date) -> RatesAnswer:
        with self._library.reading() as book:
            stated = tuple(book.rates.all())
        return RatesAnswer(self._currency, stated, rates_of(stated, base=self._currency, day=today))

    def state(self, currency: str, rate: str, *, starts_on: date, by: str) -> StatedRate:
        """`rate` is a number that was checked (`domain/revenue/stating.py`); a word for the same day replaces it."""
        stated = StatedRate(currency, starts_on, rate, by, self._clock())
        with self._library.writing() as book:
            known = {(each.currency, each.starts_on): each.rate for each in book.rates.all()}
            book.rates.state(stated)
            subject = f"rate:{currency}:{starts_on}"
            before = known.get((currency, starts_on))
            book.audit.record(AuditEntry(stated.at, by, STATED, subject, before=before, after=rate))
        return stated
