"""Whose figures a person asked for, and what of the book they are made of: those accounts, and no others."""

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
from domain.revenue.answer import NobodyFits
from domain.revenue.cuts import fits, value_of, values_known
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
        return {cut.account: cut for cut in self.book.cuts if fits(cut, self.wanted.only, on=period.starts_on)}

    def group(self, period: Period) -> Callable[[int], str | None] | None:
        by = self.wanted.by
        if by is None:
            return None
        values = {cut.account: value_of(cut, by, on=period.starts_on) for cut in self.book.cuts}
        return values.get

    def minor(self, period: Period) -> Callable[[Money], int | None]:
        return self.rates(period).minor_of


def figure_look(
    book: Book, asker: Member, wanted: FiguresWanted, *, periods: Sequence[Period], base: str, today: date
) -> FigureLook | NotUnderstood | NobodyFits:
    """With the ARR of the accounts that are asked for in any of `periods`."""
    members = book.members.all()
    asked = named(wanted, members, figures_text)
    if isinstance(asked, NotUnderstood):
        return asked
    if not asked.owner and asked.scope is None:
        asked = replace(asked, scope=usual_scope(book, asker, today))
    owners = owners_of(asked, asker, members)
    look = FigureLook(
        asker,
        asked,
        owners,
        {member.slack_id: member.name for member in members},
        BookNow([], book.revenue.cuts(owners, today=today), [], renewal_policy(book).grace_days),
        book.rates.all(),
        base,
        today,
    )
    named_accounts = _named(look, periods)
    if named_accounts is not None and not named_accounts:
        return _nobody(look, periods[0])
    return replace(look, book=replace(look.book, spans=book.revenue.spans(named_accounts)))


def with_renewals(book: Book, look: FigureLook, periods: Sequence[Period]) -> FigureLook:
    """And the renewals that are due in the periods."""
    starts_on, ends_on = min(each.starts_on for each in periods), max(each.ends_on for each in periods)
    due = book.revenue.due(starts_on, ends_on, _named(look, periods))
    return replace(look, book=replace(look.book, renewals=due))


def _nobody(look: FigureLook, period: Period) -> NobodyFits:
    cuts = look.book.cuts
    known = {cut: values_known(cuts, cut, on=period.starts_on) for cut in look.wanted.only} if cuts else {}
    return NobodyFits(look.wanted, known, look.names)


def _named(look: FigureLook, periods: Sequence[Period]) -> frozenset[int] | None:
    if look.wanted.is_of_all:
        return None
    return frozenset(account for period in periods for account in look.accounts(period))
