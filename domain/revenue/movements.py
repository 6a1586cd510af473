"""What ARR did between two days, account by account, so that it adds up to the cent for any group of accounts.

opening + new + expansion − contraction − churn + reactivated = closing

Opening is the ARR on the first day of the window, closing that on the day after its last. By account a product that is
swapped for another nets out; by line, the strict way, it is churn of one and expansion of the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from domain.revenue.spans import Continued, Span, amount_on, lines_of, stretches

_MONTHS_IN_A_YEAR = 12
_MEAN_MONTH = Decimal("365.25") / _MONTHS_IN_A_YEAR


class Grain(StrEnum):
    """What is compared between the two days: whole accounts, or each product of each account."""

    ACCOUNT = "account"
    LINE = "line"


class Course(StrEnum):
    """What became of an account in the window. Left: a gap longer than grace began, whether or not it came back."""

    STAYED = "stayed"
    NEW = "new"
    LEFT = "left"
    CAME_BACK = "came_back"
    """It had ARR before the window, none on its first day, and has some now."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days from `starts_on` on, up to and without `ends_on`."""

    starts_on: date
    ends_on: date

    @property
    def months(self) -> Decimal:
        """Whole ones where it ends on the day of the month on which it starts, else its days by a mean month."""
        if self.starts_on.day == self.ends_on.day:
            years = self.ends_on.year - self.starts_on.year
            return Decimal(years * _MONTHS_IN_A_YEAR + self.ends_on.month - self.starts_on.month)
        return (self.ends_on - self.starts_on).days / _MEAN_MONTH


class ArrMovement(NamedTuple):
    """Amounts in the smallest unit of one currency; all but opening and closing say what happened in between.

    A tuple, because figures of everybody have one for each account and period, and add them up part by part.
    """

    opening: int = 0
    new: int = 0
    expansion: int = 0
    contraction: int = 0
    churn: int = 0
    reactivated: int = 0
    closing: int = 0


def added(of: Iterable[ArrMovement]) -> ArrMovement:
    """Part by part; of none, nothing."""
    return ArrMovement(*map(sum, zip(*of, strict=True)))


@dataclass(frozen=True, slots=True)
class AccountMovement:
    """`pending_since`: the account is in a gap within its grace; its last amount still stands in `closing`."""

    account: int
    course: Course
    arr: ArrMovement
    pending_since: date | None = field(default=None, kw_only=True)


def movements(book: Continued, window: Window, grain: Grain = Grain.ACCOUNT) -> list[AccountMovement]:
    """The accounts that had ARR on the first day of the window or have some at its end."""
    found = [
        _movement(account, spans, window, grain, book.pending.get(account)) for account, spans in book.spans.items()
    ]
    return [each for each in found if each]


def total(of: Iterable[AccountMovement]) -> ArrMovement:
    return added(each.arr for each in of)


def _movement(
    account: int, spans: Sequence[Span], window: Window, grain: Grain, pending: date | None
) -> AccountMovement | None:
    course = _course(spans, window)
    if course is None:
        return None
    if grain is Grain.LINE:
        arr = added(_moved(line, window, course, has_gap=_leaves(line, window)) for line in lines_of(spans).values())
    else:
        arr = _moved(spans, window, course, has_gap=False)
    is_pending = pending is not None and pending <= window.ends_on
    return AccountMovement(account, course, arr, pending_since=pending if is_pending else None)


def _course(spans: Sequence[Span], window: Window) -> Course | None:
    present = stretches(spans)
    ends = [end for start, end in present if start <= window.starts_on < end]
    if ends:
        return Course.STAYED if ends[0] > window.ends_on else Course.LEFT
    if not any(start <= window.ends_on < end for start, end in present):
        return None
    return Course.CAME_BACK if any(start < window.starts_on for start, _ in present) else Course.NEW


def _leaves(line: Sequence[Span], window: Window) -> bool:
    return _course(line, window) is Course.LEFT


def _moved(spans: Sequence[Span], window: Window, course: Course, *, has_gap: bool) -> ArrMovement:
    opening, closing = amount_on(spans, window.starts_on), amount_on(spans, window.ends_on)
    match course:
        case Course.NEW:
            return ArrMovement(opening, new=closing - opening, closing=closing)
        case Course.CAME_BACK:
            return ArrMovement(opening, reactivated=closing - opening, closing=closing)
        case Course.LEFT:
            return ArrMovement(opening, churn=opening, reactivated=closing, closing=closing)
        case _:
            return _changed(opening, closing, has_gap=has_gap)


def _changed(opening: int, closing: int, *, has_gap: bool) -> ArrMovement:
    """Of an account that stayed: a line that left and came back counts as lost, then as sold again."""
    if has_gap and opening > 0:
        return ArrMovement(opening, churn=opening, expansion=closing, closing=closing)
    rise = closing - opening
    return ArrMovement(opening, expansion=max(0, rise), contraction=max(0, -rise), closing=closing)
