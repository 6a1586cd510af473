"""SQL that reads alike on SQLite and PostgreSQL: instants as epoch seconds, many rows in one text."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache, reduce
from typing import Any

from sqlalchemy import Connection, Double, Select, String, case, cast, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class epoch(FunctionElement[float]):  # noqa: N801 (SQL functions are written small)
    """An instant as seconds since 1970."""

    type = Double()
    inherit_cache = True


@lru_cache
def in_one_text(statement: Select[Any]) -> Select[Any]:
    """Every value of every row with commas between; `nan` where there is none."""
    values: list[ColumnElement[str]] = [func.coalesce(cast(column, String), "nan") for column in statement.subquery().c]
    return select(func.group_concat(reduce(_with_comma, values)))


def place_of(column: Any, words: type[StrEnum]) -> ColumnElement[Any]:
    """A word column as the word's place in its StrEnum."""
    return case({word.value: place for place, word in enumerate(words)}, value=column)


def _with_comma(row: ColumnElement[str], value: ColumnElement[str]) -> ColumnElement[str]:
    return row.concat(",").concat(value)


@compiles(epoch, "sqlite")
def _epoch_sqlite(element: epoch, compiler: SQLCompiler, **extra: Any) -> str:
    """Whole seconds, out of days that are exact to 40 µs; `strftime` would write a text that is read again."""
    days = f"julianday({compiler.process(element.clauses, **extra)}) - 2440587.5"
    return f"CAST(({days}) * 86400.0 + 0.0005 AS INTEGER)"


@compiles(epoch, "postgresql")
def _epoch_postgresql(element: epoch, compiler: SQLCompiler, **extra: Any) -> str:
    return f"EXTRACT(EPOCH FROM {compiler.process(element.clauses, **extra)})::float8"


def raw_rows(connection: Connection, statement: Select[Any], parameters: Mapping[str, object]) -> list[tuple[Any, ...]]:
    """The rows as the driver gives them, past SQLAlchemy's types."""
    cursor = connection.execute(statement, parameters).cursor
    assert cursor is not None
    return list(cursor.fetchall())
