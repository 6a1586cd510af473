"""Open plays beside figures that they are no part of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from bot.services.expansion_rules import expansion_rules
from domain.accounts import Money
from domain.expansion.play import Stage
from domain.expansion.ports import PlayFilter
from domain.expansion.retained import PeriodPlays, played_expansion
from domain.money import ExchangeRates
from domain.ports import Book
from domain.renewals.head import amounts
from domain.renewals.listing import DueRenewal
from domain.revenue.figures import AccountFigures
from domain.revenue.movements import Grain, Window


def plays_of_list(book: Book, due: Iterable[DueRenewal]) -> list[Money | None]:
    """The amounts of open plays whose account has a renewal in the list; an account with two counts once."""
    plays = book.plays.open_amounts()
    if not plays:
        return []
    listed = {renewal.account for renewal in due}
    return [amount for account, amount in plays if account in listed]


def plays_of_period(
    book: Book,
    figures: Iterable[AccountFigures],
    *,
    grain: Grain,
    window: Window,
    rates: ExchangeRates,
    today: date,
    held: Callable[[int], bool],
) -> PeriodPlays:
    """Won plays count that ended in the period, or so long before that their contract may have begun in it.

    `held`: whether an account is one of those that the figures are of.
    """
    grown = {each.account: each.moved[grain].arr.expansion for each in figures if grain in each.moved}
    first = window.starts_on - timedelta(days=expansion_rules(book).contract_days)
    wanted = PlayFilter(today, stages={Stage.WON}, first=first, last=window.ends_on)
    still_open = [amount for account, amount in book.plays.open_amounts() if held(account)]
    return PeriodPlays(
        played_expansion(grown, book.plays.listed(wanted), minor=rates.minor_of),
        len(still_open),
        amounts(still_open, rates),
    )
