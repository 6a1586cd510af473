"""The time that a value report looks back on: whole months up to today, or up to the day an account left."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MONTHS_OF_USE = 6
"""A line of fewer weeks says little."""
_DAY = timedelta(days=1)


class Span(StrEnum):
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"

    @property
    def months(self) -> int:
        return _MONTHS[self]


_MONTHS = {Span.QUARTER: 3, Span.HALF_YEAR: 6, Span.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Period:
    """Both days are in it."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def period_of(span: Span, *, last: date) -> Period:
    return Period(_months_before(last, span.months), last)


def period_of_use(span: Span, *, last: date) -> Period:
    """At least half a year."""
    return Period(_months_before(last, max(MONTHS_OF_USE, span.months)), last)


def _months_before(last: date, months: int) -> date:
    """The first day of so many months that end with `last`."""
    year, month = divmod((last + _DAY).year * 12 + (last + _DAY).month - 1 - months, 12)
    return date(year, month + 1, min((last + _DAY).day, monthrange(year, month + 1)[1]))
