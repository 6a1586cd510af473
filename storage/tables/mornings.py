from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field

from storage.columns import UtcDateTime
from storage.tables.base import BookTable


class ReaderRunRow(BookTable, table=True):
    """What a reader was told on a local day: the row is the claim."""

    __tablename__ = "reader_run"

    job: str = Field(primary_key=True)
    local_day: date = Field(primary_key=True)
    reader: str = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    outcome: str
    announcement: int | None = Field(default=None, foreign_key="outbox.id", index=True, ondelete="SET NULL")


class PreferenceRow(BookTable, table=True):
    """What a person set for themselves; `wishes` is JSON. The workspace's own rules stand under the person ``*``."""

    __tablename__ = "preference"

    person: str = Field(primary_key=True)
    wishes: str
