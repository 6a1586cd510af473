"""What an import wrote, row by row, so that it can be taken back: images of the row before and after."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Table, insert

from storage.columns import Exactly, Hundredths, UtcDateTime
from storage.tables import ImportChangeRow, table_of

_CHANGE = table_of(ImportChangeRow)
Image = Mapping[str, Any]


class ChangeLog:
    """The changes of one run; `accounts` are those that any of them is about."""

    def __init__(self, connection: Connection, run: int) -> None:
        self.run = run
        self.accounts: set[int] = set()
        self._connection = connection

    def note(self, table: str, changes: Iterable[tuple[Image, Image | None, Image | None]]) -> None:
        """(key, before, after) of each row; before is None for a new row, after for one that is gone."""
        self.note_packed(
            table, [(text_of(key), _text_or_none(before), _text_or_none(after)) for key, before, after in changes]
        )

    def note_packed(self, table: str, changes: Iterable[tuple[str, str | None, str | None]]) -> None:
        rows = [
            {"run": self.run, "table_name": table, "key": key, "before": before, "after": after}
            for key, before, after in changes
        ]
        if rows:
            self._connection.execute(insert(_CHANGE), rows)


def text_of(image: Image) -> str:
    return json.dumps(image, default=_plain, ensure_ascii=False, sort_keys=True)


def image_of(table: Table, text: str) -> dict[str, Any]:
    """The image in the types of the table's columns."""
    return {name: _typed(table, name, value) for name, value in json.loads(text).items()}


def _text_or_none(image: Image | None) -> str | None:
    return None if image is None else text_of(image)


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    assert isinstance(value, Decimal)
    return str(value)


def _typed(table: Table, name: str, value: Any) -> Any:
    if value is None:
        return None
    column = table.c[name].type
    if isinstance(column, Hundredths | Exactly):
        return Decimal(value)
    if isinstance(column, UtcDateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if column.python_type is date else value
