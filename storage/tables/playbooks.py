from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from storage.columns import UtcDateTime
from storage.tables.base import BookTable

_OPEN = text("ended_at IS NULL")


class PlaybookLookRow(BookTable, table=True):
    """What playbooks saw when they last looked at an account; `held` is a JSON list of playbooks."""

    __tablename__ = "playbook_look"

    account: int = Field(
        primary_key=True, foreign_key="account.id", ondelete="CASCADE", sa_column_kwargs={"autoincrement": False}
    )
    model: str
    band: str | None = None
    stage: str | None = None
    held: str


class PlaybookRunRow(BookTable, table=True):
    """One account in one playbook; it goes on while `ended_at` is empty. `once` keeps a second entry out."""

    __tablename__ = "playbook_run"
    __table_args__ = (
        UniqueConstraint("account", "playbook", "once"),
        Index("ix_playbook_run_open", "account", "playbook", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_playbook_run_ended_at", "ended_at"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    account: int = Field(foreign_key="account.id", ondelete="CASCADE")
    playbook: str
    policy_version: int
    entered_on: date
    entered_at: datetime = Field(sa_type=UtcDateTime)
    once: str
    by: str | None = None
    term: date | None = None
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ending: str | None = None
    ended_by: str | None = None
    note: str


class PlaybookStepRow(BookTable, table=True):
    """A step that came, with what was made of it; the key is the claim of whoever made it."""

    __tablename__ = "playbook_step"

    run: int = Field(
        primary_key=True, foreign_key="playbook_run.id", ondelete="CASCADE", sa_column_kwargs={"autoincrement": False}
    )
    position: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    on: date
    at: datetime = Field(sa_type=UtcDateTime)
    task: int | None = Field(default=None, foreign_key="task.id", index=True, ondelete="SET NULL")
    announcement: int | None = None
