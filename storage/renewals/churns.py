from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, select

from domain.renewals.renewal import Churn, ChurnReason
from storage.chunks import results_of
from storage.money import arr_from, money_columns
from storage.tables import ChurnRow, table_of

_CHURN = table_of(ChurnRow)
_PLAIN = ("account", "renewal", "on", "whole", "competitor", "avoidable", "note", "by", "at")
_ALL = select(_CHURN).order_by(_CHURN.c.on, _CHURN.c.id)
_OF_RENEWAL = _ALL.where(_CHURN.c.renewal == bindparam("wanted"))


class SqlChurns:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, churn: Churn) -> int:
        said = {name: getattr(churn, name) for name in _PLAIN} | money_columns("arr", churn.arr)
        reasons = {"reason": churn.reasons[0], "reasons": json.dumps(churn.reasons)}
        statement = insert(_CHURN).values(**said, **reasons).returning(_CHURN.c.id)
        return int(self._connection.execute(statement).scalar_one())

    def of_renewal(self, renewal: int) -> Churn | None:
        row = self._connection.execute(_OF_RENEWAL, {"wanted": renewal}).mappings().first()
        return _churn_from(row) if row else None

    def remove(self, churn: int) -> None:
        self._connection.execute(delete(_CHURN).where(_CHURN.c.id == churn))

    def all(self, accounts: Collection[int] | None = None) -> Sequence[Churn]:
        parts = results_of(self._connection, _ALL, _CHURN.c.account, accounts)
        found = [_churn_from(row) for part in parts for row in part.mappings()]
        return sorted(found, key=lambda churn: (churn.on, churn.id))


def _churn_from(row: RowMapping) -> Churn:
    return Churn(
        id=row["id"],
        **{name: row[name] for name in _PLAIN},
        arr=arr_from(row["arr_minor"], row["arr_currency"]),
        reasons=tuple(map(ChurnReason, json.loads(row["reasons"]))),
    )
