"""Lists of requests weighed where their voices are: fifty thousand of them to show eight are not read, but added up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Float,
    Select,
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
from domain.feedback.list_words import RequestTrait
from domain.feedback.listing import RequestOrder, Weighing
from domain.feedback.ports import RequestFilter
from domain.feedback.priority import MONTH, Weight
from domain.feedback.request import Asker, Importance, RequestState
from domain.health.model import Band
from domain.money import ExchangeRates
from storage.tables import AccountRow, RequestRow, StandingRow, VoiceRow, table_of

_REQUEST, _VOICE = table_of(RequestRow), table_of(VoiceRow)
_ACCOUNT, _STANDING = table_of(AccountRow), table_of(StandingRow)
_OPEN = tuple(state for state in RequestState if state.is_open)
_FINE = 1_000_000
"""Weights that differ by less than a millionth are the same: then the older one stands above."""
_IS_MUST = case((_VOICE.c.importance == Importance.MUST, 1), else_=0)
_BLOCKS = case((_VOICE.c.blocks_renewal, 1), else_=0)
_SAID = _VOICE.alias("said")
_TRAITS: Mapping[RequestTrait, ColumnElement[bool]] = {
    RequestTrait.MUST: _SAID.c.importance == Importance.MUST,
    RequestTrait.BLOCKING: _SAID.c.blocks_renewal,
    RequestTrait.PROSPECTS: _SAID.c.asker == Asker.PROSPECT,
}


def conditions(wanted: RequestFilter) -> list[ColumnElement[bool]]:
    """On requests."""
    found: list[ColumnElement[bool]] = []
    if wanted.area is not None:
        found.append(_REQUEST.c.area == wanted.area)
    if wanted.owner is not None:
        found.append(_REQUEST.c.owner == wanted.owner)
    if wanted.is_open is not None:
        is_open = _REQUEST.c.state.in_(_OPEN)
        found.append(is_open if wanted.is_open else ~is_open)
    if wanted.states is not None:
        found.append(_REQUEST.c.state.in_(sorted(wanted.states)))
    if wanted.numbers is not None:
        found.append(_REQUEST.c.id.in_(wanted.numbers))
    return [*found, *_of_voices(wanted)]


def ranked_requests(
    wanted: RequestFilter, order: RequestOrder, by: Weighing, *, is_postgresql: bool
) -> Select[tuple[Any, ...]]:
    """All of them, in their order. Amounts are added without rounding each, which nobody sees in an order."""
    if order in {RequestOrder.NEWEST, RequestOrder.AGE}:
        first = (_REQUEST.c.id.desc(),) if order is RequestOrder.NEWEST else (_REQUEST.c.at, _REQUEST.c.id)
        return select(_REQUEST).where(*conditions(wanted)).order_by(*first)
    asked, prospects = _asked(wanted, by, is_postgresql=is_postgresql), _prospects(wanted)
    sums = {name: func.coalesce(asked.c[name], 0) for name in ("accounts", "must", "blocks", *_AMOUNTS)}
    sums["prospects"] = func.coalesce(prospects.c.prospects, 0)
    joined = _REQUEST.outerjoin(asked, asked.c.request == _REQUEST.c.id).outerjoin(
        prospects, prospects.c.request == _REQUEST.c.id
    )
    heaviest = [each.desc() for each in _heaviest(order, sums, by, is_postgresql=is_postgresql)]
    return select(_REQUEST).select_from(joined).where(*conditions(wanted)).order_by(*heaviest, _REQUEST.c.id)


def asked_sums(wanted: RequestFilter) -> Select[tuple[Any, ...]]:
    """A row for each currency: who asks for any of them, once."""
    each = (
        select(_VOICE.c.account, func.max(_IS_MUST).label("must"), func.max(_BLOCKS).label("blocks"))
        .join(_REQUEST, _REQUEST.c.id == _VOICE.c.request)
        .where(_VOICE.c.account.is_not(None), *conditions(wanted))
        .group_by(_VOICE.c.account)
        .subquery()
    )
    is_live = _ACCOUNT.c.status != AccountStatus.CHURNED
    arr = case((is_live, _STANDING.c.main_arr_minor))
    currency = case((is_live, _STANDING.c.main_arr_currency))
    return (
        select(currency, func.count(), func.sum(each.c.must), func.sum(each.c.blocks), func.sum(arr))
        .select_from(each)
        .join(_ACCOUNT, _ACCOUNT.c.id == each.c.account)
        .join(_STANDING, _STANDING.c.account == each.c.account, isouter=True)
        .group_by(currency)
    )


def counted(wanted: RequestFilter) -> Select[Any]:
    return select(func.count()).select_from(_REQUEST).where(*conditions(wanted))


def _of_voices(wanted: RequestFilter) -> list[ColumnElement[bool]]:
    said = [_TRAITS[trait] for trait in sorted(wanted.traits)]
    if wanted.by is not None:
        said.append(_SAID.c.by == wanted.by)
    if wanted.account is not None:
        said.append(_SAID.c.account == wanted.account)
    return [_REQUEST.c.id.in_(select(_SAID.c.request).where(each)) for each in said]


_AMOUNTS = ("arr", "due_90", "due_180", "red")


def _asked(wanted: RequestFilter, by: Weighing, *, is_postgresql: bool) -> Any:
    """Of each request: how many accounts, and what they are worth, each once."""
    worth = _worth(by, is_postgresql=is_postgresql)
    asks = (
        select(
            _VOICE.c.request,
            _VOICE.c.account,
            func.max(_IS_MUST).label("must"),
            func.max(_BLOCKS).label("blocks"),
        )
        .join(_REQUEST, _REQUEST.c.id == _VOICE.c.request)
        .where(_VOICE.c.account.is_not(None), *conditions(wanted))
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


def _worth(by: Weighing, *, is_postgresql: bool) -> Any:
    """Every account once: what of its ARR counts as what, in the base currency. One that left is worth nothing."""
    renews_on = _renews_on(is_postgresql=is_postgresql)
    arr = case((_ACCOUNT.c.status == AccountStatus.CHURNED, 0.0), else_=_in_base(by.rates))

    def due(days: int) -> ColumnElement[float]:
        is_due = and_(renews_on >= by.today.isoformat(), renews_on <= _after(by.today, days))
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
        .prefix_with("MATERIALIZED")
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


_MANY = 10**12


def _renews_on(*, is_postgresql: bool) -> ColumnElement[str]:
    """The day of the open renewal that the account's row names second."""
    if is_postgresql:
        return cast(_ACCOUNT.c.next_renewal, JSONB)[1].as_string()  # type: ignore[no-any-return] # untyped there
    return type_coerce(_ACCOUNT.c.next_renewal, JSON)[1].as_string()  # type: ignore[no-any-return] # as above


def _after(day: date, days: int) -> str:
    return (day + timedelta(days=days)).isoformat()


def _prospects(wanted: RequestFilter) -> Any:
    return (
        select(_VOICE.c.request, func.count(distinct(func.lower(_VOICE.c.name))).label("prospects"))
        .join(_REQUEST, _REQUEST.c.id == _VOICE.c.request)
        .where(_VOICE.c.asker == Asker.PROSPECT, *conditions(wanted))
        .group_by(_VOICE.c.request)
        .cte("leads")
    )


def _heaviest(
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
            return [func.round(_weight(sums, by, is_postgresql=is_postgresql) * _FINE)]


def _weight(sums: Mapping[str, ColumnElement[Any]], by: Weighing, *, is_postgresql: bool) -> ColumnElement[float]:
    points: ColumnElement[float] = literal(0.0)
    for weight, counted_as in sums.items():
        points = points + literal(by.of_one(Weight(weight)), Float) * counted_as
    of_a_day = by.of_one(Weight.AGE) / MONTH
    return points + of_a_day * _days(by.today, is_postgresql=is_postgresql) if of_a_day else points


def _days(today: date, *, is_postgresql: bool) -> ColumnElement[Any]:
    """Since it was asked for; what is over waits no longer."""
    is_over = and_(_REQUEST.c.state.not_in(_OPEN), _REQUEST.c.decided_at.is_not(None))
    if is_postgresql:
        until = case((is_over, _utc_day(_REQUEST.c.decided_at)), else_=literal(today, Date))
        return until - _utc_day(_REQUEST.c.at)
    until = case((is_over, func.date(_REQUEST.c.decided_at)), else_=today.isoformat())
    return func.julianday(until) - func.julianday(func.date(_REQUEST.c.at))


def _utc_day(moment: ColumnElement[Any]) -> ColumnElement[Any]:
    return cast(func.timezone("UTC", moment), Date)
