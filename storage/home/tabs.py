from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from domain.home_ports import HomeTab
from storage.tables import HomeTabRow, table_of
from storage.upsert import insert_into

_TAB = table_of(HomeTabRow)
_COLUMNS = [_TAB.c[name] for name in ("person", "opened_at", "view_hash", "shown", "view")]
_OUTDATED = select(_TAB.c.person).where(_TAB.c.outdated.is_not(None)).limit(1)
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

    def outdate(self, people: Collection[str]) -> None:
        wanted = update(_TAB).where(_TAB.c.person.in_(sorted(people)), _TAB.c.outdated.is_(None))
        self._connection.execute(wanted.values(outdated=True))

    def has_outdated(self) -> bool:
        return self._connection.execute(_OUTDATED).first() is not None

    def take_outdated(self) -> Sequence[str]:
        taken = update(_TAB).where(_TAB.c.outdated.is_not(None)).values(outdated=None).returning(_TAB.c.person)
        return sorted(self._connection.execute(taken).scalars())
