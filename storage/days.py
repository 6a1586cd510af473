"""Days in SQL that reads alike on SQLite and PostgreSQL."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Double
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class ordinal(FunctionElement[float]):  # noqa: N801 (SQL functions are written small)
    """A date column as the date's ordinal."""

    type = Double()
    inherit_cache = True


@compiles(ordinal, "sqlite")
def _ordinal_sqlite(element: ordinal, compiler: SQLCompiler, **extra: Any) -> str:
    return f"(julianday({compiler.process(element.clauses, **extra)}) - 1721424.5)"


@compiles(ordinal, "postgresql")
def _ordinal_postgresql(element: ordinal, compiler: SQLCompiler, **extra: Any) -> str:
    return f"(({compiler.process(element.clauses, **extra)}) - DATE '0001-01-01' + 1)"
