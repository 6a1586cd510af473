from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Connection, case, func, update

from domain.accounts import AccountStatus
from storage.evidence_marks import mark_changed
from storage.tables import AccountRow, table_of

_ACCOUNT = table_of(AccountRow)


class SqlDepartures:
    """An account that leaves stays in the book, and may come back."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def leave(self, account: int, *, on: date, at: datetime) -> None:
        """What it was before is kept, for when it comes back."""
        was = case((_ACCOUNT.c.status == AccountStatus.CHURNED, _ACCOUNT.c.left_from), else_=_ACCOUNT.c.status)
        self._write(account, {"left_from": was, "status": AccountStatus.CHURNED, "churned_on": on}, at)

    def come_back(self, account: int, *, at: datetime) -> None:
        was = func.coalesce(_ACCOUNT.c.left_from, AccountStatus.LIVE)
        self._write(account, {"status": was, "left_from": None, "churned_on": None}, at)

    def _write(self, account: int, values: Mapping[str, object], at: datetime) -> None:
        self._connection.execute(update(_ACCOUNT).where(_ACCOUNT.c.id == account).values(values))
        mark_changed(self._connection, [account], at=at)
