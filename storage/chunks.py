"""Many values in parts that one statement can take."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Result, Select

Value = TypeVar("Value")

LOOKED_UP = 5_000
"""How many values one statement looks for; SQLite takes 32766."""


def chunks(values: Iterable[Value], size: int) -> Iterator[list[Value]]:
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some


def results_of(
    connection: Connection, statement: Select[Any], column: ColumnElement[int], values: Collection[int] | None
) -> Iterator[Result[Any]]:
    """Part by part, the rows whose `column` is one of `values`; None: all rows."""
    if values is None:
        yield connection.execute(statement)
        return
    for some in chunks(sorted(values), LOOKED_UP):
        yield connection.execute(statement.where(column.in_(some)))
