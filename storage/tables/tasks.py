from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field

from storage.columns import UtcDateTime
from storage.tables.base import BookTable


class TaskRow(BookTable, table=True):
    """One task; it is open while `done_at` is empty. `urgency` orders priorities, the highest first.

    Numbers are never given twice: a list drawn before a task was taken back must not mean another one.
    """

    __tablename__ = "task"
    __table_args__ = (
        Index("ix_task_assignee_done_at_due_on", "assignee", "done_at", "due_on"),
        Index("ix_task_account_done_at", "account", "done_at"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    title: str
    due_on: date
    assignee: str
    by: str
    at: datetime = Field(sa_type=UtcDateTime)
    account: int | None = Field(default=None, foreign_key="account.id", ondelete="CASCADE")
    renewal: int | None = Field(default=None, foreign_key="renewal.id", index=True, ondelete="SET NULL")
    priority: str
    urgency: int
    source: str
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    done_by: str | None = None
    version: int = Field(default=1, sa_column_kwargs={"default": 1})


class TaskCommentRow(BookTable, table=True):
    """What somebody wrote below a task; only added to."""

    __tablename__ = "task_comment"
    __table_args__ = (Index("ix_task_comment_task_at", "task", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    task: int = Field(foreign_key="task.id", ondelete="CASCADE")
    by: str
    at: datetime = Field(sa_type=UtcDateTime)
    text: str
