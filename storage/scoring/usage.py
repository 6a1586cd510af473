"""The usage roll-ups of the whole book, each figure by a look into the key (account, measure, day).

The newest value costs one seek however long the past is, and a sum walks its own days and no others; one GROUP BY with
conditions would test every row for every figure.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, and_, bindparam, case, cast, func, select

from domain.accounts import UsageMeasure
from storage.tables import AccountRow, UsageRow, table_of

RECENT_DAYS = 28
PAST_DAYS = 112
DAY_STEP = 2**31
"""A day and its value travel as one number, day × 2^31 + value: exact in a double for any day and any such value."""

IN_ORDER = tuple(sorted(UsageMeasure))
"""In the order of the key."""
FIRST = IN_ORDER[0]
"""Most books bring one or two of the measures, many only this one: what is not there costs one look, not five."""
UNDECIDED = -1

_ACCOUNT, _USAGE = table_of(AccountRow), table_of(UsageRow)
_account, _usage = _ACCOUNT.c, _USAGE.c
_today: ColumnElement[int] = bindparam("today")
_PAST = _USAGE.alias("past").c
_recent = _usage.day > _today - RECENT_DAYS
_until_today = _usage.day <= _today


def day_with_value(day: Any, value: Any) -> ColumnElement[Any]:
    """No count is below nothing, and what is larger than the step counts as the most there is: each keeps its day."""
    most = DAY_STEP - 1
    kept = case((value.between(0, most), value), (value < 0, 0), else_=most)
    return cast(day, BigInteger) * DAY_STEP + kept


@cache
def newest_if_alone() -> Select[Any]:
    """The newest day of the first measure with its value, in one seek.

    `UNDECIDED` where something stands behind it: another measure, or a day to come.
    """
    alone = case((and_(_is(FIRST), _until_today), day_with_value(_usage.day, _usage.value)), else_=UNDECIDED)
    last = select(alone).where(_usage.account == _account.id).correlate(_ACCOUNT)
    return select(_account.id, _first_of(last.order_by(_usage.measure.desc(), _usage.day.desc())))


@cache
def newest_of_each() -> Select[Any]:
    """For each measure, in the order of the key, the newest day with its value."""
    value = day_with_value(_usage.day, _usage.value)
    newest = (_days_of(measure, value).order_by(_usage.day.desc()) for measure in IN_ORDER)
    return select(_account.id, *map(_first_of, newest))


@cache
def windows(measure: UsageMeasure) -> Select[Any]:
    """Of the last 28 days sum and most of a day, of the 84 days before them sum and first day.

    An account's days stand side by side, so that both windows are read in one walk over the book.
    """
    joined = _ACCOUNT.outerjoin(_USAGE, and_(_usage.account == _account.id, _is(measure), _until_today, _recent))
    recent = _number(func.sum(_usage.value)), _number(func.max(_usage.value))
    total = _number(_before(measure, func.sum(_PAST.value)).scalar_subquery())
    first = _before(measure, _PAST.day).order_by(_PAST.day).limit(1).scalar_subquery()
    return select(_account.id, *recent, total, first).select_from(joined).group_by(_account.id)


@cache
def last_active() -> Select[Any]:
    """The last day with somebody active, or something done, as each of three measures knows it."""
    measures = (UsageMeasure.ACTIVE_USERS, UsageMeasure.ACTIVE_USERS_28D, UsageMeasure.EVENTS)
    return select(_account.id, *(_last_active(measure) for measure in measures))


def _days_of(measure: UsageMeasure, figure: Any) -> Select[Any]:
    return _of(measure, figure).where(_until_today)


def _of(measure: UsageMeasure, figure: Any) -> Select[Any]:
    """Over all days: whoever asks bounds them from above once, as a second bound would be tested row by row."""
    return select(figure).where(_usage.account == _account.id, _is(measure)).correlate(_ACCOUNT)


def _is(measure: UsageMeasure) -> ColumnElement[bool]:
    return _usage.measure == measure.value


def _before(measure: UsageMeasure, figure: Any) -> Select[Any]:
    past = and_(_PAST.day > _today - PAST_DAYS, _PAST.day <= _today - RECENT_DAYS)
    of_account = and_(_PAST.account == _account.id, _PAST.measure == measure.value)
    return select(figure).where(of_account, past).correlate(_ACCOUNT)


def _first_of(figures: Select[Any]) -> ColumnElement[Any]:
    return figures.limit(1).scalar_subquery()


def _number(figure: Any) -> ColumnElement[Any]:
    """PostgreSQL adds whole numbers up to decimals, which are slow to read."""
    return cast(figure, BigInteger)


def _last_active(measure: UsageMeasure) -> ColumnElement[Any]:
    active = _days_of(measure, _usage.day).where(_usage.value > 0)
    return active.order_by(_usage.day.desc()).limit(1).scalar_subquery()
