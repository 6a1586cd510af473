"""What usage measures of the book say to outcomes: one statement, however many accounts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import Connection, and_, func, select

from domain.accounts import UsageMeasure
from domain.plans.plan import USAGE_DAYS, UsageReading, UsageSource
from storage.tables import UsageRow, table_of

_USAGE = table_of(UsageRow)
_TENTH = Decimal("0.1")


def usage_of(
    connection: Connection, accounts: Collection[int], sources: Collection[UsageSource], *, until: date
) -> dict[tuple[int, UsageSource], tuple[date, Decimal]]:
    """Of the days up to the newest that has a value: where a feed stops, a sum does not melt away.

    A mean is that of the days that have a value: a day without one is not known, so it is not zero.
    """
    last = until.toordinal()
    ours = (_USAGE.c.account.in_(sorted(accounts)), _USAGE.c.measure.in_(sorted({each.measure for each in sources})))
    newest = (
        select(_USAGE.c.account, _USAGE.c.measure, func.max(_USAGE.c.day).label("day"))
        .where(*ours, _USAGE.c.day > last - USAGE_DAYS, _USAGE.c.day <= last)
        .group_by(_USAGE.c.account, _USAGE.c.measure)
        .subquery()
        .c
    )
    is_in = and_(
        _USAGE.c.account == newest.account,
        _USAGE.c.measure == newest.measure,
        _USAGE.c.day > newest.day - USAGE_DAYS,
        _USAGE.c.day <= newest.day,
    )
    rows = connection.execute(
        select(newest.account, newest.measure, newest.day, func.sum(_USAGE.c.value), func.count())
        .join_from(_USAGE, newest.account.table, is_in)
        .group_by(newest.account, newest.measure, newest.day)
    )
    found: dict[tuple[int, UsageSource], tuple[date, Decimal]] = {}
    for account, measure, day, total, days in rows:
        for source in sources:
            if source.measure is UsageMeasure(measure):
                value = _value(source.reading, Decimal(int(total)), days)
                found[account, source] = (date.fromordinal(day), value)
    return found


def _value(reading: UsageReading, total: Decimal, days: int) -> Decimal:
    return total if reading is UsageReading.SUM else (total / days).quantize(_TENTH, ROUND_HALF_UP)
