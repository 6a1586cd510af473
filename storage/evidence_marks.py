"""The stamp by which scoring knows which accounts to look at again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, bindparam, update

from storage.tables import AccountRow, table_of

_ACCOUNT = table_of(AccountRow)
_MARK = update(_ACCOUNT).where(_ACCOUNT.c.id == bindparam("wanted")).values(evidence_changed_at=bindparam("at"))


def mark_changed(connection: Connection, accounts: Iterable[int], *, at: datetime) -> None:
    """To be called by whoever changes anything of an account, in the same transaction."""
    if marks := [{"wanted": account, "at": at} for account in sorted(set(accounts))]:
        connection.execute(_MARK, marks)
