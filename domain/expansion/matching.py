"""Which line of a contract shows a play that was won."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.accounts import Money
from domain.expansion.play import PlayKind, Stage
from domain.expansion.ports import ListedPlay
from domain.revenue.ports import ArrSpan

BEFORE = timedelta(days=30)
"""A line may begin so long before its play is marked as won: contracts are often entered first."""
_GAP = timedelta(days=30)
"""A term that goes on within so many days goes on from what it was."""


@dataclass(frozen=True, slots=True)
class Growth:
    """What a product of an account is worth more from a day on; `is_new`: there was nothing of it before."""

    account: int
    product: str
    on: date
    amount: Money
    is_new: bool


def growths(spans: Iterable[ArrSpan]) -> list[Growth]:
    """Never more than the whole account grew by in that currency on the day: a product that is swapped is no growth."""
    by_account: dict[tuple[int, str], list[ArrSpan]] = {}
    for span in spans:
        by_account.setdefault((span.account, span.currency), []).append(span)
    return [growth for mine in by_account.values() for growth in _growths_of(mine)]


def shown_by(won: Iterable[ListedPlay], spans: Iterable[ArrSpan], *, contract_days: int) -> Mapping[int, Growth]:
    """The growth that shows each won play, by the play's number; each growth shows one play.

    It begins from 30 days before the play was won to `contract_days` after, in the currency of the play; of another
    product where the play was for one. Of several: the product that the play names, then the nearest amount, then day.
    """
    free = growths(spans)
    found: dict[int, Growth] = {}
    for play in sorted(won, key=lambda each: (each.ended_on or date.max, each.id)):
        fits = [growth for growth in free if _fits(play, growth, contract_days)]
        if fits:
            best = min(fits, key=lambda growth: _distance(play, growth))
            found[play.id] = best
            free.remove(best)
    return found


def is_missing(play: ListedPlay, shown: Mapping[int, Growth], *, today: date, contract_days: int) -> bool:
    """Won, and no contract shows it though it had the time."""
    is_won = play.stage is Stage.WON and play.ended_on is not None
    return is_won and play.id not in shown and (today - (play.ended_on or today)).days > contract_days


def _fits(play: ListedPlay, growth: Growth, contract_days: int) -> bool:
    if play.account != growth.account or play.amount is None or play.ended_on is None:
        return False
    if play.amount.currency != growth.amount.currency or (play.kind is PlayKind.OTHER_PRODUCT and not growth.is_new):
        return False
    return play.ended_on - BEFORE <= growth.on <= play.ended_on + timedelta(days=contract_days)


def _distance(play: ListedPlay, growth: Growth) -> tuple[bool, int, int]:
    amount, on = play.amount or growth.amount, play.ended_on or growth.on
    return not _names(play.about, growth.product), abs(growth.amount.minor - amount.minor), abs((growth.on - on).days)


def _names(about: str, product: str) -> bool:
    """As words of its own; Chinese sets no space between words."""
    said, name = about.casefold(), product.casefold()
    if not name.isascii():
        return name in said
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) is not None


def _growths_of(mine: Sequence[ArrSpan]) -> Iterator[Growth]:
    """Of one account in one currency."""
    products = sorted({span.product for span in mine})
    for day in sorted({span.starts_on for span in mine if span.starts_on}):
        more = {product: _on(mine, product, day) - _before(mine, product, day) for product in products}
        left = sum(more.values())
        for product, minor in more.items():
            part = min(minor, left)
            if part > 0:
                left -= part
                amount = Money(part, mine[0].currency)
                yield Growth(mine[0].account, product, day, amount, is_new=not _before(mine, product, day))


def _on(mine: Iterable[ArrSpan], product: str, day: date) -> int:
    return sum(
        span.minor
        for span in mine
        if span.product == product
        and (span.starts_on is None or span.starts_on <= day)
        and (span.ends_on is None or day < span.ends_on)
    )


def _before(mine: Sequence[ArrSpan], product: str, day: date) -> int:
    """The day before; where there was nothing, what ended last, if that is not long ago."""
    if there := _on(mine, product, day - timedelta(days=1)):
        return there
    ends = [span.ends_on for span in mine if span.product == product and span.ends_on and span.ends_on <= day]
    last = max(ends, default=None)
    return _on(mine, product, last - timedelta(days=1)) if last and day - last <= _GAP else 0
