"""ARR spans before anything is counted: late renewals made continuous, and which accounts are still awaited.

A gap of at most the days of grace is a late renewal: what ran on its last day counts through the gap at that amount. A
gap is bridged by a later span of the same product, or, where nothing of the account runs in it, by any later span.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeAlias, TypeVar

from domain.accounts import Money
from domain.revenue.ports import ArrSpan


@dataclass(frozen=True, slots=True)
class Span:
    """ARR of one product in the smallest unit; it counts on day d when `starts_on` <= d < `ends_on`."""

    account: int
    product: str
    starts_on: date
    ends_on: date
    minor: int

    def counts_on(self, day: date) -> bool:
        return self.starts_on <= day < self.ends_on


@dataclass(frozen=True, slots=True)
class Continued:
    """`pending`: accounts whose last amount still stands because their grace is not over, and since when they wait."""

    spans: Mapping[int, Sequence[Span]]
    """By account."""
    pending: Mapping[int, date]


_Key = TypeVar("_Key")
Stretch: TypeAlias = tuple[date, date]
"""The first day, and the day after the last."""


def spans_from(book: Iterable[ArrSpan], *, minor: Callable[[Money], int | None]) -> list[Span]:
    """Those for which `minor` knows an amount in the currency that is counted in; an end that is not said is open."""
    found = [(span, minor(span.arr)) for span in book]
    return [_span(span, amount) for span, amount in found if amount is not None]


def continued(
    spans: Iterable[Span], *, grace_days: int, seen_on: date, left: Container[int] = frozenset()
) -> Continued:
    """As seen on a day; an account that is known to have `left` is not awaited."""
    grace = timedelta(grace_days)
    accounts = {
        account: _bridged_account(mine, grace)
        for account, mine in _grouped(_counting(spans), lambda span: span.account).items()
    }
    pending = {
        account: ended_on
        for account, mine in accounts.items()
        if account not in left and (ended_on := _end(mine)) <= seen_on <= _later(ended_on, grace)
    }
    for account, ended_on in pending.items():
        accounts[account] = _extended(accounts[account], ended_on, date.max)
    return Continued(accounts, pending)


def stretches(spans: Iterable[Span]) -> list[Stretch]:
    """The days on which any of them counts, as few stretches as can be, the earliest first."""
    found: list[Stretch] = []
    for span in sorted(spans, key=lambda span: span.starts_on):
        if found and span.starts_on <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], span.ends_on))
        else:
            found.append((span.starts_on, span.ends_on))
    return found


def amount_on(spans: Iterable[Span], day: date) -> int:
    return sum(span.minor for span in spans if span.counts_on(day))


def lines_of(spans: Iterable[Span]) -> Mapping[str, Sequence[Span]]:
    """By product."""
    return _grouped(spans, lambda span: span.product)


def _counting(spans: Iterable[Span]) -> list[Span]:
    """Nothing of no days or no amount makes a presence."""
    return [span for span in spans if span.minor and span.starts_on < span.ends_on]


def _bridged_account(spans: Sequence[Span], grace: timedelta) -> Sequence[Span]:
    lines = [span for line in lines_of(spans).values() for span in _bridged(line, grace)]
    return _bridged(lines, grace)


def _bridged(spans: Sequence[Span], grace: timedelta) -> Sequence[Span]:
    """What ends at a short gap goes on to the end of the gap."""
    for (_, ended_on), (back_on, _) in pairwise(stretches(spans)):
        if back_on - ended_on <= grace:
            spans = _extended(spans, ended_on, back_on)
    return spans


def _extended(spans: Sequence[Span], ended_on: date, until: date) -> Sequence[Span]:
    return [replace(span, ends_on=until) if span.ends_on == ended_on else span for span in spans]


def _end(spans: Sequence[Span]) -> date:
    return max(span.ends_on for span in spans)


def _later(day: date, grace: timedelta) -> date:
    return day + grace if day < date.max - grace else date.max


def _grouped(spans: Iterable[Span], key: Callable[[Span], _Key]) -> dict[_Key, list[Span]]:
    found: dict[_Key, list[Span]] = {}
    for span in spans:
        found.setdefault(key(span), []).append(span)
    return found


def _span(span: ArrSpan, minor: int) -> Span:
    product = " ".join(span.product.casefold().split())
    return Span(span.account, product, span.starts_on or date.min, span.ends_on or date.max, minor)
