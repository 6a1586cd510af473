from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, select

from domain.accounts import LifecycleStage, Tier
from domain.health.model import Band, Cap
from domain.health.packing import pack, unpack
from domain.health.ports import HistoryMark
from domain.health.snapshots import Snapshot, SnapshotLine
from storage.history_marks import history_marks
from storage.tables import SnapshotRow, table_of

_SNAPSHOT = table_of(SnapshotRow)
_FIELDS = [column.name for column in _SNAPSHOT.c]
_AS_OF = (
    select(_SNAPSHOT)
    .where(_SNAPSHOT.c.account == bindparam("wanted"), _SNAPSHOT.c.day <= bindparam("day"))
    .order_by(_SNAPSHOT.c.day.desc(), _SNAPSHOT.c.revision.desc())
    .limit(1)
)
_CURVE = (
    select(*(_SNAPSHOT.c[name] for name in ("day", "raw", "shown", "band", "policy_version")))
    .where(_SNAPSHOT.c.account == bindparam("wanted"), _SNAPSHOT.c.day >= bindparam("since"))
    .order_by(_SNAPSHOT.c.day, _SNAPSHOT.c.revision)
)


class SqlSnapshots:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def latest(self, account: int) -> Snapshot | None:
        return self.as_of(account, date.max)

    def as_of(self, account: int, day: date) -> Snapshot | None:
        row = self._connection.execute(_AS_OF, {"wanted": account, "day": day}).mappings().first()
        return snapshot_from(dict(row)) if row else None

    def curve(self, account: int, *, since: date) -> Sequence[SnapshotLine]:
        rows = self._connection.execute(_CURVE, {"wanted": account, "since": since})
        lines = {day: SnapshotLine(day, raw, shown, Band(band), policy) for day, raw, shown, band, policy in rows}
        return list(lines.values())

    def marks(self, account: int, *, since: date) -> Sequence[HistoryMark]:
        return history_marks(self._connection, account, since=since)


def snapshot_values(snapshot: Snapshot) -> dict[str, Any]:
    """The columns of the `snapshot` table."""
    values = {column: getattr(snapshot, column) for column in _FIELDS}
    return values | {"evidence": pack(snapshot.evidence, snapshot.typical)}


def snapshot_from(values: dict[str, Any]) -> Snapshot:
    evidence, typical = unpack(values["evidence"])
    words = {name: read(values[name]) for name, read in _READERS.items()}
    return Snapshot(**(values | words | {"evidence": evidence, "typical": typical}))


_READERS: dict[str, Callable[[Any], object]] = {
    "stage": LifecycleStage,
    "tier": Tier,
    "band": Band,
    "cap": lambda word: Cap(word) if word else None,
}
