"""SQL that reads alike on SQLite and PostgreSQL: instants as epoch seconds, a long list of ids."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from functools import lru_cache, reduce
from typing import Any

from sqlalchemy import BigInteger, Connection, Double, Select, String, bindparam, case, cast, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

AMONG = "among"
"""The parameter that holds the account ids a statement is limited to, as `ids_text` writes them."""


class epoch(FunctionElement[float]):  # noqa: N801 (SQL functions are written small)
    """An instant as seconds since 1970."""

    type = Double()
    inherit_cache = True


def among(dialect: str, account: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether an account id is one of those in the parameter `among`, however many they are; finds them by index."""
    ids = bindparam(AMONG, type_=String)
    if dialect == "postgresql":
        return account == func.any(cast(func.translate(ids, "[]", "{}"), ARRAY(BigInteger)))
    return account.in_(select(func.json_each(ids).table_valued("value").c.value))


def ids_text(accounts: Collection[int]) -> str:
    return f"[{','.join(map(str, accounts))}]"


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
