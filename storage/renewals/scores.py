"""Scores as they were stored on days gone by: what a check may know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, select, tuple_

from domain.renewals.ports import StoredScore
from storage.chunks import chunks
from storage.tables import SnapshotRow, table_of

_SNAPSHOT = table_of(SnapshotRow)
_AT_ONCE = 500
"""Moments in one statement: each asks for as many keys as it reaches back."""

Moment = tuple[int, date]


def stored_scores(connection: Connection, moments: Sequence[Moment], *, reach_days: int) -> list[StoredScore | None]:
    found: list[StoredScore | None] = []
    for some in chunks(moments, _AT_ONCE):
        stored = _stored(connection, some, reach_days)
        found += [_latest(stored, moment, reach_days) for moment in some]
    return found


def _stored(connection: Connection, moments: Sequence[Moment], reach_days: int) -> dict[Moment, int]:
    """What is stored of every day that one of the moments reaches; the last revision of a day counts."""
    keys = {(account, day - timedelta(back)) for account, day in moments for back in range(reach_days + 1)}
    rows = connection.execute(
        select(_SNAPSHOT.c.account, _SNAPSHOT.c.day, _SNAPSHOT.c.shown)
        .where(tuple_(_SNAPSHOT.c.account, _SNAPSHOT.c.day).in_(sorted(keys)))
        .order_by(_SNAPSHOT.c.revision)
    )
    return {(account, day): shown for account, day, shown in rows}


def _latest(stored: dict[Moment, int], moment: Moment, reach_days: int) -> StoredScore | None:
    account, day = moment
    for back in range(reach_days + 1):
        known_on = day - timedelta(back)
        if (shown := stored.get((account, known_on))) is not None:
            return StoredScore(account, known_on, shown)
    return None
