"""The usage roll-ups of the whole book, each figure by a look into the key (account, measure, day).

The newest value costs one seek however long the past is, and a sum walks its own days and no others; one GROUP BY with
conditions would test every row for every figure.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Double, Select, bindparam, cast, func, literal_column, select

from domain.accounts import UsageMeasure
from storage.tables import AccountRow, UsageRow, table_of

RECENT_DAYS = 28
PAST_DAYS = 112
DAY_STEP = 2**31
"""A day and its value travel as one number, day × 2^31 + value: exact in a double for any day and any such value."""

FIRST, *OTHERS = sorted(UsageMeasure)
"""In the order of the key. Most books bring one or two of the measures: what is not there costs one look, not five."""

_ACCOUNT, _USAGE = table_of(AccountRow), table_of(UsageRow)
_account, _usage = _ACCOUNT.c, _USAGE.c
_today: ColumnElement[int] = bindparam("today")
_recent = _usage.day > _today - RECENT_DAYS
_past = _usage.day > _today - PAST_DAYS
_until_today = _usage.day <= _today


def newest_of_first() -> Select[Any]:
    """The newest day of the first measure with its value, and 1 where there is another measure behind it."""
    return select(_account.id, _newest(FIRST), _has_others())


def newest_of_others() -> Select[Any]:
    """For each further measure, in its order, the newest day with its value."""
    return select(_account.id, *map(_newest, OTHERS))


def recent(measure: UsageMeasure) -> Select[Any]:
    """Of the last 28 days sum and most of a day, in one walk."""
    figures = cast(func.sum(_usage.value), Double), cast(func.max(_usage.value), Double)
    joined = _ACCOUNT.join(_USAGE, _usage.account == _account.id)
    of_days = select(_account.id, *figures).select_from(joined).where(_is(measure), _until_today, _recent)
    return of_days.group_by(_account.id)


def before(measure: UsageMeasure) -> Select[Any]:
    """Of the 84 days before the last 28 sum and first day."""
    total = _of(measure, cast(func.sum(_usage.value), Double)).where(_past, ~_recent)
    first = _of(measure, _usage.day).where(_past, ~_recent).order_by(_usage.day).limit(1)
    return select(_account.id, *(each.scalar_subquery() for each in (total, first)))


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


def _newest(measure: UsageMeasure) -> ColumnElement[Any]:
    newest = cast(_usage.day, Double) * DAY_STEP + _usage.value
    return cast(_days_of(measure, newest).order_by(_usage.day.desc()).limit(1).scalar_subquery(), Double)


def _has_others() -> ColumnElement[Any]:
    behind: Select[Any] = select(literal_column("1")).where(_usage.account == _account.id, _usage.measure > FIRST.value)
    return behind.limit(1).correlate(_ACCOUNT).scalar_subquery()


def _last_active(measure: UsageMeasure) -> ColumnElement[Any]:
    active = _days_of(measure, _usage.day).where(_usage.value > 0)
    return active.order_by(_usage.day.desc()).limit(1).scalar_subquery()
