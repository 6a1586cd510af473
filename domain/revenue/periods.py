"""Periods that figures are of: months, quarters, years of the calendar, and any two days."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from domain.renewals.window_words import month_number, window_from
from domain.renewals.windows import (
    MONTH_NAMES,
    Around,
    Between,
    DueDays,
    InMonth,
    InQuarter,
    InYear,
    MonthAhead,
    QuarterAhead,
    Window,
)
from domain.revenue.movements import Window as Days

_MONTHS_IN_A_QUARTER = 3
_MONTHS_IN_A_YEAR = 12


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
    return _period(Around.LAST_QUARTER, today)


def running_year(today: date) -> Period:
    return _period(InYear(today.year), today)


def period_from(phrase: str, today: date) -> Period | None:
    """`phrase` is half-width, in small letters, with single spaces.

    `q3` and `september` are the last of that name that have begun. `last 12 months` go from the day a year ago to
    today, so that today's ARR stands against that of the same day.
    """
    if length := _ROLLING.fullmatch(_TO_TODAY.get(phrase, phrase)):
        return _rolling(length, today)
    match found := _SO_FAR.get(phrase) or window_from(phrase):
        case InMonth() | InQuarter() | InYear() | Between() | Around():
            return _period(found, today)
        case QuarterAhead(quarter):
            return _period(InQuarter(today.year - (quarter > _quarter(today)), quarter), today)
        case MonthAhead(month):
            return _period(InMonth(today.year - (month > today.month), month), today)
        case _:
            return None


PERIOD_WORDS: tuple[str, ...] = (
    *("quarter", "this quarter", "last quarter", "month", "this month", "last month", "year", "this year", "last year"),
    *("ytd", "year to date", "last 12 months", *MONTH_NAMES),
    *("本季度", "上季度", "本月", "上月", "今年", "去年", "本年至今", "最近12个月"),
)
"""What slips are compared with."""
_SO_FAR: Mapping[str, Around] = {
    **dict.fromkeys(("ytd", "year to date", "year-to-date", "本年至今", "今年至今", "年初至今"), Around.YEAR),
    **dict.fromkeys(("qtd", "quarter to date", "quarter-to-date", "本季度至今", "本季至今"), Around.QUARTER),
    **dict.fromkeys(("mtd", "month to date", "month-to-date", "本月至今"), Around.MONTH),
}
"""What runs is of today in any case."""
_TO_TODAY: Mapping[str, str] = dict.fromkeys(
    ("ttm", "ltm", "last twelve months", "past twelve months", "近一年", "最近一年", "过去一年"), "last 12 months"
)
_ROLLING = re.compile(
    r"(?:last|past|previous|trailing) (?P<count>[1-9]\d?) months?"
    r"|(?:最近|过去|近)(?P<number>[1-9]\d?|十[一二]?|[一二两三四五六七八九]) ?个月"
)


def _rolling(length: re.Match[str], today: date) -> Period:
    """The day of the earlier month is its last where it has no such day."""
    months = int(length["count"]) if length["count"] else month_number(length["number"])
    years, place = divmod(today.year * _MONTHS_IN_A_YEAR + today.month - 1 - months, _MONTHS_IN_A_YEAR)
    last = monthrange(years, place + 1)[1]
    return period_of(date(years, place + 1, min(today.day, last)), today + timedelta(days=1))


def _quarter(day: date) -> int:
    return (day.month - 1) // _MONTHS_IN_A_QUARTER + 1


def _period(window: Window, today: date) -> Period:
    days = window.days(today)
    assert days.first is not None, "a period has a first day"
    return period_of(days.first, days.last + timedelta(days=1))
