from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from domain.home_ports import HomeTab
from storage.tables import HomeTabRow, table_of
from storage.upsert import insert_into

_TAB = table_of(HomeTabRow)
_COLUMNS = [_TAB.c[name] for name in ("person", "opened_at", "view_hash", "shown", "view")]
_ONE = select(*_COLUMNS).where(_TAB.c.person == bindparam("wanted"))


class SqlHomeTabs:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, person: str) -> HomeTab | None:
        row = self._connection.execute(_ONE, {"wanted": person}).first()
        return HomeTab(*row) if row else None

    def opened_since(self, moment: datetime) -> frozenset[str]:
        wanted = select(_TAB.c.person).where(_TAB.c.opened_at >= moment)
        return frozenset(self._connection.execute(wanted).scalars())

    def save(self, tab: HomeTab) -> None:
        said = {"opened_at": tab.opened_at, "view_hash": tab.hash, "shown": tab.shown, "view": tab.view}
        statement = insert_into(self._connection, _TAB).values(person=tab.person, **said)
        self._connection.execute(statement.on_conflict_do_update(index_elements=["person"], set_=said))
