from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field

from storage.columns import UtcDateTime
from storage.tables.base import BookTable


class MemberRow(BookTable, table=True):
    """A person with a role."""

    __tablename__ = "member"

    slack_id: str = Field(primary_key=True)
    name: str
    role: str
    manager: str | None = None
    email: str | None = Field(default=None, index=True)
    locale: str | None = None
    zone: str | None = None
    language: str | None = None


class ChannelLinkRow(BookTable, table=True):
    """A Slack channel that is about an account."""

    __tablename__ = "channel_link"

    channel: str = Field(primary_key=True)
    account: int = Field(primary_key=True, foreign_key="account.id", index=True, ondelete="CASCADE")


class FeedRow(BookTable, table=True):
    """A source and when it last worked; `covers` is a JSON list of record kinds."""

    __tablename__ = "feed"

    name: str = Field(primary_key=True)
    covers: str
    last_success_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_attempt_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_error: str | None = None


class AuditRow(BookTable, table=True):
    """Who did what; only ever added to."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_action_id", "action", "id"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    actor: str
    action: str
    subject: str
    before: str | None = None
    after: str | None = None
    origin: str | None = None


class SeenEventRow(BookTable, table=True):
    """A delivery of Slack's: `state` is begun or done; a begun one may be taken over once its lease is over."""

    __tablename__ = "seen_event"

    event: str = Field(primary_key=True)
    state: str
    seen_at: datetime = Field(sa_type=UtcDateTime, index=True)
    lease_until: datetime = Field(sa_type=UtcDateTime)


class OwedAnswerRow(BookTable, table=True):
    """A command that was acknowledged and not answered yet; at `due_at` whoever looks takes it over."""

    __tablename__ = "owed_answer"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = Field(default=None, primary_key=True)
    url: str
    command: str
    language: str
    since: datetime = Field(sa_type=UtcDateTime)
    due_at: datetime = Field(sa_type=UtcDateTime, index=True)


class JobRunRow(BookTable, table=True):
    """One run of a job for one local day: the row is the claim, whoever inserts it runs."""

    __tablename__ = "job_run"

    job: str = Field(primary_key=True)
    local_day: date = Field(primary_key=True)
    claimed_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class JobStateRow(BookTable, table=True):
    """The last run of a job on any replica."""

    __tablename__ = "job_state"

    job: str = Field(primary_key=True)
    began_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime = Field(sa_type=UtcDateTime)
    failed_with: str | None = None
    failing_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
