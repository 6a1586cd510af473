"""ARR spans before anything is counted: late renewals made continuous, and which accounts are still awaited.

A gap of at most the days of grace is a late renewal: what ran on its last day counts through the gap at that amount. A
gap is bridged by a later span of the same product, or, where nothing of the account runs in it, by any later span.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from domain.money import Worth
from domain.revenue.ports import ArrSpan


class Span(NamedTuple):
    """ARR of one product in the smallest unit; it counts on day d when `starts_on` <= d < `ends_on`.

    A tuple for the reason that `ArrSpan` is one.
    """

    account: int
    product: str
    starts_on: date
    ends_on: date
    minor: int


@dataclass(frozen=True, slots=True)
class Continued:
    """`pending`: accounts whose last amount still stands because their grace is not over, and since when they wait."""

    spans: Mapping[int, Sequence[Span]]
    """By account, each by the first day."""
    pending: Mapping[int, date]


Stretch: TypeAlias = tuple[date, date]
"""The first day, and the day after the last."""
_FIRST_DAY = attrgetter("starts_on")


def spans_from(book: Sequence[ArrSpan], *, worth_of: Callable[[str], Worth | None]) -> list[Span]:
    """Those whose currency is worth something in the one that is counted in; an end that is not said is open."""
    worths = {currency: worth_of(currency) for currency in {span.currency for span in book}}
    return [
        Span(account, _written_alike(product), starts_on or date.min, ends_on or date.max, worth(minor))
        for account, product, starts_on, ends_on, minor, currency in book
        if (worth := worths[currency])
    ]


def continued(
    spans: Iterable[Span], *, grace_days: int, seen_on: date, left: Container[int] = frozenset()
) -> Continued:
    """As seen on a day; an account that is known to have `left` is not awaited."""
    grace = timedelta(grace_days)
    accounts = {account: _bridged(mine, grace) for account, mine in _counting(spans).items()}
    pending = {
        account: ended_on
        for account, mine in accounts.items()
        if account not in left and (ended_on := _end(mine)) <= seen_on <= _later(ended_on, grace)
    }
    for account, ended_on in pending.items():
        accounts[account] = _extended(accounts[account], ended_on, date.max)
    return Continued(accounts, pending)


def stretches(spans: Iterable[Span]) -> list[Stretch]:
    """The days on which any of them counts, as few stretches as can be; the earliest first, as they have to come."""
    found: list[Stretch] = []
    first, last = date.min, date.min
    for _, _, starts_on, ends_on, _ in spans:
        if starts_on > last or not found:
            first, last = starts_on, ends_on
            found.append((first, last))
        elif ends_on > last:
            last = ends_on
            found[-1] = (first, last)
    return found


def amount_on(spans: Iterable[Span], day: date) -> int:
    return sum([minor for _, _, starts_on, ends_on, minor in spans if starts_on <= day < ends_on])


def lines_of(spans: Iterable[Span]) -> Mapping[str, Sequence[Span]]:
    """By product."""
    found: dict[str, list[Span]] = {}
    for span in spans:
        found.setdefault(span.product, []).append(span)
    return found


def _counting(spans: Iterable[Span]) -> Mapping[int, list[Span]]:
    """By account, each by its first day; nothing of no days or no amount makes a presence."""
    found: defaultdict[int, list[Span]] = defaultdict(list)
    for span in spans:
        account, _, starts_on, ends_on, minor = span
        if minor and starts_on < ends_on:
            found[account].append(span)
    for mine in found.values():
        mine.sort(key=_FIRST_DAY)
    return found


def _bridged(spans: Sequence[Span], grace: timedelta) -> Sequence[Span]:
    """What ends at a short gap goes on to the end of the gap: line by line first, then the whole account."""
    lines = lines_of(spans)
    for product, line in lines.items():
        for ended_on, back_on in _short_gaps(line, grace):
            spans = _extended(spans, ended_on, back_on, only=product)
    for ended_on, back_on in _short_gaps(spans, grace) if len(lines) > 1 else ():
        spans = _extended(spans, ended_on, back_on)
    return spans


def _short_gaps(spans: Iterable[Span], grace: timedelta) -> list[Stretch]:
    return [
        (ended_on, back_on) for (_, ended_on), (back_on, _) in pairwise(stretches(spans)) if back_on - ended_on <= grace
    ]


def _extended(spans: Iterable[Span], ended_on: date, until: date, *, only: str | None = None) -> Sequence[Span]:
    return [
        span._replace(ends_on=until) if span.ends_on == ended_on and only in {None, span.product} else span
        for span in spans
    ]


def _end(spans: Sequence[Span]) -> date:
    return max(span.ends_on for span in spans)


def _later(day: date, grace: timedelta) -> date:
    return day + grace if day < date.max - grace else date.max


@lru_cache(maxsize=1024)
def _written_alike(product: str) -> str:
    return " ".join(product.casefold().split())
