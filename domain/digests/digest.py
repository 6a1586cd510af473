"""A reader's digest: what changed, what is due, what is late, what it adds up to, and what the data lack."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.accounts import Money
from domain.digests.facts import Attention, DigestAccount
from domain.digests.items import Item, Past, in_order, is_hidden, item_of
from domain.health.model import Band
from domain.money import ExchangeRates
from domain.preferences import DigestSection
from domain.records import RecordKind
from domain.renewals.head import Amounts, amounts
from domain.revenue.kept import KeptArr

MOST_ITEMS = 7
LONGEST_MEMORY = timedelta(days=14)
"""Who heard nothing for longer is told what changed in so many days."""
FIRST_MEMORY = timedelta(days=7)
"""What the very first digest looks back on."""


@dataclass(frozen=True, slots=True)
class RedSums:
    """ARR of red accounts now, a day and a week ago, at today's amounts."""

    now: Amounts
    yesterday: Amounts
    week_ago: Amounts


@dataclass(frozen=True, slots=True)
class Totals:
    """`due`, `forecast` and `kept` are of the running quarter; `kept` None: no rate of it can be said."""

    accounts: int
    red: RedSums
    due: Amounts
    forecast: Amounts
    kept: KeptArr | None = None


@dataclass(frozen=True, slots=True)
class LateFeed:
    """A kind of data of which no source brought anything for so many days."""

    kind: RecordKind
    days: int


@dataclass(frozen=True, slots=True)
class Digest:
    """`items` are the first of `all_items`; `since` is when the reader last heard, `as_of` when this was made."""

    since: datetime
    as_of: datetime
    items: tuple[Item, ...]
    more: int
    totals: Totals | None
    late_feeds: tuple[LateFeed, ...]

    @property
    def has_news(self) -> bool:
        return bool(self.items or self.late_feeds)


@dataclass(frozen=True, slots=True)
class DigestWish:
    """What a reader wants in it; `minimum_arr` is in the base currency's smallest unit."""

    sections: frozenset[DigestSection] = frozenset(DigestSection)
    minimum_arr: int = 0


def looked_back_to(last_told_at: datetime | None, *, now: datetime) -> datetime:
    """The moment that the reader's news begin at."""
    if last_told_at is None:
        return now - FIRST_MEMORY
    return max(last_told_at, now - LONGEST_MEMORY)


def items_for(
    accounts: Iterable[DigestAccount],
    past: Past,
    attention: Mapping[int, Attention],
    wish: DigestWish,
    *,
    rates: ExchangeRates,
    since: datetime,
    today: date,
) -> list[Item]:
    """Every line that a reader of these accounts is to see, the weightiest first."""
    weigh = _weigher(rates)
    found = [
        item
        for account in accounts
        if not wish.minimum_arr or (account.arr is not None and weigh(account.arr) >= wish.minimum_arr)
        if (item := item_of(account, past, since=since, today=today)) is not None
        if item.section in wish.sections and not is_hidden(item, attention.get(account.account), today=today)
    ]
    return in_order(found, weigh)


def red_sums(accounts: Sequence[DigestAccount], past: Past, *, rates: ExchangeRates, now: datetime) -> RedSums:
    """What was not scored then is not counted then."""

    def red_at(moment: datetime) -> Amounts:
        then = (account for account in accounts if _band_at(past, account, moment) is Band.RED)
        return amounts((account.arr for account in then), rates)

    return RedSums(
        amounts((account.arr for account in accounts if account.band is Band.RED), rates),
        red_at(now - timedelta(days=1)),
        red_at(now - timedelta(days=7)),
    )


def _band_at(past: Past, account: DigestAccount, moment: datetime) -> Band | None:
    score = past.score(account.account, moment)
    return score.band if score else None


def _weigher(rates: ExchangeRates) -> Callable[[Money], int]:
    return lambda money: rates.in_base(money).minor
