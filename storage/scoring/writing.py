"""Scores into the book: snapshots are added, standings take the place of the last ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, repeat
from typing import Any, TypeAlias

import numpy as np
from sqlalchemy import Connection, Table, bindparam, select, text, type_coerce
from sqlalchemy.types import NullType

from domain.scoring import DueAccounts
from storage.scoring.reading import Source
from storage.tables import StandingRow, table_of

_STANDING = table_of(StandingRow)
_SCORED_AT = select(_STANDING.c.account, _STANDING.c.scored_at)
_HAS_STAMP = type_coerce(_STANDING.c.scored_at, NullType()) == bindparam("stamp", type_=NullType())
_STAMPED = select(_STANDING.c.account).where(_HAS_STAMP)
_AT_ONCE = 100
"""Rows one SQLite statement writes: between statements the driver waits for its turn with the interpreter."""
_ONE_AT_A_TIME = 7_305_122
"""PostgreSQL's key of the lock under which scores are written; on SQLite there is one writer anyway."""


Row: TypeAlias = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Incoming:
    """Rows on their way into a table, their values in the order of its columns."""

    table: Table
    rows: Sequence[Row]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.table.columns)


def locked(connection: Connection) -> None:
    """Nobody else writes scores until this transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})


def not_overtaken(source: Source, due: DueAccounts) -> list[bool]:
    """Which accounts nobody else has scored since they were found due.

    Most of them have the stamp of one pass: of those no stamps are read, only which accounts still have it.
    """
    stamps = [stamp for _, stamp in due.stamps]
    ((usual, _),) = Counter(stamps).most_common(1)
    untouched = _stamped(source, usual)
    others = [account for account, stamp in zip(due.accounts, stamps, strict=True) if stamp is None or stamp != usual]
    scored_at = dict(replace(source, accounts=others).raw(_SCORED_AT)) if others else {}
    known = dict.fromkeys(untouched, usual) | scored_at
    return [known.get(account) == stamp for account, stamp in zip(due.accounts, stamps, strict=True)]


def _stamped(source: Source, stamp: object) -> list[int]:
    """The accounts whose standing has exactly this stamp, as the driver gives it; none where there is no stamp."""
    accounts: list[int] = source.whole_numbers(_STAMPED, stamp=stamp).ravel().astype(np.int64).tolist()
    return accounts


def in_order(table: Table, columns: Mapping[str, Sequence[Any]], constants: Mapping[str, Any]) -> list[Row]:
    """Rows out of columns; a constant is the same in each of them."""
    values: dict[str, Iterable[Any]] = {**columns, **{name: repeat(same) for name, same in constants.items()}}
    return list(zip(*(values[column.name] for column in table.columns), strict=False))


def instant_value(connection: Connection, instant: datetime) -> Any:
    """An instant as the driver wants it where SQLAlchemy does not stand between."""
    kind = _STANDING.c.scored_at.type.dialect_impl(connection.dialect)
    process = kind.bind_processor(connection.dialect)
    return process(instant) if process else instant


def add_rows(connection: Connection, rows: Incoming) -> None:
    if connection.dialect.name == "postgresql":
        _copied(connection, rows.table.name, rows)
    else:
        _inserted(connection, rows)


def replace_rows(connection: Connection, rows: Incoming, *, key: str) -> None:
    if connection.dialect.name == "postgresql":
        _copied_over(connection, rows, key=key)
    else:
        _inserted(connection, rows, otherwise=_taken_over(rows, key=key))


def _inserted(connection: Connection, rows: Incoming, *, otherwise: str = "") -> None:
    row = f"({', '.join('?' * len(rows.names))})"
    start = f"INSERT INTO {rows.table.name} ({', '.join(rows.names)}) VALUES "  # noqa: S608 (names of our own table and columns)
    whole = len(rows.rows) - len(rows.rows) % _AT_ONCE
    for some, size in (rows.rows[:whole], _AT_ONCE), (rows.rows[whole:], 1):
        packs = [tuple(chain.from_iterable(some[first : first + size])) for first in range(0, len(some), size)]
        if packs:
            connection.exec_driver_sql(f"{start} {', '.join([row] * size)} {otherwise}", packs)


def _taken_over(rows: Incoming, *, key: str) -> str:
    taken = ", ".join(f"{name} = excluded.{name}" for name in rows.names if name != key)
    return f"ON CONFLICT ({key}) DO UPDATE SET {taken}"


def _copied(connection: Connection, table: str, rows: Incoming) -> None:
    cursor = connection.connection.cursor()
    with cursor.copy(f"COPY {table} ({', '.join(rows.names)}) FROM STDIN") as copy:
        for row in rows.rows:
            copy.write_row(row)


def _copied_over(connection: Connection, rows: Incoming, *, key: str) -> None:
    """Through a table of this transaction: COPY itself cannot replace what is there."""
    table, stage, columns = rows.table.name, f"incoming_{rows.table.name}", ", ".join(rows.names)
    connection.exec_driver_sql(f"CREATE TEMP TABLE {stage} ON COMMIT DROP AS SELECT {columns} FROM {table} LIMIT 0")  # noqa: S608 (names of our own table and columns)
    _copied(connection, stage, rows)
    connection.exec_driver_sql(
        f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {stage} {_taken_over(rows, key=key)}"  # noqa: S608 (as above)
    )
