from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, update

from storage.tables import SeenEventRow, table_of
from storage.upsert import insert_into

_SEEN = table_of(SeenEventRow)
_LEASE = timedelta(seconds=60)
_BEGUN = "begun"
_DONE = "done"


class SqlSeenEvents:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, event: str, *, now: datetime) -> bool:
        claimed = {"seen_at": now, "lease_until": now + _LEASE}
        statement = insert_into(self._connection, _SEEN).values(event=event, state=_BEGUN, **claimed)
        taken_over = statement.on_conflict_do_update(
            index_elements=["event"],
            set_=claimed,
            where=(_SEEN.c.state == _BEGUN) & (_SEEN.c.lease_until <= now),
        )
        return self._connection.execute(taken_over.returning(_SEEN.c.event)).first() is not None

    def finish(self, event: str) -> None:
        self._connection.execute(update(_SEEN).where(_SEEN.c.event == event).values(state=_DONE))

    def sweep(self, *, older_than: datetime) -> int:
        return self._connection.execute(delete(_SEEN).where(_SEEN.c.seen_at < older_than)).rowcount
