"""What a request weighs, as the database adds it up: each account once, whoever of it asked how often."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, TypeAlias

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Float,
    FromClause,
    and_,
    case,
    cast,
    distinct,
    func,
    literal,
    select,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import JSON

from domain.accounts import AccountStatus
from domain.feedback.listing import RequestOrder, Weighing
from domain.feedback.priority import Weight
from domain.feedback.request import Asker, Importance, RequestState
from domain.health.model import Band
from domain.money import ExchangeRates
from storage.tables import AccountRow, RequestRow, StandingRow, VoiceRow, table_of

_REQUEST, _VOICE = table_of(RequestRow), table_of(VoiceRow)
_ACCOUNT, _STANDING = table_of(AccountRow), table_of(StandingRow)
OPEN = tuple(state for state in RequestState if state.is_open)
IS_MUST = case((_VOICE.c.importance == Importance.MUST, 1), else_=0)
BLOCKS = case((_VOICE.c.blocks_renewal, 1), else_=0)
Conditions: TypeAlias = Sequence[ColumnElement[bool]]
_FINE = 1_000_000
"""Weights that differ by less than a millionth are the same: then the older one stands above."""
_MANY = 10**12
_AMOUNTS = ("arr", "due_90", "due_180", "red")


def weighed(chosen: Conditions, worth: CTE) -> tuple[FromClause, Mapping[str, ColumnElement[Any]]]:
    """Requests beside who asks for them; what is counted of it, 0 where nobody does."""
    asked, leads = _asked(chosen, worth), _prospects(chosen)
    sums = {name: func.coalesce(asked.c[name], 0) for name in ("accounts", "must", "blocks", *_AMOUNTS)}
    sums["prospects"] = func.coalesce(leads.c.prospects, 0)
    joined = _REQUEST.outerjoin(asked, asked.c.request == _REQUEST.c.id)
    return joined.outerjoin(leads, leads.c.request == _REQUEST.c.id), sums


def _asked(chosen: Conditions, worth: CTE) -> CTE:
    """Of each request: how many accounts, and what they are worth, each once."""
    asks = (
        select(
            _VOICE.c.request,
            _VOICE.c.account,
            func.max(IS_MUST).label("must"),
            func.max(BLOCKS).label("blocks"),
        )
        .join(_REQUEST, _REQUEST.c.id == _VOICE.c.request)
        .where(_VOICE.c.account.is_not(None), *chosen)
        .group_by(_VOICE.c.request, _VOICE.c.account)
        .cte("asks")
    )
    return (
        select(
            asks.c.request,
            func.count().label("accounts"),
            *(func.sum(asks.c[name]).label(name) for name in ("must", "blocks")),
            *(func.sum(worth.c[name]).label(name) for name in _AMOUNTS),
        )
        .join(worth, worth.c.account == asks.c.account)
        .group_by(asks.c.request)
        .cte("asked")
    )


def worth_of_accounts(by: Weighing, *, is_postgresql: bool) -> CTE:
    """Every account once: what of its ARR counts as what, in the base currency. One that left is worth nothing."""
    renewal = renews_on(is_postgresql=is_postgresql)
    arr = case((_ACCOUNT.c.status == AccountStatus.CHURNED, 0.0), else_=_in_base(by.rates))

    def due(days: int) -> ColumnElement[float]:
        is_due = and_(renewal >= by.today.isoformat(), renewal <= after(by.today, days))
        return case((is_due, arr), else_=0.0)

    return (
        select(
            _ACCOUNT.c.id.label("account"),
            arr.label("arr"),
            due(90).label("due_90"),
            due(180).label("due_180"),
            case((_STANDING.c.band == Band.RED, arr), else_=0.0).label("red"),
        )
        .join(_STANDING, _STANDING.c.account == _ACCOUNT.c.id, isouter=True)
        .cte("worth")
    )


def _in_base(rates: ExchangeRates) -> ColumnElement[float]:
    """What has no rate is in no sum."""
    minor = cast(_STANDING.c.main_arr_minor, Float)
    worths = {rates.base: 1.0}
    for currency in rates.rates:
        worth = rates.worth_of(currency)
        assert worth is not None, "a rate is stated for it"
        worths[currency] = worth(_MANY) / _MANY
    found = [(_STANDING.c.main_arr_currency == currency, minor * each) for currency, each in worths.items()]
    return case(*found, else_=0.0)


def renews_on(*, is_postgresql: bool) -> ColumnElement[str]:
    """The day of the open renewal that the account's row names second."""
    if is_postgresql:
        return cast(_ACCOUNT.c.next_renewal, JSONB)[1].as_string()  # type: ignore[no-any-return] # untyped there
    return type_coerce(_ACCOUNT.c.next_renewal, JSON)[1].as_string()  # type: ignore[no-any-return] # as above


def after(day: date, days: int) -> str:
    return (day + timedelta(days=days)).isoformat()


def _prospects(chosen: Conditions) -> CTE:
    return (
        select(_VOICE.c.request, func.count(distinct(func.lower(_VOICE.c.name))).label("prospects"))
        .join(_REQUEST, _REQUEST.c.id == _VOICE.c.request)
        .where(_VOICE.c.asker == Asker.PROSPECT, *chosen)
        .group_by(_VOICE.c.request)
        .cte("leads")
    )


def heaviest(
    order: RequestOrder, sums: Mapping[str, ColumnElement[Any]], by: Weighing, *, is_postgresql: bool
) -> list[ColumnElement[Any]]:
    match order:
        case RequestOrder.ARR:
            return [sums["arr"]]
        case RequestOrder.ACCOUNTS:
            return [sums["accounts"]]
        case RequestOrder.DUE:
            return [sums["due_90"], sums["due_180"]]
        case _:
            return [points_of(sums, by, is_postgresql=is_postgresql)]


def points_of(sums: Mapping[str, ColumnElement[Any]], by: Weighing, *, is_postgresql: bool) -> ColumnElement[float]:
    points: ColumnElement[float] = literal(0.0)
    for weight, counted_as in sums.items():
        points = points + literal(by.of_one(Weight(weight)), Float) * counted_as
    of_a_day = by.of_one(Weight.AGE)
    if of_a_day:
        points = points + of_a_day * _days(by.today, is_postgresql=is_postgresql)
    return func.round(points * _FINE)


def _days(today: date, *, is_postgresql: bool) -> ColumnElement[Any]:
    """Since it was asked for; what is over waits no longer."""
    is_over = and_(_REQUEST.c.state.not_in(OPEN), _REQUEST.c.decided_at.is_not(None))
    if is_postgresql:
        until = case((is_over, _utc_day(_REQUEST.c.decided_at)), else_=literal(today, Date))
        return until - _utc_day(_REQUEST.c.at)
    until = case((is_over, func.date(_REQUEST.c.decided_at)), else_=today.isoformat())
    return func.julianday(until) - func.julianday(func.date(_REQUEST.c.at))


def _utc_day(moment: ColumnElement[Any]) -> ColumnElement[Any]:
    return cast(func.timezone("UTC", moment), Date)
