from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection, update

from domain.accounts import AccountStatus
from storage.evidence_marks import mark_changed
from storage.tables import AccountRow, table_of

_ACCOUNT = table_of(AccountRow)


class SqlDepartures:
    """An account that leaves stays in the book, and may come back."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def leave(self, account: int, *, on: date, at: datetime) -> None:
        self._stand(account, AccountStatus.CHURNED, on, at)

    def come_back(self, account: int, *, at: datetime) -> None:
        self._stand(account, AccountStatus.LIVE, None, at)

    def _stand(self, account: int, status: AccountStatus, churned_on: date | None, at: datetime) -> None:
        said = {"status": status, "churned_on": churned_on}
        self._connection.execute(update(_ACCOUNT).where(_ACCOUNT.c.id == account).values(said))
        mark_changed(self._connection, [account], at=at)
