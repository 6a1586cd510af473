"""The usage roll-ups of the whole book, each figure by a look into the key (account, measure, day).

The newest value costs one seek however long the past is, and a sum walks its own days and no others; one GROUP BY with
conditions would test every row for every figure.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Double, Select, String, bindparam, cast, func, select

from domain.accounts import UsageMeasure
from storage.tables import AccountRow, UsageRow, table_of

RECENT_DAYS = 28
PAST_DAYS = 112
DAY_STEP = 2**31
"""A day and its value travel as one number, day × 2^31 + value: exact in a double for any day and any such value."""

_ACCOUNT = table_of(AccountRow)
_account, _usage = _ACCOUNT.c, table_of(UsageRow).c
_today: ColumnElement[int] = bindparam("today")
_recent = _usage.day > _today - RECENT_DAYS
_past = _usage.day > _today - PAST_DAYS


def newest_values() -> Select[Any]:
    """For each measure, in its order, the newest day with its value."""
    return select(_account.id, *(cast(_newest(measure), Double) for measure in UsageMeasure))


def windows(measure: UsageMeasure) -> Select[Any]:
    """Of the last 28 days sum and most of a day, in one text for one walk; of the 84 before them sum and first day."""
    recent = _days_of(measure, _pair(func.sum(_usage.value), func.max(_usage.value))).where(_recent)
    before = _days_of(measure, cast(func.sum(_usage.value), Double)).where(_past, ~_recent)
    first = _days_of(measure, _usage.day).where(_past, ~_recent).order_by(_usage.day).limit(1)
    return select(_account.id, *(each.scalar_subquery() for each in (recent, before, first)))


def last_active() -> Select[Any]:
    """The last day with somebody active, or something done, as each of three measures knows it."""
    measures = (UsageMeasure.ACTIVE_USERS, UsageMeasure.ACTIVE_USERS_28D, UsageMeasure.EVENTS)
    return select(_account.id, *(_last_active(measure) for measure in measures))


def _days_of(measure: UsageMeasure, figure: Any) -> Select[Any]:
    wanted = (_usage.account == _account.id, _usage.measure == measure.value, _usage.day <= _today)
    return select(figure).where(*wanted).correlate(_ACCOUNT)


def _newest(measure: UsageMeasure) -> ColumnElement[Any]:
    newest = cast(_usage.day, Double) * DAY_STEP + _usage.value
    return _days_of(measure, newest).order_by(_usage.day.desc()).limit(1).scalar_subquery()


def _last_active(measure: UsageMeasure) -> ColumnElement[Any]:
    active = _days_of(measure, _usage.day).where(_usage.value > 0)
    return active.order_by(_usage.day.desc()).limit(1).scalar_subquery()


def _pair(first: Any, second: Any) -> ColumnElement[str]:
    return cast(first, String) + " " + cast(second, String)
