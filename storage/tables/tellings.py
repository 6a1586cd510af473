from __future__ import annotations

from datetime import datetime

from sqlmodel import Field

from storage.columns import UtcDateTime
from storage.tables.base import BookTable


class TellingRow(BookTable, table=True):
    """Who is to hear what became of a request, and how it was told: an account, else a voice without one."""

    __tablename__ = "telling"

    id: int | None = Field(default=None, primary_key=True)
    request: int = Field(foreign_key="request.id", index=True, ondelete="CASCADE")
    task: int = Field(foreign_key="task.id", index=True, ondelete="CASCADE")
    since: datetime = Field(sa_type=UtcDateTime)
    owner: str | None = None
    account: int | None = Field(default=None, foreign_key="account.id", index=True, ondelete="CASCADE")
    voice: int | None = Field(default=None, foreign_key="voice.id", index=True, ondelete="CASCADE")
    at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    by: str | None = None
    how: str | None = None
    words: str
    is_over: bool
