"""Who left in a period and why; and whom we should rather not have sold to.

Each rate has its sample beside it. Nothing here says "because": a group in which more was lost goes with loss.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.accounts import Money
from domain.health.proportions import Count, Interval, share_interval
from domain.renewals.renewal import Churn, ChurnReason, Renewal
from domain.revenue.cuts import Cut, value_of
from domain.revenue.figures import AccountFigures
from domain.revenue.loss_bridge import LossBridge, loss_bridge
from domain.revenue.movements import Window
from domain.revenue.periods import Period
from domain.revenue.ports import AccountCut
from domain.revenue.retention import MONTHS_IN_A_YEAR, yearly_churn

FEWEST_FOR_A_RATE = 10
"""Of fewer accounts only counts are said."""
WRONGLY_SOLD = frozenset({ChurnReason.WRONG_FIT, ChurnReason.VALUE_NEVER_REACHED})
SALE_CUTS = (Cut.STARS, Cut.SEGMENT, Cut.INDUSTRY, Cut.SELLER)


@dataclass(frozen=True, slots=True)
class ChurnGroup:
    """`left` is how many of the accounts of the first day left whole; `records` counts partial churn too."""

    value: str | None
    records: int
    minor: int
    left: Count

    @property
    def rate(self) -> Interval | None:
        """None of fewer than ten: a share of so few misleads."""
        return share_interval(self.left) if self.left.trials >= FEWEST_FOR_A_RATE else None


@dataclass(frozen=True, slots=True)
class SaleGroup:
    """Accounts of a kind that left in their first term or were the wrong fit, of all of that kind in the period."""

    cut: Cut
    value: str | None
    count: Count
    stands_out: bool
    """Chance alone would hardly bring the share of the group this far above that of all."""

    @property
    def rate(self) -> Interval | None:
        return share_interval(self.count) if self.count.trials >= FEWEST_FOR_A_RATE else None


@dataclass(frozen=True, slots=True)
class Avoidable:
    """Sums by what was said when it was closed."""

    yes: int
    no: int
    unsaid: int


@dataclass(frozen=True, slots=True)
class Announced:
    """Losses recorded for days of the period that are still ahead; `until` is the last of them."""

    accounts: int
    minor: int
    until: date


@dataclass(frozen=True, slots=True)
class ChurnReport:
    """What was lost up to the day of reading, which is the last of `window`; what is announced is in no other number.

    `without_rate`: records whose amount has no rate or is not known; they are counted and in no sum. `bridge` None:
    the period was frozen in another currency, so nothing can be set against it.
    """

    period: Period
    window: Window
    currency: str
    by: Cut
    whole: ChurnGroup
    groups: tuple[ChurnGroup, ...]
    partial: int
    avoidable: Avoidable
    without_rate: int
    wrongly_sold: Count
    sale_groups: tuple[SaleGroup, ...]
    announced: Announced | None
    bridge: LossBridge | None

    @property
    def is_to_date(self) -> bool:
        return self.window.ends_on < self.period.ends_on

    @property
    def a_year(self) -> Decimal | None:
        """The share of accounts gone, brought to a year. None of a year itself, of less than a month, and of few."""
        left, months = self.whole.left, self.window.months
        if self.whole.rate is None or not left.successes or months < 1 or round(months) == MONTHS_IN_A_YEAR:
            return None
        return yearly_churn(Decimal(left.successes) / left.trials, months=months)


@dataclass(frozen=True, slots=True)
class ChurnBook:
    """`opening`: accounts with ARR on the first day; `present`: with ARR on any day of the period so far.

    `moved`: what retention counts of the accounts that are asked for, None where it is in another currency.
    """

    churns: Sequence[Churn]
    accounts: Mapping[int, AccountCut]
    renewals: Sequence[Renewal]
    opening: frozenset[int]
    present: frozenset[int]
    moved: Sequence[AccountFigures] | None
    is_frozen: bool = False


def churn_report(
    book: ChurnBook, period: Period, *, today: date, by: Cut, currency: str, minor: Callable[[Money], int | None]
) -> ChurnReport:
    """Of the accounts in the book that is handed in, up to today; the main reason stands for all."""
    within = [each for each in book.churns if each.account in book.accounts and _is_in(period, each.on)]
    mine = [each for each in within if each.on <= today]
    sold = _sold_wrongly(mine, book.renewals)
    everybody = (book.present | {each.account for each in mine}) & book.accounts.keys()
    return ChurnReport(
        period,
        period.to_date(today),
        currency,
        by,
        _group(None, mine, book.opening & book.accounts.keys(), minor),
        _groups(mine, book, period, by, minor),
        sum(not each.whole for each in mine),
        _avoidable(mine),
        sum(_minor(each, minor) is None for each in mine),
        Count(len(sold), len(everybody)),
        _sale_groups(sold, everybody, book.accounts, period.starts_on),
        _announced([each for each in within if each.on > today], minor),
        None if book.moved is None else loss_bridge(_by_account(mine, minor), book.moved, is_frozen=book.is_frozen),
    )


def lost_in(
    churns: Iterable[Churn],
    opening: Iterable[int],
    period: Period,
    *,
    today: date,
    minor: Callable[[Money], int | None],
) -> ChurnGroup:
    """The whole of such a report: of these records, and of accounts of which those `opening` had ARR at first."""
    mine = [each for each in churns if _is_in(period, each.on) and each.on <= today]
    return _group(None, mine, opening, minor)


def _is_in(period: Period, day: date) -> bool:
    return period.starts_on <= day < period.ends_on


def _announced(ahead: Sequence[Churn], minor: Callable[[Money], int | None]) -> Announced | None:
    if not ahead:
        return None
    amount = sum(_minor(each, minor) or 0 for each in ahead)
    return Announced(len({each.account for each in ahead}), amount, max(each.on for each in ahead))


def _by_account(mine: Iterable[Churn], minor: Callable[[Money], int | None]) -> dict[int, int]:
    sums: dict[int, int] = {}
    for each in mine:
        sums[each.account] = sums.get(each.account, 0) + (_minor(each, minor) or 0)
    return sums


def _groups(
    mine: Sequence[Churn], book: ChurnBook, period: Period, by: Cut, minor: Callable[[Money], int | None]
) -> tuple[ChurnGroup, ...]:
    """Of reasons the rate is of all accounts: an account has no reason to leave before it does."""
    opening = book.opening & book.accounts.keys()
    records: dict[str | None, list[Churn]] = {}
    for each in mine:
        value = each.reasons[0] if by is Cut.REASON else value_of(book.accounts[each.account], by, on=period.starts_on)
        records.setdefault(value, []).append(each)
    kinds = {account: value_of(book.accounts[account], by, on=period.starts_on) for account in opening}
    found = [
        _group(value, some, opening if by is Cut.REASON else {a for a, kind in kinds.items() if kind == value}, minor)
        for value, some in records.items()
    ]
    return tuple(sorted(found, key=lambda group: (-group.minor, -group.records, group.value or "")))


def _group(
    value: str | None, some: Sequence[Churn], opening: Iterable[int], minor: Callable[[Money], int | None]
) -> ChurnGroup:
    there = set(opening)
    left = {each.account for each in some if each.whole} & there
    amount = sum(_minor(each, minor) or 0 for each in some)
    return ChurnGroup(value, len(some), amount, Count(len(left), len(there)))


def _minor(churn: Churn, minor: Callable[[Money], int | None]) -> int | None:
    return None if churn.arr is None else minor(churn.arr)


def _avoidable(mine: Sequence[Churn]) -> Avoidable:
    said = [each.avoidable for each in mine]
    return Avoidable(said.count(True), said.count(False), said.count(None))


def _sold_wrongly(mine: Iterable[Churn], renewals: Iterable[Renewal]) -> set[int]:
    """Gone whole before anything of them was renewed, or for a reason that was there when they were sold to."""
    kept_on: dict[int, date] = {}
    for each in renewals:
        if each.outcome and each.outcome.kind.is_kept:
            kept_on[each.account] = min(each.due_on, kept_on.get(each.account, each.due_on))
    return {
        each.account
        for each in mine
        if each.whole and (kept_on.get(each.account, date.max) >= each.on or WRONGLY_SOLD & set(each.reasons))
    }


def _sale_groups(
    sold: set[int], everybody: Iterable[int], accounts: Mapping[int, AccountCut], on: date
) -> tuple[SaleGroup, ...]:
    """Kinds of which somebody was sold to wrongly, those that stand out first."""
    people = list(everybody)
    base = Count(len(sold), len(people))
    found: list[SaleGroup] = []
    for cut in SALE_CUTS:
        kinds: dict[str | None, list[int]] = {}
        for account in people:
            kinds.setdefault(value_of(accounts[account], cut, on=on), []).append(account)
        counts = {value: Count(len(sold & set(some)), len(some)) for value, some in kinds.items()}
        found += [SaleGroup(cut, value, count, _stands_out(count, base)) for value, count in counts.items()]
    shown = [each for each in found if each.count.successes and each.value is not None]
    return tuple(sorted(shown, key=lambda each: (not each.stands_out, -each.count.share, -each.count.trials)))


def _stands_out(count: Count, base: Count) -> bool:
    interval = share_interval(count)
    return interval is not None and count.trials >= FEWEST_FOR_A_RATE and interval.low > base.share
