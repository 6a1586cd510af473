"""What every table shares: one metadata with names for constraints, so that migrations can name what they drop."""

from __future__ import annotations

from typing import cast

from sqlalchemy import MetaData, Table
from sqlmodel import SQLModel

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class BookTable(SQLModel):
    """The base of all tables. Rows hold no behaviour; rules see domain values only.

    Statements are made of tables, and hardly a row is ever made: what would check one is not built before it is.
    """

    model_config = {"defer_build": True}
    metadata = MetaData(naming_convention=NAMES)


def table_of(row: type[BookTable]) -> Table:
    """The Core table of a row class, for prebuilt statements that select columns."""
    return BookTable.metadata.tables[cast("str", row.__tablename__)]
