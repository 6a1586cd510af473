from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from storage.columns import Exactly, UtcDateTime
from storage.tables.base import BookTable


class SuccessOutcomeRow(BookTable, table=True):
    """What the account wants to reach: `status` is agreed, on_track, behind, reached or closed.

    `edited_from` is the outcome before its last change, as JSON, for taking that back.
    Numbers are never given twice: a page drawn before an outcome was taken back must not mean another one.
    """

    __tablename__ = "success_outcome"
    __table_args__ = (UniqueConstraint("account", "title"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    account: int = Field(foreign_key="account.id", ondelete="CASCADE")
    title: str
    agreed_on: date
    status: str
    status_on: date
    learnt_at: datetime = Field(sa_type=UtcDateTime)
    measure: str | None = None
    unit: str | None = None
    baseline: Decimal | None = Field(default=None, sa_type=Exactly)
    target: Decimal | None = Field(default=None, sa_type=Exactly)
    direction: str | None = None
    due_on: date | None = None
    owner: str | None = None
    contact: int | None = Field(default=None, foreign_key="contact.id", index=True, ondelete="SET NULL")
    usage_measure: str | None = None
    usage_reading: str | None = None
    next_step: str | None = None
    check_in_on: date | None = Field(default=None, index=True)
    asked_for: date | None = None
    check_in_task: int | None = Field(default=None, foreign_key="task.id", index=True, ondelete="SET NULL")
    closed_on: date | None = None
    by: str | None = None
    changed_by: str | None = None
    changed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = Field(default=1, sa_column_kwargs={"default": 1})
    edited_from: str | None = None


class OutcomeMeasurementRow(BookTable, table=True):
    """What an outcome's measure was on a day; `source` is typed, import or usage.

    For taking it back: what it replaced, and `before`, the outcome as it stood, as JSON.
    """

    __tablename__ = "outcome_measurement"
    __table_args__ = (UniqueConstraint("outcome", "day", "source"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    outcome: int = Field(foreign_key="success_outcome.id", ondelete="CASCADE")
    day: date
    source: str
    value: Decimal = Field(sa_type=Exactly)
    replaced: Decimal | None = Field(default=None, sa_type=Exactly)
    replaced_by: str | None = None
    replaced_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    before: str | None = None
    by: str | None = None
    learnt_at: datetime = Field(sa_type=UtcDateTime)


class OutcomeCheckInRow(BookTable, table=True):
    """What somebody said of an outcome; `before` is the outcome as it stood, as JSON, for taking it back."""

    __tablename__ = "outcome_check_in"
    __table_args__ = (UniqueConstraint("outcome", "key"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    outcome: int = Field(foreign_key="success_outcome.id", ondelete="CASCADE")
    key: str
    at: datetime = Field(sa_type=UtcDateTime)
    on: date
    by: str
    verdict: str
    cause: str | None = None
    words: str | None = None
    next_step: str | None = None
    before: str
    task: int | None = Field(default=None, foreign_key="task.id", index=True, ondelete="SET NULL")


class MilestoneRow(BookTable, table=True):
    """A step on the way: of the onboarding, or to an outcome."""

    __tablename__ = "milestone"
    __table_args__ = (UniqueConstraint("account", "title"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    account: int = Field(foreign_key="account.id", ondelete="CASCADE")
    title: str
    due_on: date
    done_on: date | None = None
    learnt_at: datetime = Field(sa_type=UtcDateTime)
    owner: str | None = None
    outcome: int | None = Field(default=None, foreign_key="success_outcome.id", index=True, ondelete="SET NULL")
    by: str | None = None


class FirstValueNoteRow(BookTable, table=True):
    """First value as somebody recorded it, with the day and the way that stood there before, for taking it back.

    `cleared`: it says that nothing was reached, and `what` says why; `reached_on` is then the day that stood there.
    """

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
    cleared: bool | None = None
