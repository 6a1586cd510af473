"""Rates, frozen periods, and all ARR line by line, behind the ports of `domain/revenue`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, bindparam, case, func, select

from domain.renewals.renewal import Outcome, OutcomeKind, Renewal
from domain.revenue.ports import AccountCut, ArrSpan, FrozenPeriod, StatedRate
from storage.books import in_a_book_of
from storage.chunks import results_of
from storage.money import arr_from
from storage.tables import (
    AccountRow,
    ContractLineRow,
    ContractRow,
    ExchangeRateRow,
    FrozenPeriodRow,
    RenewalRow,
    table_of,
)
from storage.upsert import insert_into

_ACCOUNT = table_of(AccountRow)
_CONTRACT = table_of(ContractRow)
_LINE = table_of(ContractLineRow)
_RATE = table_of(ExchangeRateRow)
_FROZEN = table_of(FrozenPeriodRow)
_RENEWAL = table_of(RenewalRow)
_RATES = select(*(_RATE.c[name] for name in ("currency", "starts_on", "rate", "by", "at"))).order_by(
    _RATE.c.starts_on, _RATE.c.currency
)
_PERIOD = (
    select(*(_FROZEN.c[name] for name in ("period", "frozen_at", "by", "figures")))
    .where(_FROZEN.c.period.in_(bindparam("wanted", expanding=True)))
    .order_by(_FROZEN.c.frozen_at, _FROZEN.c.period)
    .limit(1)
)
_SPANS = (
    select(
        *(_LINE.c.account, _LINE.c.product),
        func.coalesce(_LINE.c.start_on, _CONTRACT.c.start_on),
        func.coalesce(_LINE.c.end_on, _CONTRACT.c.end_on),
        case((_LINE.c.arr_minor < 0, 0), else_=_LINE.c.arr_minor),
        _LINE.c.arr_currency,
    )
    .join_from(_LINE, _CONTRACT, _CONTRACT.c.id == _LINE.c.contract)
    .where(_LINE.c.arr_minor.is_not(None), _LINE.c.arr_currency.is_not(None))
    .order_by(_LINE.c.account, _LINE.c.id)
)
_DUE = select(
    *(_RENEWAL.c[name] for name in ("id", "account", "contract", "due_on", "arr_minor", "arr_currency")),
    *(_RENEWAL.c[name] for name in ("outcome", "resolved_on", "final_minor", "final_currency")),
    *(_RENEWAL.c[name] for name in ("closed_by", "closed_at", "next_starts_on")),
).order_by(_RENEWAL.c.id)
_KINDS = {kind.value: kind for kind in OutcomeKind}
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

    def of(self, names: Collection[str]) -> FrozenPeriod | None:
        row = self._connection.execute(_PERIOD, {"wanted": list(names)}).first()
        return FrozenPeriod(*row) if row else None

    def freeze(self, frozen: FrozenPeriod) -> bool:
        statement = insert_into(self._connection, _FROZEN).values(asdict(frozen)).on_conflict_do_nothing()
        return self._connection.execute(statement.returning(_FROZEN.c.period)).first() is not None


class SqlRevenueBook:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def spans(self, accounts: Collection[int] | None = None) -> Sequence[ArrSpan]:
        parts = results_of(self._connection, revenue_spans(), _LINE.c.account, accounts)
        return [ArrSpan._make(row) for part in parts for row in part.all()]

    def cuts(self, owners: Sequence[str] | None = None, *, today: date | None = None) -> Sequence[AccountCut]:
        return [AccountCut(*row) for row in self._connection.execute(revenue_cuts(owners, today=today))]

    def due(self, starts_on: date, ends_on: date, accounts: Collection[int] | None = None) -> Sequence[Renewal]:
        parts = results_of(self._connection, renewals_due(starts_on, ends_on), _RENEWAL.c.account, accounts)
        return [_renewal_from(row) for part in parts for row in part.all()]


def revenue_spans() -> Select[Any]:
    """A credit that was written as ARR before imports refused it is none."""
    return _SPANS


def revenue_cuts(owners: Sequence[str] | None, *, today: date | None) -> Select[Any]:
    return _CUTS if owners is None else _CUTS.where(in_a_book_of(owners, today))


def renewals_due(starts_on: date, ends_on: date) -> Select[Any]:
    return _DUE.where(_RENEWAL.c.due_on >= starts_on, _RENEWAL.c.due_on < ends_on)


def _renewal_from(row: Sequence[Any]) -> Renewal:
    number, account, contract, due_on, arr, currency, *ended = row
    return Renewal(number, account, contract, due_on, arr_from(arr, currency), outcome=_outcome_from(ended))


def _outcome_from(ended: Sequence[Any]) -> Outcome | None:
    kind, resolved_on, final, currency, by, at, next_starts_on = ended
    return Outcome(_KINDS[kind], resolved_on, arr_from(final, currency), by, at, next_starts_on) if kind else None
