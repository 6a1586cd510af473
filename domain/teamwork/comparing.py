"""Which period another one is set against."""

from __future__ import annotations

from datetime import date, timedelta

from domain.revenue.periods import Period, period_of

_MONTHS_IN_A_YEAR = 12


def period_before(period: Period, *, today: date) -> Period | None:
    """As long as `period` and right before it; of one that runs only as many days as have passed of it.

    None on its first day: nothing has passed yet.
    """
    starts_on = _start_before(period)
    if period.is_closed(today):
        return period_of(starts_on, period.starts_on)
    passed = today - period.starts_on
    return period_of(starts_on, min(starts_on + passed, period.starts_on)) if passed else None


def last_day(period: Period, *, today: date) -> date:
    """The day as of which something that is, rather than happens, is looked at."""
    return min(period.ends_on - timedelta(days=1), today)


def _start_before(period: Period) -> date:
    """Months, quarters and years by the calendar, any other days by their number."""
    if ".." in period.text:
        return period.starts_on - (period.ends_on - period.starts_on)
    months = _months(period.ends_on) - _months(period.starts_on)
    years, place = divmod(_months(period.starts_on) - months, _MONTHS_IN_A_YEAR)
    return date(years, place + 1, 1)


def _months(day: date) -> int:
    return day.year * _MONTHS_IN_A_YEAR + day.month - 1
