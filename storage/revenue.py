"""Rates, frozen periods, and all ARR line by line, behind the ports of `domain/revenue`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Connection, bindparam, func, select

from domain.accounts import Money
from domain.revenue.ports import AccountCut, ArrSpan, FrozenPeriod, StatedRate
from storage.tables import AccountRow, ContractLineRow, ContractRow, ExchangeRateRow, FrozenPeriodRow, table_of
from storage.upsert import insert_into

_ACCOUNT = table_of(AccountRow)
_CONTRACT = table_of(ContractRow)
_LINE = table_of(ContractLineRow)
_RATE = table_of(ExchangeRateRow)
_FROZEN = table_of(FrozenPeriodRow)
_RATES = select(*(_RATE.c[name] for name in ("currency", "starts_on", "rate", "by", "at"))).order_by(
    _RATE.c.starts_on, _RATE.c.currency
)
_PERIOD = select(*(_FROZEN.c[name] for name in ("period", "frozen_at", "by", "figures"))).where(
    _FROZEN.c.period == bindparam("wanted")
)
_SPANS = (
    select(
        *(_LINE.c.account, _LINE.c.product),
        func.coalesce(_LINE.c.start_on, _CONTRACT.c.start_on),
        func.coalesce(_LINE.c.end_on, _CONTRACT.c.end_on),
        *(_LINE.c.arr_minor, _LINE.c.arr_currency),
    )
    .join_from(_LINE, _CONTRACT, _CONTRACT.c.id == _LINE.c.contract)
    .where(_LINE.c.arr_minor.is_not(None), _LINE.c.arr_currency.is_not(None))
    .order_by(_LINE.c.account, _LINE.c.product, _LINE.c.start_on, _LINE.c.id)
)
_CUTS = select(
    *(_ACCOUNT.c[name] for name in ("id", "name", "tier", "segment", "industry", "stars", "owner", "cover")),
    *(_ACCOUNT.c[name] for name in ("cover_starts_on", "cover_ends_on", "seller", "customer_since", "churned_on")),
).order_by(_ACCOUNT.c.id)


class SqlRates:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> Sequence[StatedRate]:
        return [StatedRate(*row) for row in self._connection.execute(_RATES)]

    def state(self, rate: StatedRate) -> None:
        said = asdict(rate)
        statement = insert_into(self._connection, _RATE).values(said)
        self._connection.execute(statement.on_conflict_do_update(index_elements=["currency", "starts_on"], set_=said))


class SqlFrozenPeriods:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, period: str) -> FrozenPeriod | None:
        row = self._connection.execute(_PERIOD, {"wanted": period}).first()
        return FrozenPeriod(*row) if row else None

    def freeze(self, frozen: FrozenPeriod) -> bool:
        statement = insert_into(self._connection, _FROZEN).values(asdict(frozen)).on_conflict_do_nothing()
        return self._connection.execute(statement.returning(_FROZEN.c.period)).first() is not None


class SqlRevenueBook:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def spans(self) -> Sequence[ArrSpan]:
        """A credit that was written as ARR before imports refused it is none."""
        rows = self._connection.execute(_SPANS)
        return [
            ArrSpan(account, product, starts_on, ends_on, Money(max(minor, 0), currency))
            for account, product, starts_on, ends_on, minor, currency in rows
        ]

    def cuts(self) -> Sequence[AccountCut]:
        return [AccountCut(*row) for row in self._connection.execute(_CUTS)]
