from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from storage.columns import UtcDateTime
from storage.tables.base import BookTable


class TrackerLinkRow(BookTable, table=True):
    """A request that stands in a tracker too, and how far that is; one a request."""

    __tablename__ = "tracker_link"
    __table_args__ = (
        Index("ix_tracker_link_work", "work_state", "due_at"),
        Index("ix_tracker_link_issue", "tracker", "project", "issue"),
    )

    id: int | None = Field(default=None, primary_key=True)
    request: int = Field(foreign_key="request.id", ondelete="CASCADE", unique=True)
    tracker: str
    project: str
    way: str
    by: str
    at: datetime = Field(sa_type=UtcDateTime)
    key: str
    with_names: bool
    permalink: str
    issue: str
    issue_id: str
    url: str
    issue_state: str | None = None
    state_name: str
    changed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    checked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    work_state: str
    due_at: datetime = Field(sa_type=UtcDateTime)
    tries: int
    fence: int
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    is_begun: bool
    looks_first: bool
    refusal: str | None = None
    detail: str


class TrackerNoteRow(BookTable, table=True):
    """What is added to an issue as a comment, once a matter."""

    __tablename__ = "tracker_note"
    __table_args__ = (UniqueConstraint("link", "about"), Index("ix_tracker_note_work", "work_state", "due_at"))

    id: int | None = Field(default=None, primary_key=True)
    link: int = Field(foreign_key="tracker_link.id", ondelete="CASCADE")
    about: str
    key: str
    at: datetime = Field(sa_type=UtcDateTime)
    work_state: str
    due_at: datetime = Field(sa_type=UtcDateTime)
    tries: int
    fence: int
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    is_begun: bool
    looks_first: bool
    refusal: str | None = None
    detail: str


class TrackerWatchRow(BookTable, table=True):
    """Up to which change a repository, team or project was read, and until when nobody reads it again."""

    __tablename__ = "tracker_watch"

    tracker: str = Field(primary_key=True)
    project: str = Field(primary_key=True)
    seen_until: datetime = Field(sa_type=UtcDateTime)
    next_at: datetime = Field(sa_type=UtcDateTime)
