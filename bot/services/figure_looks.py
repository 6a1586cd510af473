"""Whose figures a person asked for, and the accounts of the book that they are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.services.renewal_looks import usual_scope
from bot.services.renewal_terms import renewal_policy
from domain.accounts import Money
from domain.filter_words import NotUnderstood, Scope, nearest
from domain.money import ExchangeRates, rates_of
from domain.permissions import Member
from domain.ports import Book
from domain.revenue.cuts import fits, is_in_a_book_of, value_of
from domain.revenue.figures import BookNow
from domain.revenue.periods import Period
from domain.revenue.ports import AccountCut, StatedRate
from domain.revenue.question import FiguresWanted, figures_text
from domain.teams import callings, member_called, team_of


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
    named = _named(wanted, members)
    if isinstance(named, NotUnderstood):
        return named
    if not named.owner and named.scope is None:
        named = replace(named, scope=usual_scope(book, asker, today))
    return FigureLook(
        asker,
        named,
        _owners(named, asker, members),
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


def _named(wanted: FiguresWanted, members: Sequence[Member]) -> FiguresWanted | NotUnderstood:
    """A name after an at sign that Slack did not turn into a person, turned into one."""
    if not wanted.called:
        return wanted
    if owner := member_called(wanted.called, members):
        return replace(wanted, owner=owner, called="")
    meant = nearest(wanted.called, {word for member in members for word in callings(member.name)})
    owner = member_called(meant, members) if meant else None
    mended = figures_text(replace(wanted, owner=owner, called="")) if owner else ""
    return NotUnderstood(f"@{wanted.called}", f"@{meant}" if owner else "", mended)


def _owners(wanted: FiguresWanted, asker: Member, members: Sequence[Member]) -> tuple[str, ...] | None:
    if wanted.owner:
        return (wanted.owner,)
    match wanted.scope:
        case Scope.MINE:
            return (asker.slack_id,)
        case Scope.TEAM:
            return team_of(asker, members)
        case _:
            return None
