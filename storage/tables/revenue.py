from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field

from storage.columns import UtcDateTime
from storage.tables.base import BookTable


class ExchangeRateRow(BookTable, table=True):
    """`rate` (a decimal as text) units of the base currency for one of `currency`, from `starts_on` on."""

    __tablename__ = "exchange_rate"

    currency: str = Field(primary_key=True)
    starts_on: date = Field(primary_key=True)
    rate: str
    by: str
    at: datetime = Field(sa_type=UtcDateTime)


class FrozenPeriodRow(BookTable, table=True):
    """The figures of a closed period as they were reported, as JSON; never changed."""

    __tablename__ = "frozen_period"

    period: str = Field(primary_key=True)
    frozen_at: datetime = Field(sa_type=UtcDateTime)
    by: str
    figures: str
