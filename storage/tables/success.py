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
