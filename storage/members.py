from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from domain.permissions import Member, Role
from storage.tables import MemberRow, table_of
from storage.upsert import insert_into

_MEMBER = table_of(MemberRow)
_NAMES = ("slack_id", "name", "role", "manager", "email", "locale", "zone", "language")
_COLUMNS = [_MEMBER.c[name] for name in _NAMES]
_ALL = select(*_COLUMNS).order_by(_MEMBER.c.name, _MEMBER.c.slack_id)
_ONE = select(*_COLUMNS).where(_MEMBER.c.slack_id == bindparam("wanted"))


class SqlMembers:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def by_slack_id(self, slack_id: str) -> Member | None:
        row = self._connection.execute(_ONE, {"wanted": slack_id}).first()
        return _member_from(row) if row else None

    def all(self) -> Sequence[Member]:
        return [_member_from(row) for row in self._connection.execute(_ALL)]

    def save(self, member: Member) -> None:
        said = {name: getattr(member, name) for name in _NAMES}
        statement = insert_into(self._connection, _MEMBER).values(said)
        self._connection.execute(statement.on_conflict_do_update(index_elements=["slack_id"], set_=said))

    def remove(self, slack_id: str) -> None:
        self._connection.execute(delete(_MEMBER).where(_MEMBER.c.slack_id == slack_id))


def _member_from(row: Iterable[Any]) -> Member:
    slack_id, name, role, *profile = row
    return Member(slack_id, name, Role(role), *profile)
