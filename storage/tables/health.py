from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Index
from sqlmodel import Field

from storage.columns import UtcDateTime
from storage.tables.base import BookTable


class PolicyRow(BookTable, table=True):
    """A published version of the policy file; never changed."""

    __tablename__ = "policy"

    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    text: str
    published_at: datetime = Field(sa_type=UtcDateTime)
    published_by: str


class JudgementRow(BookTable, table=True):
    """A CSM's own word; the newest that has not expired counts."""

    __tablename__ = "judgement"
    __table_args__ = (Index("ix_judgement_account_given_at", "account", "given_at"),)

    id: int | None = Field(default=None, primary_key=True)
    account: int = Field(foreign_key="account.id", ondelete="CASCADE")
    pulse: str
    note: str
    author: str
    given_at: datetime = Field(sa_type=UtcDateTime)
    expires_on: date
    score: int | None = None


class SnapshotRow(BookTable, table=True):
    """A stored score; never changed. `evidence` holds the inputs and the peers' points, packed.

    Kept in the order of writing: by key, each night would write one page of every account's past anew.
    """

    __tablename__ = "snapshot"

    account: int = Field(primary_key=True, foreign_key="account.id", ondelete="CASCADE")
    day: date = Field(primary_key=True)
    revision: int = Field(primary_key=True)
    policy_version: int
    scored_at: datetime = Field(sa_type=UtcDateTime)
    stage: str
    tier: str
    raw: float
    shown: int
    band: str
    coverage: float
    low: float
    high: float
    cap: str | None = None
    evidence: bytes


class StandingRow(BookTable, table=True):
    """How an account stands: what cards and lists answer from, rewritten by each scoring.

    `pulls_down`, `lifts`, `arr` and `judgement` are JSON (`storage/standing_values.py` writes and reads them);
    `main_arr_minor` is the largest amount, for ordering; the two ranks are the orders of lists as numbers.
    `touches_due` and `touches_met` are those of 90 days: their quotient is the measure of compliance.
    `evidence_seen_at` is the account's `evidence_changed_at` that was scored: it is due again when they differ.
    """

    __tablename__ = "standing"
    __table_args__ = (
        Index("ix_standing_worst_rank", "worst_rank", "account"),
        Index("ix_standing_at_risk_rank", "at_risk_rank", "main_arr_order", "account"),
    )

    account: int = Field(
        primary_key=True, foreign_key="account.id", ondelete="CASCADE", sa_column_kwargs={"autoincrement": False}
    )
    tier: str
    stage: str
    shown: int | None = None
    raw: float | None = None
    band: str
    confidence: str
    coverage: float
    low: float
    high: float
    known_dimensions: int
    all_dimensions: int
    oldest_known_on: date | None = None
    trend: float | None = None
    change_7: int | None = None
    change_30: int | None = None
    pulls_down: str
    lifts: str
    cap: str | None = None
    arr: str
    main_arr_minor: int | None = Field(default=None, sa_type=BigInteger)
    main_arr_currency: str | None = None
    renewal_on: date | None = None
    notice_on: date | None = None
    auto_renew: bool | None = None
    last_two_way_on: date | None = None
    open_tickets: int
    open_critical_tickets: int
    first_value_due_on: date | None = None
    cadence_days: int | None = None
    with_us_since: date | None = None
    touches_due: int | None = None
    touches_met: int | None = None
    stage_since: date | None = None
    stuck: str | None = None
    judgement: str | None = None
    policy_version: int
    scored_at: datetime = Field(sa_type=UtcDateTime)
    evidence_seen_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    worst_rank: int
    at_risk_rank: int
    main_arr_order: int = Field(sa_type=BigInteger)
