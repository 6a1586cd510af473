from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from storage.columns import UtcDateTime
from storage.tables.base import BookTable


class OutboxRow(BookTable, table=True):
    """An announcement: recorded in the transaction that decides it. `facts` is JSON; `fence` counts the claims."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_state_due_at", "state", "due_at"),
        Index("ix_outbox_address_state", "address", "state"),
        Index("ix_outbox_address_sent_at", "address", "sent_at"),
        Index("ix_outbox_about", "about"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    kind: str
    address: str
    about: str
    manner: str
    facts: str
    once: str | None = Field(default=None, unique=True)
    state: str
    recorded_at: datetime = Field(sa_type=UtcDateTime)
    due_at: datetime = Field(sa_type=UtcDateTime)
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    fence: int
    tries: int
    is_unclear: bool
    first_tried_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    channel: str | None = None
    ts: str | None = None
    reason: str


class OutboxPauseRow(BookTable, table=True):
    """A method of Slack's that every replica leaves alone until then; `*` stands for all."""

    __tablename__ = "outbox_pause"

    method: str = Field(primary_key=True)
    until: datetime = Field(sa_type=UtcDateTime)
    reason: str


class DirectLineRow(BookTable, table=True):
    """The conversation with a person: it never changes, so it is opened once."""

    __tablename__ = "direct_line"

    person: str = Field(primary_key=True)
    channel: str
