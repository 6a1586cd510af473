from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field

from storage.columns import UtcDateTime
from storage.tables.base import BookTable

_LIVE = text("closed_at IS NULL")
_ASLEEP = text("closed_at IS NULL AND snoozed_until IS NOT NULL")


class AlertLookRow(BookTable, table=True):
    """What the rules found when they last looked at an account: `held` is JSON, empty until the first look is done.

    `scored_at` is that of the standing that was looked at: the account is due again when they differ.
    """

    __tablename__ = "alert_look"

    account: int = Field(
        primary_key=True, foreign_key="account.id", ondelete="CASCADE", sa_column_kwargs={"autoincrement": False}
    )
    scored_at: datetime = Field(sa_type=UtcDateTime)
    band: str | None = None
    held: str


class AlertRow(BookTable, table=True):
    """One alert; it is not over while `closed_at` is empty. `facts` is JSON, `gravity` orders severities."""

    __tablename__ = "alert"
    __table_args__ = (
        Index("ix_alert_account_kind", "account", "kind"),
        Index("ix_alert_reader_told_on", "reader", "told_on"),
        Index("ix_alert_live", "reader", "gravity", sqlite_where=_LIVE, postgresql_where=_LIVE),
        Index("ix_alert_asleep", "snoozed_until", sqlite_where=_ASLEEP, postgresql_where=_ASLEEP),
        Index("ix_alert_raised_at", "raised_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    account: int | None = Field(default=None, foreign_key="account.id", ondelete="CASCADE")
    key: str
    severity: str
    gravity: int
    since: date
    raised_at: datetime = Field(sa_type=UtcDateTime)
    reader: str | None = None
    way: str
    once: str = Field(unique=True)
    told_on: date | None = None
    instead_of: str | None = None
    facts: str
    arr_minor: int | None = Field(default=None, sa_type=BigInteger)
    arr_currency: str | None = None
    renews_on: date | None = None
    state: str
    taken_by: str | None = None
    taken_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    acted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    news_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    snoozed_until: date | None = None
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_by: str | None = None
    reason: str | None = None
    note: str


class AlertStepRow(BookTable, table=True):
    """One line of an alert's life; only added to. `by` is empty for what happened by itself."""

    __tablename__ = "alert_step"

    id: int | None = Field(default=None, primary_key=True)
    alert: int = Field(foreign_key="alert.id", index=True, ondelete="CASCADE")
    at: datetime = Field(sa_type=UtcDateTime)
    what: str
    by: str | None = None
    note: str
