from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Connection, insert, select

from domain.ports import AuditEntry
from storage.tables import AuditRow, table_of

_AUDIT = table_of(AuditRow)
_COLUMNS = [_AUDIT.c[name] for name in ("at", "actor", "action", "subject", "before", "after", "origin")]
_RECORD = insert(_AUDIT)
_NEWEST = select(*_COLUMNS).order_by(_AUDIT.c.id.desc())


class SqlAudit:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, entry: AuditEntry) -> None:
        self._connection.execute(_RECORD, asdict(entry))

    def entries(self, *, action: str | None = None, limit: int = 100) -> Sequence[AuditEntry]:
        newest = _NEWEST.limit(limit) if action is None else _NEWEST.where(_AUDIT.c.action == action).limit(limit)
        return [AuditEntry(*row) for row in self._connection.execute(newest)]
