from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from domain.feeds import Feed
from domain.records import RecordKind
from storage.tables import FeedRow, table_of
from storage.upsert import insert_into

_FEED = table_of(FeedRow)
_ALL = select(
    _FEED.c.name, _FEED.c.covers, _FEED.c.last_success_at, _FEED.c.last_attempt_at, _FEED.c.last_error
).order_by(_FEED.c.name)


class SqlFeeds:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> Sequence[Feed]:
        return [
            Feed(name, tuple(RecordKind(kind) for kind in json.loads(covers)), *times)
            for name, covers, *times in self._connection.execute(_ALL)
        ]

    def record_success(self, name: str, covers: Iterable[RecordKind], *, at: datetime) -> None:
        said = {
            "covers": json.dumps(sorted(set(covers))),
            "last_success_at": at,
            "last_attempt_at": at,
            "last_error": None,
        }
        statement = insert_into(self._connection, _FEED).values(name=name, **said)
        self._connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_=said))
