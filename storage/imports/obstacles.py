"""What stands in the way of taking an import back, in words that name the account."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, Table, select

from storage.tables import AccountRow, table_of

_ACCOUNT = table_of(AccountRow)
_INSTEAD = "Correct the book with another import instead."


def changed_since(
    connection: Connection, table: Table, accounts: Collection[int], *, left: Mapping[str, Any], now: Mapping[str, Any]
) -> str:
    """`left` is what the import left there, `now` what stands there; nothing, when the row is gone."""
    names = connection.execute(select(_ACCOUNT.c.name).where(_ACCOUNT.c.id.in_(accounts))).scalars().all()
    whose = f" of {', '.join(names)}" if names and table is not _ACCOUNT else "".join(f" {name}" for name in names)
    what = f"the {noun_of(table)}{whose}"
    if not now:
        return f"{what} is gone since. {_INSTEAD}"
    fields = ", ".join(name.removesuffix("_minor").replace("_", " ") for name in left if now[name] != left[name])
    return f"{what} was changed since, by hand or by another source ({fields}). {_INSTEAD}"


def noun_of(table: Table) -> str:
    return table.name.replace("_", " ")
