"""Lists of requests weighed where their voices are: fifty thousand of them to show eight are not read, but added up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    case,
    func,
    or_,
    select,
)

from domain.accounts import AccountStatus
from domain.feedback.list_words import RequestTrait
from domain.feedback.listing import RequestOrder, Weighing
from domain.feedback.ports import RequestFilter
from domain.feedback.request import Asker, Importance
from storage.feedback.weighing import BLOCKS, IS_MUST, OPEN, heaviest, weighed, worth_of_accounts
from storage.tables import AccountRow, RequestRow, StandingRow, VoiceRow, table_of

_REQUEST, _VOICE = table_of(RequestRow), table_of(VoiceRow)
_ACCOUNT, _STANDING = table_of(AccountRow), table_of(StandingRow)
_SAID = _VOICE.alias("said")
_SNOOZED = ("snoozed_until", "snoozed_accounts", "snoozed_arr")
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
        is_open = _REQUEST.c.state.in_(OPEN)
        found.append(is_open if wanted.is_open else ~is_open)
    if wanted.is_snoozed is not None:
        is_snoozed = or_(*(_REQUEST.c[name].is_not(None) for name in _SNOOZED))
        found.append(is_snoozed if wanted.is_snoozed else ~is_snoozed)
    if wanted.states is not None:
        found.append(_REQUEST.c.state.in_(sorted(wanted.states)))
    if wanted.numbers is not None:
        found.append(_REQUEST.c.id.in_(wanted.numbers))
    if wanted.areas is not None:
        found.append(_REQUEST.c.area.in_(wanted.areas))
    return [*found, *_of_days(wanted), *_of_voices(wanted)]


def holds(word: str) -> ColumnElement[bool]:
    """SQLite folds the case of Latin letters without accents only; likeness folds all."""
    said = (func.lower(_REQUEST.c[name]) for name in ("title", "problem"))
    return or_(*(each.contains(word.lower(), autoescape=True) for each in said))


def ranked_requests(
    wanted: RequestFilter, order: RequestOrder, by: Weighing, *, is_postgresql: bool
) -> Select[tuple[Any, ...]]:
    """All of them, in their order. Amounts are added without rounding each, which nobody sees in an order."""
    if order in {RequestOrder.NEWEST, RequestOrder.AGE}:
        first = (_REQUEST.c.id.desc(),) if order is RequestOrder.NEWEST else (_REQUEST.c.at, _REQUEST.c.id)
        return select(_REQUEST).where(*conditions(wanted)).order_by(*first)
    chosen = conditions(wanted)
    joined, sums = weighed(chosen, worth_of_accounts(by, is_postgresql=is_postgresql).prefix_with("MATERIALIZED"))
    heavy = [each.desc() for each in heaviest(order, sums, by, is_postgresql=is_postgresql)]
    return select(_REQUEST).select_from(joined).where(*chosen).order_by(*heavy, _REQUEST.c.id)


def asked_sums(wanted: RequestFilter) -> Select[tuple[Any, ...]]:
    """A row for each currency: who asks for any of them, once."""
    each = (
        select(_VOICE.c.account, func.max(IS_MUST).label("must"), func.max(BLOCKS).label("blocks"))
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


def _of_days(wanted: RequestFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.asked_from is not None:
        yield _REQUEST.c.at >= wanted.asked_from
    if wanted.asked_before is not None:
        yield _REQUEST.c.at < wanted.asked_before


def _of_voices(wanted: RequestFilter) -> list[ColumnElement[bool]]:
    said = [_TRAITS[trait] for trait in sorted(wanted.traits)]
    if wanted.by is not None:
        said.append(_SAID.c.by == wanted.by)
    if wanted.account is not None:
        said.append(_SAID.c.account == wanted.account)
    return [_REQUEST.c.id.in_(select(_SAID.c.request).where(each)) for each in said]
