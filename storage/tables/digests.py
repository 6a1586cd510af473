from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field

from storage.columns import UtcDateTime
from storage.tables.base import BookTable


class AttentionRow(BookTable, table=True):
    """What somebody last did about an account in a digest."""

    __tablename__ = "attention"

    account: int = Field(
        primary_key=True, foreign_key="account.id", ondelete="CASCADE", sa_column_kwargs={"autoincrement": False}
    )
    by: str
    at: datetime = Field(sa_type=UtcDateTime)
    severity: int
    taken_by: str | None = None
    snoozed_until: date | None = None
    dismissed: bool


class DigestLineRow(BookTable, table=True):
    """An account that a message names: whoever acts on it, all who read it see it."""

    __tablename__ = "digest_line"

    account: int = Field(
        primary_key=True, foreign_key="account.id", ondelete="CASCADE", sa_column_kwargs={"autoincrement": False}
    )
    announcement: int = Field(primary_key=True, foreign_key="outbox.id", index=True, ondelete="CASCADE")
