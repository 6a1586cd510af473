from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field

from storage.columns import UtcDateTime
from storage.tables.base import BookTable


class ContractRow(BookTable, table=True):
    """One contract of an account; what is paid stands in its lines."""

    __tablename__ = "contract"
    __table_args__ = (UniqueConstraint("account", "number"), Index("ix_contract_account_end_on", "account", "end_on"))

    id: int | None = Field(default=None, primary_key=True)
    account: int = Field(foreign_key="account.id", ondelete="CASCADE")
    number: str
    start_on: date | None = None
    end_on: date | None = None
    auto_renew: bool | None = None
    notice_days: int | None = None
    notice_received_on: date | None = None
    core_features: int | None = None
    renewal_step: str | None = None
    renewal_step_on: date | None = None
    signed_on: date | None = None
    learnt_at: datetime = Field(sa_type=UtcDateTime)


class ContractLineRow(BookTable, table=True):
    """A product in a contract; a line counts on day d when start_on <= d < end_on. `product` may be empty."""

    __tablename__ = "contract_line"
    __table_args__ = (
        UniqueConstraint("contract", "product", "start_on"),
        Index("ix_contract_line_account", "account"),
    )

    id: int | None = Field(default=None, primary_key=True)
    contract: int = Field(foreign_key="contract.id", ondelete="CASCADE")
    account: int = Field(foreign_key="account.id", ondelete="CASCADE")
    product: str = Field(default="", sa_column_kwargs={"default": ""})
    start_on: date | None = None
    end_on: date | None = None
    arr_minor: int | None = Field(default=None, sa_type=BigInteger)
    arr_currency: str | None = None
    seats: int | None = None
