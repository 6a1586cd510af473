from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict

from sqlalchemy import Connection, bindparam, select

from domain.renewals.ports import Reminder
from storage.chunks import LOOKED_UP, chunks
from storage.renewals.glances import refresh_next_renewals
from storage.tables import RenewalReminderRow, RenewalRow, table_of
from storage.upsert import insert_into

_REMINDER = table_of(RenewalReminderRow)
_RENEWAL = table_of(RenewalRow)
_COLUMNS = [_REMINDER.c[name] for name in ("renewal", "days_before", "on", "recorded_at")]
_OF = (
    select(*_COLUMNS)
    .where(_REMINDER.c.renewal.in_(bindparam("wanted", expanding=True)))
    .order_by(_REMINDER.c.renewal, _REMINDER.c.days_before.desc())
)
_ACCOUNTS = select(_RENEWAL.c.account).where(_RENEWAL.c.id.in_(bindparam("wanted", expanding=True)))


class SqlReminders:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, reminders: Iterable[Reminder]) -> int:
        statement = insert_into(self._connection, _REMINDER).on_conflict_do_nothing().returning(_REMINDER.c.renewal)
        rows = [asdict(reminder) for reminder in reminders]
        new = list(self._connection.execute(statement, rows).scalars()) if rows else []
        refresh_next_renewals(self._connection, self._accounts_of(new))
        return len(new)

    def of(self, renewals: Sequence[int]) -> Sequence[Reminder]:
        """By renewal, the furthest from the deadline first."""
        return [
            Reminder(*row)
            for some in chunks(sorted(renewals), LOOKED_UP)
            for row in self._connection.execute(_OF, {"wanted": some})
        ]

    def _accounts_of(self, renewals: Sequence[int]) -> list[int]:
        return [
            account
            for some in chunks(sorted(set(renewals)), LOOKED_UP)
            for account in self._connection.execute(_ACCOUNTS, {"wanted": some}).scalars()
        ]
