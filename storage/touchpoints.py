"""Touchpoints that people log by hand; imports write theirs in bulk."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from domain.touchpoints.touchpoint import Touchpoint
from storage.evidence_marks import mark_changed
from storage.tables import TouchpointRow, table_of
from storage.upsert import insert_into

_TOUCH = table_of(TouchpointRow)


class SqlTouchpoints:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def log(self, touchpoint: Touchpoint, *, now: datetime) -> bool:
        said = {
            "account": touchpoint.account,
            "external_id": touchpoint.key,
            "kind": touchpoint.kind,
            "direction": touchpoint.direction,
            "at": touchpoint.at,
            "summary": touchpoint.summary or None,
            "author": touchpoint.author,
            "automatic": False,
            "learnt_at": now,
        }
        statement = insert_into(self._connection, _TOUCH).values(said)
        once = statement.on_conflict_do_nothing(index_elements=["account", "external_id"]).returning(_TOUCH.c.id)
        if self._connection.execute(once).first() is None:
            return False
        mark_changed(self._connection, [touchpoint.account], at=now)
        return True
