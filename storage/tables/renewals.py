from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field

from storage.columns import UtcDateTime
from storage.tables.base import BookTable

LISTED_BY_DUE_DAY = (
    *("due_on", "account", "outcome", "arr_minor", "arr_currency", "forecast", "proposed_minor", "proposed_currency"),
    *("step", "notice_received_on", "final_minor", "final_currency", "snoozed_until"),
)
"""All that the head of a list adds up, in one index: nine of ten renewals are history, and are passed over there."""


class RenewalRow(BookTable, table=True):
    """The renewal of one term in one currency; open while `outcome` is empty.

    The forecast in force stands here, every one of them in `renewal_forecast`. A term that was moved by co-term keeps
    its row, so the due day is part of the key.
    """

    __tablename__ = "renewal"
    __table_args__ = (
        UniqueConstraint("contract", "due_on", "arr_currency"),
        Index("ix_renewal_account_due_on", "account", "due_on"),
        Index("ix_renewal_due_on", *LISTED_BY_DUE_DAY),
    )

    id: int | None = Field(default=None, primary_key=True)
    account: int = Field(foreign_key="account.id", ondelete="CASCADE")
    contract: int | None = Field(default=None, foreign_key="contract.id", ondelete="SET NULL")
    starts_on: date | None = None
    due_on: date
    notice_on: date | None = None
    auto_renew: bool | None = None
    notice_received_on: date | None = None
    step: str | None = None
    arr_minor: int | None = Field(default=None, sa_type=BigInteger)
    arr_currency: str | None = None
    forecast: str | None = None
    forecast_by: str | None = None
    forecast_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    forecast_reason: str | None = None
    proposed_minor: int | None = Field(default=None, sa_type=BigInteger)
    proposed_currency: str | None = None
    next_step: str = Field(default="", sa_column_kwargs={"default": ""})
    snoozed_until: date | None = None
    outcome: str | None = None
    resolved_on: date | None = None
    final_minor: int | None = Field(default=None, sa_type=BigInteger)
    final_currency: str | None = None
    next_starts_on: date | None = None
    next_ends_on: date | None = None
    next_contract: int | None = Field(default=None, foreign_key="contract.id", index=True, ondelete="SET NULL")
    closed_left: bool | None = None
    closed_by: str | None = None
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_note: str | None = None
    version: int = Field(default=1, sa_column_kwargs={"default": 1})


class RenewalForecastRow(BookTable, table=True):
    """Every word that somebody gave on a renewal; only added to."""

    __tablename__ = "renewal_forecast"
    __table_args__ = (Index("ix_renewal_forecast_renewal_at", "renewal", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    renewal: int = Field(foreign_key="renewal.id", ondelete="CASCADE")
    category: str
    by: str
    at: datetime = Field(sa_type=UtcDateTime)
    proposed_minor: int | None = Field(default=None, sa_type=BigInteger)
    proposed_currency: str | None = None
    reason: str = Field(default="", sa_column_kwargs={"default": ""})


class RenewalReminderRow(BookTable, table=True):
    """A reminder that fell due, once for a renewal and a distance."""

    __tablename__ = "renewal_reminder"

    renewal: int = Field(primary_key=True, foreign_key="renewal.id", ondelete="CASCADE")
    days_before: int = Field(primary_key=True)
    on: date
    recorded_at: datetime = Field(sa_type=UtcDateTime)


class ChurnRow(BookTable, table=True):
    """ARR that was lost, whole or in part; `reason` is the main one, `reasons` a JSON list of all."""

    __tablename__ = "churn"
    __table_args__ = (Index("ix_churn_account_on", "account", "on"),)

    id: int | None = Field(default=None, primary_key=True)
    account: int = Field(foreign_key="account.id", ondelete="CASCADE")
    renewal: int | None = Field(default=None, foreign_key="renewal.id", index=True, ondelete="SET NULL")
    on: date
    arr_minor: int | None = Field(default=None, sa_type=BigInteger)
    arr_currency: str | None = None
    whole: bool
    reason: str
    reasons: str
    competitor: str = Field(default="", sa_column_kwargs={"default": ""})
    avoidable: bool | None = None
    note: str = Field(default="", sa_column_kwargs={"default": ""})
    by: str
    at: datetime = Field(sa_type=UtcDateTime)
