"""What cards say of the next renewal, kept with the account by whoever writes a renewal or a reminder."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, func, select, update

from storage.chunks import LOOKED_UP, chunks
from storage.renewals.values import renewal_from
from storage.standing_values import renewal_glance_text
from storage.tables import AccountRow, RenewalReminderRow, RenewalRow, table_of

_ACCOUNT = table_of(AccountRow)
_RENEWAL = table_of(RenewalRow)
_REMINDER = table_of(RenewalReminderRow)
_REMINDED_ON = (
    select(func.max(_REMINDER.c.on)).where(_REMINDER.c.renewal == _RENEWAL.c.id).correlate(_RENEWAL).scalar_subquery()
)
_OPEN = (
    select(_RENEWAL, _REMINDED_ON.label("reminded_on"))
    .where(_RENEWAL.c.outcome.is_(None), _RENEWAL.c.account.in_(bindparam("wanted", expanding=True)))
    .order_by(_RENEWAL.c.due_on.desc(), _RENEWAL.c.id.desc())
)
_HOLD = (
    select(_ACCOUNT.c.id)
    .where(_ACCOUNT.c.id.in_(bindparam("wanted", expanding=True)))
    .order_by(_ACCOUNT.c.id)
    .with_for_update(key_share=True)
)
"""Who writes at the same moment waits, and then reads what was written. SQLite lets in one writer at a time."""
_WRITE = update(_ACCOUNT).where(_ACCOUNT.c.id == bindparam("wanted")).values(next_renewal=bindparam("said"))


def refresh_next_renewals(connection: Connection, accounts: Iterable[int]) -> None:
    """The earliest open one counts; where there is none any more, nothing is said."""
    for some in chunks(sorted(set(accounts)), LOOKED_UP):
        if connection.dialect.name == "postgresql":
            connection.execute(_HOLD, {"wanted": some})
        rows = connection.execute(_OPEN, {"wanted": some}).mappings()
        first = {row["account"]: renewal_glance_text(renewal_from(row), row["reminded_on"]) for row in rows}
        connection.execute(_WRITE, [{"wanted": account, "said": first.get(account)} for account in some])
