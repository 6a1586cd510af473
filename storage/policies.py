from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select
from sqlalchemy import text as sql

from domain.ports import PublishedPolicy
from storage.tables import PolicyRow, table_of

_POLICY = table_of(PolicyRow)
_ALL = select(_POLICY.c.version, _POLICY.c.text, _POLICY.c.published_at, _POLICY.c.published_by)
_CURRENT = _ALL.order_by(_POLICY.c.version.desc()).limit(1)
_ONE_AT_A_TIME = 7_305_124
"""The key of the lock on PostgreSQL; any number that nothing else of this database uses."""
_VERSION = _ALL.where(_POLICY.c.version == bindparam("wanted"))


class SqlPolicies:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def current(self) -> PublishedPolicy | None:
        row = self._connection.execute(_CURRENT).first()
        return PublishedPolicy(*row) if row else None

    def version(self, version: int) -> PublishedPolicy | None:
        row = self._connection.execute(_VERSION, {"wanted": version}).first()
        return PublishedPolicy(*row) if row else None

    def publish(self, text: str, *, by: str, at: datetime) -> PublishedPolicy:
        self._hold()
        known = self.current()
        if known and known.text == text:
            return known
        policy = PublishedPolicy(known.version + 1 if known else 1, text, at, by)
        self._connection.execute(
            insert(_POLICY),
            {"version": policy.version, "text": text, "published_at": at, "published_by": by},
        )
        return policy

    def _hold(self) -> None:
        """Two replicas that start on a new book publish one policy. SQLite lets one writer in at a time as it is."""
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(sql("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
