"""What is stored of the days that today is held against."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Select, bindparam, select

from domain.health.columns import EarlierScores
from storage.scoring.reading import Source
from storage.tables import AccountRow, SnapshotRow, table_of

_ACCOUNT, _SNAPSHOT = table_of(AccountRow), table_of(SnapshotRow)
WEEK, MONTH = 7, 30
_NOTHING = (None, None, None, None)


def earlier_scores(source: Source, *, trend_days: int) -> EarlierScores:
    """Of the accounts that the source is limited to, in their order."""
    day = source.moment.day_before(trend_days)
    days = {"trend_on": day, "week_on": source.moment.day_before(WEEK), "month_on": source.moment.day_before(MONTH)}
    found = {row[0]: row for row in source.raw(_statement(), **days)}
    rows = [found.get(account, _NOTHING) for account in source.accounts or ()]
    shown = np.array([row[2:] for row in rows], dtype=np.float64).reshape(-1, 2)
    return EarlierScores(
        day=day.toordinal(),
        evidence=[bytes(row[1]) if row[1] else None for row in rows],
        shown_7=shown[:, 0],
        shown_30=shown[:, 1],
    )


@cache
def _statement() -> Select[Any]:
    columns = (
        _last_of_day(_SNAPSHOT.c.evidence, "trend_on"),
        _last_of_day(_SNAPSHOT.c.shown, "week_on"),
        _last_of_day(_SNAPSHOT.c.shown, "month_on"),
    )
    return select(_ACCOUNT.c.id, *columns)


def _last_of_day(column: ColumnElement[Any], day: str) -> ColumnElement[Any]:
    """By the last revision of exactly that day."""
    of_day = select(column).where(_SNAPSHOT.c.account == _ACCOUNT.c.id, _SNAPSHOT.c.day == bindparam(day))
    return of_day.order_by(_SNAPSHOT.c.revision.desc()).limit(1).correlate(_ACCOUNT).scalar_subquery()
