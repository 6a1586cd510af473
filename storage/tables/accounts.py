from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field

from domain.account_names import normalised
from storage.columns import UtcDateTime
from storage.tables.base import BookTable


def _normal_of(column: str) -> Any:
    """A column default that normalises another column of the same insert, so that no writer can forget it."""
    return lambda context: normalised(context.get_current_parameters()[column])


class AccountRow(BookTable, table=True):
    """One account. `tags` is a JSON list; `evidence_changed_at` is set by whoever changes anything of the account.

    `next_renewal`, `open_tasks`, `open_plays` and `success_plan` are what the card says of those, as JSON: whoever
    writes one of them writes them anew, so that a card stays one statement. `first_value` is how `first_value_on` was
    reached, written by scoring or by hand. `left_from` is the status of one that left, before it did.
    """

    __tablename__ = "account"
    __table_args__ = (
        Index("ix_account_owner", "owner"),
        Index("ix_account_cover", "cover"),
        Index("ix_account_tier", "tier"),
        Index("ix_account_evidence_changed_at", "evidence_changed_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str
    status: str
    tier: str
    parent: int | None = Field(default=None, foreign_key="account.id", index=True, ondelete="SET NULL")
    segment: str | None = None
    industry: str | None = None
    stars: int | None = None
    owner: str | None = None
    cover: str | None = None
    cover_starts_on: date | None = None
    cover_ends_on: date | None = None
    seller: str | None = None
    tags: str = Field(default="[]", sa_column_kwargs={"default": "[]"})
    customer_since: date | None = None
    went_live_on: date | None = None
    first_value_on: date | None = None
    churned_on: date | None = None
    potential_arr_minor: int | None = Field(default=None, sa_type=BigInteger)
    potential_arr_currency: str | None = None
    evidence_changed_at: datetime = Field(sa_type=UtcDateTime)
    next_renewal: str | None = None
    open_tasks: str | None = None
    left_from: str | None = None
    success_plan: str | None = None
    first_value: str | None = None
    open_plays: str | None = None


class AccountWordRow(BookTable, table=True):
    """What an account may be called: `kind` is name, alias or domain; `normal` is filled from `word` on insert.

    A word is replaced, never updated in place: `normal` follows only an insert.
    """

    __tablename__ = "account_word"
    __table_args__ = (
        UniqueConstraint("account", "kind", "word"),
        Index("ix_account_word_normal", "normal", "account"),
    )

    id: int | None = Field(default=None, primary_key=True)
    account: int = Field(foreign_key="account.id", ondelete="CASCADE")
    kind: str
    word: str
    normal: str = Field(sa_column_kwargs={"default": _normal_of("word")})


class AccountWordVersionRow(BookTable, table=True):
    """One row, counted up by triggers on `account_word`: how each replica notices that its search index is old."""

    __tablename__ = "account_word_version"

    id: int | None = Field(default=None, primary_key=True)
    version: int = Field(sa_type=BigInteger)


class ExternalIdRow(BookTable, table=True):
    """What another system calls an account; `normal` is filled from `external_id` on insert."""

    __tablename__ = "external_id"
    __table_args__ = (
        UniqueConstraint("source", "external_id"),
        Index("ix_external_id_account", "account"),
        Index("ix_external_id_normal", "normal", "account"),
    )

    id: int | None = Field(default=None, primary_key=True)
    account: int = Field(foreign_key="account.id", ondelete="CASCADE")
    source: str
    external_id: str
    normal: str = Field(sa_column_kwargs={"default": _normal_of("external_id")})


class ContactRow(BookTable, table=True):
    """A person at an account; who has left keeps the row, with the day.

    What follows `learnt_at` is of what people of ours did. `by_hand` is JSON: of each field that was changed by hand,
    what its source said before. `change` is the last thing done, `before` as JSON how the contact stood then.
    """

    __tablename__ = "contact"
    __table_args__ = (UniqueConstraint("account", "external_id"),)

    id: int | None = Field(default=None, primary_key=True)
    account: int = Field(foreign_key="account.id", ondelete="CASCADE")
    external_id: str
    name: str
    email: str | None = None
    phone: str | None = None
    title: str | None = None
    role: str | None = None
    stance: str | None = None
    influence: str | None = None
    left_on: date | None = None
    learnt_at: datetime = Field(sa_type=UtcDateTime)
    followed_by: int | None = Field(default=None, foreign_key="contact.id", index=True, ondelete="SET NULL")
    went_to: str | None = None
    by_hand: str = Field(default="{}", sa_column_kwargs={"default": "{}"})
    version: int = Field(default=1, sa_column_kwargs={"default": 1})
    change: str | None = None
    changed_by: str | None = None
    changed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    before: str | None = None
