from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from storage.columns import UtcDateTime
from storage.tables.base import BookTable


class ImportRunRow(BookTable, table=True):
    """One import that was applied; `counts` is a JSON object of rows by verdict."""

    __tablename__ = "import_run"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = Field(default=None, primary_key=True)
    started_at: datetime = Field(sa_type=UtcDateTime)
    actor: str
    counts: str = Field(default="{}", sa_column_kwargs={"default": "{}"})
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    undone_by: str | None = None


class ImportFileRow(BookTable, table=True):
    """A file of an import; `digest` is of its content and of what was said about it."""

    __tablename__ = "import_file"

    run: int = Field(primary_key=True, foreign_key="import_run.id", ondelete="CASCADE")
    digest: str = Field(primary_key=True, index=True)
    name: str


class ImportChangeRow(BookTable, table=True):
    """One row that an import wrote: `key`, `before` and `after` are JSON objects; None where there was or is no row."""

    __tablename__ = "import_change"
    __table_args__ = (Index("ix_import_change_run_id", "run", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    run: int = Field(foreign_key="import_run.id", ondelete="CASCADE")
    table_name: str
    key: str
    before: str | None = None
    after: str | None = None


class HeaderMappingRow(BookTable, table=True):
    """The columns that a person mapped by hand, by the header's fingerprint; `columns` is a JSON object."""

    __tablename__ = "header_mapping"

    fingerprint: str = Field(primary_key=True)
    columns: str
    remembered_at: datetime = Field(sa_type=UtcDateTime)
