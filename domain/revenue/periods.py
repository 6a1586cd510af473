"""Periods that figures are of: months, quarters, years of the calendar, and any two days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from domain.renewals.window_words import window_from
from domain.renewals.windows import Around, Between, DueDays, InMonth, InQuarter, InYear, QuarterAhead, Window
from domain.revenue.movements import Window as Days

_QUARTERS = 4
_MONTHS_IN_A_QUARTER = 3
_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Period:
    """`text` is what to type for it, and the name under which it is frozen; `ends_on` is the day after its last.

    A whole month, quarter or year has one text, however it was typed.
    """

    text: str
    starts_on: date
    ends_on: date

    @property
    def last_day(self) -> date:
        return self.ends_on - timedelta(days=1)

    @property
    def frozen_as(self) -> tuple[str, ...]:
        """The names under which it may have been frozen: whole months, too, were once called by their two days."""
        return tuple(dict.fromkeys((self.text, Between(self.starts_on, self.last_day).text)))

    def has_begun(self, today: date) -> bool:
        return self.starts_on <= today

    def is_closed(self, today: date) -> bool:
        return self.ends_on <= today

    def to_date(self, today: date) -> Days:
        """All of it, or what of it has passed: what counts today is where it stands."""
        return Days(self.starts_on, min(self.ends_on, today))


def period_of(starts_on: date, ends_on: date) -> Period:
    """With the text that a whole month, quarter or year has, else with its two days."""
    days = DueDays(starts_on, ends_on - timedelta(days=1))
    quarter = InQuarter(starts_on.year, _quarter(starts_on))
    wholes = (InYear(starts_on.year), quarter, InMonth(starts_on.year, starts_on.month))
    window = next((whole for whole in wholes if whole.days(starts_on) == days), Between(starts_on, days.last))
    return Period(window.text, starts_on, ends_on)


def running_quarter(today: date) -> Period:
    return _period(InQuarter(today.year, _quarter(today)), today)


def last_quarter(today: date) -> Period:
    return _period(_quarter_before(today), today)


def running_year(today: date) -> Period:
    return _period(InYear(today.year), today)


def period_from(phrase: str, today: date) -> Period | None:
    """`phrase` is half-width, in small letters, with single spaces; `q3` is the last third quarter that has begun."""
    if (back := _BACK.get(phrase)) is not None:
        return _period(_before(back, today), today)
    found = window_from(phrase)
    match found:
        case InMonth() | InQuarter() | InYear() | Between():
            return _period(found, today)
        case Around():
            return _period(found.on_the_calendar(today), today)
        case QuarterAhead(quarter):
            return _period(InQuarter(today.year - (quarter > _quarter(today)), quarter), today)
        case _:
            return None


PERIOD_WORDS: tuple[str, ...] = (
    *("quarter", "this quarter", "last quarter", "month", "this month", "last month", "year", "this year", "last year"),
    *("本季度", "上季度", "本月", "上月", "今年", "去年"),
)
"""What slips are compared with."""
_BACK: Mapping[str, Around] = {
    **dict.fromkeys(("last month", "previous month", "上月", "上个月"), Around.MONTH),
    **dict.fromkeys(("last quarter", "previous quarter", "上季度", "上个季度", "上季"), Around.QUARTER),
    **dict.fromkeys(("last year", "previous year", "去年", "上年", "上一年"), Around.YEAR),
}


def _before(around: Around, today: date) -> Window:
    match around:
        case Around.MONTH:
            return InMonth(today.year, today.month - 1) if today.month > 1 else InMonth(today.year - 1, _DECEMBER)
        case Around.QUARTER:
            return _quarter_before(today)
        case _:
            return InYear(today.year - 1)


def _quarter_before(today: date) -> InQuarter:
    quarter = _quarter(today)
    return InQuarter(today.year, quarter - 1) if quarter > 1 else InQuarter(today.year - 1, _QUARTERS)


def _quarter(day: date) -> int:
    return (day.month - 1) // _MONTHS_IN_A_QUARTER + 1


def _period(window: Window, today: date) -> Period:
    days = window.days(today)
    assert days.first is not None, "a period has a first day"
    return period_of(days.first, days.last + timedelta(days=1))
