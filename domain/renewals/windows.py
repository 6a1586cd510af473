"""Windows of `/renewals`: which due days are asked for. Fiscal quarters are calendar quarters.

Each has its `days`, seen from today, and the `text` to type for it.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeAlias

LONGEST_DAYS = 730
_MONTHS_IN_A_QUARTER = 3
_MONTHS_IN_A_YEAR = 12
MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
"""As they are typed."""


@dataclass(frozen=True, slots=True)
class DueDays:
    """The days of a window, both included; `first` None: however long ago."""

    first: date | None
    last: date


@dataclass(frozen=True, slots=True)
class DaysAhead:
    """From today on; the last day counts."""

    count: int

    @property
    def text(self) -> str:
        return str(self.count)

    def days(self, today: date) -> DueDays:
        return DueDays(today, today + timedelta(days=self.count))


@dataclass(frozen=True, slots=True)
class InMonth:
    year: int
    month: int

    @property
    def text(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    def days(self, today: date) -> DueDays:  # noqa: ARG002 - every window is asked the same way
        return _months(self.year, self.month, count=1)


@dataclass(frozen=True, slots=True)
class InQuarter:
    year: int
    quarter: int

    @property
    def text(self) -> str:
        return f"{self.year:04}-Q{self.quarter}"

    def days(self, today: date) -> DueDays:  # noqa: ARG002 - every window is asked the same way
        return _months(self.year, (self.quarter - 1) * _MONTHS_IN_A_QUARTER + 1, count=_MONTHS_IN_A_QUARTER)


@dataclass(frozen=True, slots=True)
class QuarterAhead:
    """A quarter without its year: the first one of that number that is not over."""

    quarter: int

    @property
    def text(self) -> str:
        return f"Q{self.quarter}"

    def days(self, today: date) -> DueDays:
        is_over = self.quarter < _quarter(today)
        return InQuarter(today.year + 1 if is_over else today.year, self.quarter).days(today)


@dataclass(frozen=True, slots=True)
class MonthAhead:
    """A month without its year: the first one of that name that is not over."""

    month: int

    @property
    def text(self) -> str:
        return MONTH_NAMES[self.month - 1]

    def days(self, today: date) -> DueDays:
        is_over = self.month < today.month
        return InMonth(today.year + 1 if is_over else today.year, self.month).days(today)


@dataclass(frozen=True, slots=True)
class InYear:
    year: int

    @property
    def text(self) -> str:
        return f"{self.year:04}"

    def days(self, today: date) -> DueDays:  # noqa: ARG002 - every window is asked the same way
        return _months(self.year, 1, count=_MONTHS_IN_A_YEAR)


@dataclass(frozen=True, slots=True)
class Between:
    first: date
    last: date

    @property
    def text(self) -> str:
        return f"{self.first}..{self.last}"

    def days(self, today: date) -> DueDays:  # noqa: ARG002 - every window is asked the same way
        return DueDays(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Overdue:
    """Open and due before today."""

    @property
    def text(self) -> str:
        return "overdue"

    def days(self, today: date) -> DueDays:
        return DueDays(None, today - timedelta(days=1))


class Around(StrEnum):
    """A stretch of the calendar around, before or after today, from its first to its last day."""

    LAST_MONTH = "last month"
    MONTH = "month"
    NEXT_MONTH = "next month"
    LAST_QUARTER = "last quarter"
    QUARTER = "quarter"
    NEXT_QUARTER = "next quarter"
    LAST_YEAR = "last year"
    YEAR = "year"
    NEXT_YEAR = "next year"

    @property
    def text(self) -> str:
        return self.value

    def days(self, today: date) -> DueDays:
        return self.on_the_calendar(today).days(today)

    def on_the_calendar(self, today: date) -> InMonth | InQuarter | InYear:
        step = self.value.startswith("next") - self.value.startswith("last")
        match self:
            case Around.LAST_MONTH | Around.MONTH | Around.NEXT_MONTH:
                return InMonth(*_carried(today.year, today.month + step, _MONTHS_IN_A_YEAR))
            case Around.LAST_QUARTER | Around.QUARTER | Around.NEXT_QUARTER:
                quarters = _MONTHS_IN_A_YEAR // _MONTHS_IN_A_QUARTER
                return InQuarter(*_carried(today.year, _quarter(today) + step, quarters))
            case _:
                return InYear(today.year + step)


Window: TypeAlias = DaysAhead | Around | InMonth | MonthAhead | InQuarter | QuarterAhead | InYear | Between | Overdue
NINETY_DAYS = DaysAhead(90)
"""What is meant where no window is said."""


def _quarter(day: date) -> int:
    return (day.month - 1) // _MONTHS_IN_A_QUARTER + 1


def _carried(year: int, number: int, most: int) -> tuple[int, int]:
    """One past the last is the first of the next year, one before the first the last of the year before."""
    years, place = divmod(number - 1, most)
    return year + years, place + 1


def _months(year: int, first: int, *, count: int) -> DueDays:
    last = first + count - 1
    return DueDays(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))
