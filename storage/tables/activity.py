from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import BigInteger, Index, UniqueConstraint, text
from sqlmodel import Field

from storage.columns import Hundredths, UtcDateTime
from storage.tables.base import BookTable


class UsageRow(BookTable, table=True):
    """A daily roll-up; `day` is the date's ordinal. Stored in key order: sort a batch by key before writing it."""

    __tablename__ = "usage"
    __table_args__ = ({"sqlite_with_rowid": False},)

    account: int = Field(primary_key=True, foreign_key="account.id", ondelete="CASCADE")
    measure: str = Field(primary_key=True)
    day: int = Field(primary_key=True)
    value: int = Field(sa_type=BigInteger)


class TouchpointRow(BookTable, table=True):
    """One contact with an account; `external_id` is the source's, or made of what the touchpoint says.

    What follows `learnt_at` is only of those that people logged: `reasons` is a JSON list, `quote`, `permalink` and
    `said_by` are of the message that it was logged from, `task` is what follows from it.
    """

    __tablename__ = "touchpoint"
    __table_args__ = (UniqueConstraint("account", "external_id"), Index("ix_touchpoint_account_at", "account", "at"))

    id: int | None = Field(default=None, primary_key=True)
    account: int = Field(foreign_key="account.id", ondelete="CASCADE")
    external_id: str
    kind: str
    direction: str
    at: datetime = Field(sa_type=UtcDateTime)
    summary: str | None = None
    author: str | None = None
    sentiment: str | None = None
    automatic: bool = Field(default=False, sa_column_kwargs={"default": False})
    learnt_at: datetime = Field(sa_type=UtcDateTime)
    reasons: str = Field(default="[]", sa_column_kwargs={"default": "[]"})
    quote: str | None = None
    permalink: str | None = None
    said_by: str | None = None
    task: int | None = Field(default=None, foreign_key="task.id", index=True, ondelete="SET NULL")
    version: int = Field(default=1, sa_column_kwargs={"default": 1})
    changed_by: str | None = None
    changed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class TouchpointContactRow(BookTable, table=True):
    """Who of the account took part in a touchpoint."""

    __tablename__ = "touchpoint_contact"

    touchpoint: int = Field(primary_key=True, foreign_key="touchpoint.id", ondelete="CASCADE")
    contact: int = Field(primary_key=True, foreign_key="contact.id", index=True, ondelete="CASCADE")


class TicketRow(BookTable, table=True):
    """One support ticket; it is open while `closed_at` is empty."""

    __tablename__ = "ticket"
    __table_args__ = (
        UniqueConstraint("account", "number"),
        Index("ix_ticket_account_closed_at", "account", "closed_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    account: int = Field(foreign_key="account.id", ondelete="CASCADE")
    number: str
    subject: str | None = None
    priority: str | None = None
    opened_at: datetime = Field(sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    breached: bool | None = None
    escalated: bool | None = None
    learnt_at: datetime = Field(sa_type=UtcDateTime)


class SurveyAnswerRow(BookTable, table=True):
    """One person's answer; `external_id` is made of survey, day and person where the source has none.

    `scale` is the best that can be answered, None where an older import did not say. What follows `learnt_at` is only
    of those that people typed.
    """

    __tablename__ = "survey_answer"
    __table_args__ = (
        UniqueConstraint("account", "external_id"),
        Index("ix_survey_answer_account_answered_on", "account", "answered_on"),
    )

    id: int | None = Field(default=None, primary_key=True)
    account: int = Field(foreign_key="account.id", ondelete="CASCADE")
    external_id: str
    survey: str
    score: Decimal = Field(sa_type=Hundredths)
    words: str | None = None
    answered_on: date
    contact: int | None = Field(default=None, foreign_key="contact.id", index=True, ondelete="SET NULL")
    scale: int | None = None
    learnt_at: datetime = Field(sa_type=UtcDateTime)
    author: str | None = None
    version: int = Field(default=1, sa_column_kwargs={"default": 1})
    changed_by: str | None = None
    changed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SurveyAskRow(BookTable, table=True):
    """Somebody was asked, whether or not they answer; the same person once a survey and day."""

    __tablename__ = "survey_ask"
    __table_args__ = (UniqueConstraint("account", "external_id"),)

    id: int | None = Field(default=None, primary_key=True)
    account: int = Field(foreign_key="account.id", ondelete="CASCADE")
    external_id: str
    survey: str
    asked_on: date = Field(index=True)
    contact: int | None = Field(default=None, foreign_key="contact.id", index=True, ondelete="SET NULL")
    learnt_at: datetime = Field(sa_type=UtcDateTime)


class SurveyStrayRow(BookTable, table=True):
    """What a survey tool sent of an account that the book does not know; `body` is JSON. It waits for an admin."""

    __tablename__ = "survey_stray"
    __table_args__ = (UniqueConstraint("source", "external_id"),)

    id: int | None = Field(default=None, primary_key=True)
    source: str
    external_id: str
    named: str
    body: str
    learnt_at: datetime = Field(sa_type=UtcDateTime)


class InvoiceRow(BookTable, table=True):
    """One invoice; it is unpaid while `paid_on` is empty."""

    __tablename__ = "invoice"
    __table_args__ = (
        UniqueConstraint("account", "number"),
        Index(
            "ix_invoice_unpaid",
            "account",
            "due_on",
            sqlite_where=text("paid_on IS NULL"),
            postgresql_where=text("paid_on IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    account: int = Field(foreign_key="account.id", ondelete="CASCADE")
    number: str
    issued_on: date | None = None
    due_on: date | None = None
    paid_on: date | None = None
    amount_minor: int | None = Field(default=None, sa_type=BigInteger)
    amount_currency: str | None = None
    learnt_at: datetime = Field(sa_type=UtcDateTime)
