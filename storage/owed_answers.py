from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from domain.owed_answers import OVERDUE_AFTER, OwedAnswer
from storage.tables import OwedAnswerRow, table_of

_OWED = table_of(OwedAnswerRow)
_COLUMNS = [_OWED.c[name] for name in ("id", "url", "command", "language", "since")]
_ANY = select(_OWED.c.id).where(_OWED.c.due_at <= bindparam("now")).limit(1)


class SqlOwedAnswers:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def owe(self, owed: OwedAnswer) -> int:
        said = {"url": owed.url, "command": owed.command, "language": owed.language, "since": owed.since}
        statement = insert(_OWED).values(said | {"due_at": owed.since + OVERDUE_AFTER}).returning(_OWED.c.id)
        number: int = self._connection.execute(statement).scalar_one()
        return number

    def settle(self, number: int) -> None:
        self._connection.execute(delete(_OWED).where(_OWED.c.id == number))

    def is_any_overdue(self, *, now: datetime) -> bool:
        return self._connection.execute(_ANY, {"now": now}).first() is not None

    def claim_overdue(self, *, now: datetime) -> dict[int, OwedAnswer]:
        overdue = update(_OWED).where(_OWED.c.due_at <= now).values(due_at=now + OVERDUE_AFTER)
        rows = sorted(self._connection.execute(overdue.returning(*_COLUMNS)), key=lambda row: int(row.id))
        return {row.id: OwedAnswer(row.url, row.command, row.language, row.since) for row in rows}

    def sweep(self, *, older_than: datetime) -> int:
        return self._connection.execute(delete(_OWED).where(_OWED.c.since < older_than)).rowcount
