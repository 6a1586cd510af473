from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field

from storage.columns import UtcDateTime
from storage.tables.base import BookTable


class PlayRow(BookTable, table=True):
    """A play or a referral; it is open while `ended_on` is empty. `key` is the form that it was opened with.

    Numbers are never given twice: a list drawn before a play was taken back must not mean another one.
    """

    __tablename__ = "play"
    __table_args__ = (
        Index("ix_play_account_stage", "account", "stage"),
        Index("ix_play_owner", "owner"),
        Index(
            "ix_play_open",
            "account",
            sqlite_where=text("ended_on IS NULL"),
            postgresql_where=text("ended_on IS NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    account: int = Field(foreign_key="account.id", ondelete="CASCADE")
    kind: str
    about: str
    stage: str
    owner: str
    by: str
    at: datetime = Field(sa_type=UtcDateTime)
    staged_at: datetime = Field(sa_type=UtcDateTime)
    amount_minor: int | None = Field(default=None, sa_type=BigInteger)
    amount_currency: str | None = None
    day: date | None = None
    contact: int | None = Field(default=None, foreign_key="contact.id", index=True, ondelete="SET NULL")
    became: int | None = Field(default=None, foreign_key="account.id", index=True, ondelete="SET NULL")
    reason: str
    note: str
    ended_on: date | None = None
    key: str = Field(unique=True)
    version: int = Field(default=1, sa_column_kwargs={"default": 1})


class PlayStepRow(BookTable, table=True):
    """Each change of a play, with the play before it as JSON, so that the last one can be taken back."""

    __tablename__ = "play_step"
    __table_args__ = (Index("ix_play_step_play_at", "play", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    play: int = Field(foreign_key="play.id", ondelete="CASCADE")
    at: datetime = Field(sa_type=UtcDateTime)
    by: str
    stage: str
    amount_minor: int | None = Field(default=None, sa_type=BigInteger)
    amount_currency: str | None = None
    why: str
    before: str | None = None


class PlayPassRow(BookTable, table=True):
    """Why an account is not suggested for now; one row an account."""

    __tablename__ = "play_pass"

    account: int = Field(
        primary_key=True, foreign_key="account.id", ondelete="CASCADE", sa_column_kwargs={"autoincrement": False}
    )
    by: str
    at: datetime = Field(sa_type=UtcDateTime)
    seats: int
    used: int
    until: date | None = None
    reason: str
