"""Ever so many account ids in one parameter of a statement, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import BigInteger, String, bindparam, cast, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql import ColumnElement

AMONG = "among"
"""The parameter that holds the account ids a statement is limited to, as `ids_text` writes them."""


def among(dialect: str, account: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether an account id is one of those in the parameter `among`, however many they are; finds them by index."""
    ids = bindparam(AMONG, type_=String)
    if dialect == "postgresql":
        return account == func.any(cast(func.translate(ids, "[]", "{}"), ARRAY(BigInteger)))
    return account.in_(select(func.json_each(ids).table_valued("value").c.value))


def ids_text(accounts: Collection[int]) -> str:
    return f"[{','.join(map(str, accounts))}]"
