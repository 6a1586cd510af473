"""What moves when requests become one, and who follows them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import Connection, delete, func, select, update

from domain.feedback.merging import Following
from storage.tables import RequestFollowerRow, RequestRow, RequestStepRow, VoiceRow, table_of
from storage.upsert import insert_into

_REQUEST, _FOLLOWER = table_of(RequestRow), table_of(RequestFollowerRow)
_MOVED = (table_of(VoiceRow), table_of(RequestStepRow))


class SqlMerging:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def merged(self) -> Mapping[int, int]:
        wanted = select(_REQUEST.c.id, _REQUEST.c.into).where(_REQUEST.c.into.is_not(None))
        return {row.id: row.into for row in self._connection.execute(wanted)}

    def move_under(self, loser: int, winner: int) -> None:
        for table in _MOVED:
            came_from = func.coalesce(table.c.came_from, loser)
            moved = update(table).where(table.c.request == loser).values(request=winner, came_from=came_from)
            self._connection.execute(moved)

    def give_back(self, requests: Collection[int], to: int) -> None:
        given = sorted(requests)
        for table in _MOVED:
            self._connection.execute(update(table).where(table.c.came_from.in_(given)).values(request=to))
            self._connection.execute(update(table).where(table.c.came_from == to).values(came_from=None))
        is_copy = _FOLLOWER.c.came_from.in_(given) & _FOLLOWER.c.request.not_in(given)
        self._connection.execute(delete(_FOLLOWER).where(is_copy))

    def follow(self, chosen: Following) -> None:
        said = asdict(chosen)
        statement = insert_into(self._connection, _FOLLOWER).values(said)
        self._connection.execute(statement.on_conflict_do_update(index_elements=["request", "member"], set_=said))

    def followings(self, request: int) -> Sequence[Following]:
        wanted = select(_FOLLOWER).where(_FOLLOWER.c.request == request).order_by(_FOLLOWER.c.member)
        return [Following(**row) for row in self._connection.execute(wanted).mappings()]
