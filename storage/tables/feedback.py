from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, UniqueConstraint, false
from sqlmodel import Field

from storage.columns import UtcDateTime
from storage.tables.base import BookTable


class ProductAreaRow(BookTable, table=True):
    """A part of the product: where its requests are discussed and who decides on them."""

    __tablename__ = "product_area"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    channel: str
    manager: str
    is_default: bool


class RequestRow(BookTable, table=True):
    """One thing that is asked for; its number is never given again. `into` is what it was merged into."""

    __tablename__ = "request"
    __table_args__ = (Index("ix_request_state_area", "state", "area"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    title: str
    problem: str
    area: int = Field(foreign_key="product_area.id")
    by: str
    at: datetime = Field(sa_type=UtcDateTime)
    state: str
    owner: str | None = None
    target: str
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reason: str | None = None
    words: str
    snoozed_until: date | None = None
    into: int | None = Field(default=None, foreign_key="request.id")
    version: int
    in_backlog: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    snoozed_accounts: int | None = None
    snoozed_arr: int | None = Field(default=None, sa_type=BigInteger)
    merged_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    waiting_since: datetime | None = Field(default=None, sa_type=UtcDateTime)


class RequestFollowerRow(BookTable, table=True):
    """What somebody chose about a request; `came_from` is the one they chose it for, where that was merged into it."""

    __tablename__ = "request_follower"

    request: int = Field(foreign_key="request.id", ondelete="CASCADE", primary_key=True)
    member: str = Field(primary_key=True)
    follows: bool
    came_from: int | None = None


class VoiceRow(BookTable, table=True):
    """One account, prospect or colleague asking for it; columns from `then_` on are of that moment."""

    __tablename__ = "voice"
    __table_args__ = (
        UniqueConstraint("source_channel", "source_ts"),
        Index("ix_voice_request", "request"),
        Index("ix_voice_account", "account"),
    )

    id: int | None = Field(default=None, primary_key=True)
    request: int = Field(foreign_key="request.id", ondelete="CASCADE")
    asker: str
    by: str
    at: datetime = Field(sa_type=UtcDateTime)
    importance: str
    account: int | None = Field(default=None, foreign_key="account.id", ondelete="CASCADE")
    name: str
    quote: str
    contact: str
    workaround: str
    blocks_renewal: bool
    source_channel: str | None = None
    source_ts: str | None = None
    permalink: str
    came_from: int | None = Field(default=None, foreign_key="request.id", ondelete="CASCADE")
    then_arr_minor: int | None = Field(default=None, sa_type=BigInteger)
    then_arr_currency: str | None = None
    then_band: str | None = None
    then_stage: str | None = None
    then_status: str | None = None
    then_renews_on: date | None = None
    then_owner: str | None = None


class RequestStepRow(BookTable, table=True):
    """One line of a request's life; only added to."""

    __tablename__ = "request_step"

    id: int | None = Field(default=None, primary_key=True)
    request: int = Field(foreign_key="request.id", index=True, ondelete="CASCADE")
    at: datetime = Field(sa_type=UtcDateTime)
    what: str
    by: str
    note: str
    came_from: int | None = None
