from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from storage.columns import UtcDateTime
from storage.tables.base import BookTable


class SuccessOutcomeRow(BookTable, table=True):
    """What the account wants to reach: `status` is agreed, on_track, behind or reached."""

    __tablename__ = "success_outcome"
    __table_args__ = (UniqueConstraint("account", "title"),)

    id: int | None = Field(default=None, primary_key=True)
    account: int = Field(foreign_key="account.id", ondelete="CASCADE")
    title: str
    agreed_on: date
    status: str
    status_on: date
    learnt_at: datetime = Field(sa_type=UtcDateTime)


class MilestoneRow(BookTable, table=True):
    """A step of the onboarding."""

    __tablename__ = "milestone"
    __table_args__ = (UniqueConstraint("account", "title"),)

    id: int | None = Field(default=None, primary_key=True)
    account: int = Field(foreign_key="account.id", ondelete="CASCADE")
    title: str
    due_on: date
    done_on: date | None = None
    learnt_at: datetime = Field(sa_type=UtcDateTime)


class FirstValueNoteRow(BookTable, table=True):
    """First value as somebody recorded it, with the day and the way that stood there before, for taking it back."""

    __tablename__ = "first_value_note"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = Field(default=None, primary_key=True)
    account: int = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    reached_on: date
    what: str
    words: str
    by: str
    at: datetime = Field(sa_type=UtcDateTime)
    before_on: date | None = None
    before: str | None = None
