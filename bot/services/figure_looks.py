"""Whose figures a person asked for, and the accounts of the book that they are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.services.renewal_terms import renewal_policy
from bot.services.whose import named, owners_of, usual_scope
from domain.accounts import Money
from domain.filter_words import NotUnderstood
from domain.money import ExchangeRates, rates_of
from domain.permissions import Member
from domain.ports import Book
from domain.revenue.cuts import fits, is_in_a_book_of, value_of
from domain.revenue.figures import BookNow
from domain.revenue.periods import Period
from domain.revenue.ports import AccountCut, StatedRate
from domain.revenue.question import FiguresWanted, figures_text


@dataclass(frozen=True, slots=True)
class FigureLook:
    """`wanted` with its scope found; `owners` None: everybody's accounts."""

    asker: Member
    wanted: FiguresWanted
    owners: tuple[str, ...] | None
    names: Mapping[str, str]
    book: BookNow
    stated: Sequence[StatedRate]
    base: str
    today: date

    def rates(self, period: Period) -> ExchangeRates:
        """Those that hold when the period starts: within a period an amount never changes by its rate."""
        return rates_of(self.stated, base=self.base, day=period.starts_on)

    def chosen(self, period: Period) -> frozenset[int] | None:
        """None: all, also accounts that are in the book no more."""
        if self.wanted.is_of_all:
            return None
        return frozenset(self.accounts(period))

    def accounts(self, period: Period) -> dict[int, AccountCut]:
        return {
            cut.account: cut
            for cut in self.book.cuts
            if self.owners is None or is_in_a_book_of(cut, self.owners, self.today)
            if fits(cut, self.wanted.only, on=period.starts_on)
        }

    def group(self, period: Period) -> Callable[[int], str | None] | None:
        by = self.wanted.by
        if by is None:
            return None
        values = {cut.account: value_of(cut, by, on=period.starts_on) for cut in self.book.cuts}
        return values.get

    def minor(self, period: Period) -> Callable[[Money], int | None]:
        rates = self.rates(period)

        def minor(money: Money) -> int | None:
            converted = rates.converted(money)
            return converted.minor if converted else None

        return minor


def figure_look(
    book: Book, asker: Member, wanted: FiguresWanted, *, base: str, today: date
) -> FigureLook | NotUnderstood:
    members = book.members.all()
    asked = named(wanted, members, figures_text)
    if isinstance(asked, NotUnderstood):
        return asked
    if not asked.owner and asked.scope is None:
        asked = replace(asked, scope=usual_scope(book, asker, today))
    return FigureLook(
        asker,
        asked,
        owners_of(asked, asker, members),
        {member.slack_id: member.name for member in members},
        book_now(book),
        book.rates.all(),
        base,
        today,
    )


def book_now(book: Book) -> BookNow:
    return BookNow(
        book.revenue.spans(),
        book.revenue.cuts(),
        book.contract_terms.renewals(),
        renewal_policy(book).grace_days,
    )
