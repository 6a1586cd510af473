"""What a few accounts ask for, by its weight: added up currency by currency, so that one statement serves all days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    RowMapping,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    case,
    distinct,
    func,
    select,
)

from domain.accounts import AccountStatus, Money
from domain.feedback.asks import Ask
from domain.feedback.listing import Weighing
from domain.feedback.priority import Weight
from domain.feedback.request import Asker
from domain.health.model import Band
from storage.feedback.weighing import BLOCKS, IS_MUST, OPEN, after, renews_on
from storage.tables import AccountRow, RequestRow, StandingRow, VoiceRow, table_of

_REQUEST, _VOICE = table_of(RequestRow), table_of(VoiceRow)
_ACCOUNT, _STANDING = table_of(AccountRow), table_of(StandingRow)
_IS_LIVE = _ACCOUNT.c.status != AccountStatus.CHURNED
_COUNTS = (Weight.ACCOUNTS, Weight.MUST, Weight.BLOCKS)
_AMOUNTS = (Weight.ARR, Weight.DUE_90, Weight.DUE_180, Weight.RED)


@dataclass(slots=True)
class _Counted:
    """One request as its rows come in, a row a currency."""

    title: str
    blocks: bool
    counts: dict[Weight, float] = field(default_factory=lambda: defaultdict(float))


def asks_of(connection: Connection, accounts: Sequence[int], by: Weighing) -> Mapping[int, Sequence[Ask]]:
    days = {f"in_{days}": after(by.today, days) for days in (90, 180)}
    said = {"wanted": list(accounts), "today": by.today.isoformat(), **days}
    found: dict[int, dict[int, _Counted]] = defaultdict(dict)
    for row in connection.execute(_STATEMENTS[connection.dialect.name == "postgresql"], said).mappings():
        ask = found[row["account"]].setdefault(row["id"], _Counted(row["title"], bool(row["holds_up"])))
        _add(ask, row, by)
    return {account: _by_weight(asks, by) for account, asks in found.items()}


def _add(ask: _Counted, row: RowMapping, by: Weighing) -> None:
    for weight in _COUNTS:
        ask.counts[weight] += row[weight.value]
    if row["currency"]:
        for weight in _AMOUNTS:
            ask.counts[weight] += by.rates.minor_of(Money(int(row[weight.value]), row["currency"])) or 0
    ask.counts[Weight.PROSPECTS] = row["prospects"]
    ask.counts[Weight.AGE] = max(0, (by.today - row["at"].date()).days)


def _by_weight(asks: Mapping[int, _Counted], by: Weighing) -> Sequence[Ask]:
    ranked = sorted(asks.items(), key=lambda each: (-round(by.points(each[1].counts), 6), each[0]))
    return [Ask(number, ask.title, blocks_renewal=ask.blocks) for number, ask in ranked]


def _statement(*, is_postgresql: bool) -> Select[Any]:
    """A row for each account, each open request it asks for, and each currency of those who ask for that."""
    theirs = _theirs()
    summed = _summed(theirs, is_postgresql=is_postgresql)
    return (
        select(
            theirs.c.account,
            theirs.c.holds_up,
            *(_REQUEST.c[name] for name in ("id", "title", "at")),
            _prospects().label("prospects"),
            summed.c.currency,
            *(summed.c[weight.value] for weight in (*_COUNTS, *_AMOUNTS)),
        )
        .select_from(theirs)
        .join(_REQUEST, _REQUEST.c.id == theirs.c.request)
        .join(summed, summed.c.request == theirs.c.request)
    )


def _theirs() -> CTE:
    """The open requests of the wanted accounts."""
    return (
        select(_VOICE.c.account, _VOICE.c.request, func.max(BLOCKS).label("holds_up"))
        .join(_REQUEST, _REQUEST.c.id == _VOICE.c.request)
        .where(_VOICE.c.account.in_(bindparam("wanted", expanding=True)), _REQUEST.c.state.in_(OPEN))
        .group_by(_VOICE.c.account, _VOICE.c.request)
        .cte("theirs")
    )


def _summed(theirs: CTE, *, is_postgresql: bool) -> CTE:
    """What each of them counts, by currency: whoever asks for it, once."""
    asks = (
        select(_VOICE.c.request, _VOICE.c.account, func.max(IS_MUST).label("must"), func.max(BLOCKS).label("blocks"))
        .where(_VOICE.c.request.in_(select(theirs.c.request)), _VOICE.c.account.is_not(None))
        .group_by(_VOICE.c.request, _VOICE.c.account)
        .cte("asks")
    )
    currency = case((_IS_LIVE, _STANDING.c.main_arr_currency))
    counts = {Weight.ACCOUNTS: func.count(), **{each: func.sum(asks.c[each]) for each in (Weight.MUST, Weight.BLOCKS)}}
    counted = counts | _amounts(is_postgresql=is_postgresql)
    return (
        select(asks.c.request, currency.label("currency"), *(each.label(name.value) for name, each in counted.items()))
        .select_from(asks)
        .join(_ACCOUNT, _ACCOUNT.c.id == asks.c.account)
        .join(_STANDING, _STANDING.c.account == asks.c.account, isouter=True)
        .group_by(asks.c.request, currency)
        .cte("summed")
    )


def _amounts(*, is_postgresql: bool) -> dict[Weight, ColumnElement[Any]]:
    renewal = renews_on(is_postgresql=is_postgresql)
    arr = case((_IS_LIVE, func.coalesce(_STANDING.c.main_arr_minor, 0)), else_=0)

    def due(days: int) -> ColumnElement[Any]:
        is_due = and_(renewal >= bindparam("today"), renewal <= bindparam(f"in_{days}"))
        return func.sum(case((is_due, arr), else_=0))

    return {
        Weight.ARR: func.sum(arr),
        Weight.RED: func.sum(case((_STANDING.c.band == Band.RED, arr), else_=0)),
        Weight.DUE_90: due(90),
        Weight.DUE_180: due(180),
    }


def _prospects() -> ScalarSelect[Any]:
    lead = _VOICE.alias("lead")
    return (
        select(func.count(distinct(func.lower(lead.c.name))))
        .where(lead.c.request == _REQUEST.c.id, lead.c.asker == Asker.PROSPECT)
        .correlate(_REQUEST)
        .scalar_subquery()
    )


_STATEMENTS = {is_postgresql: _statement(is_postgresql=is_postgresql) for is_postgresql in (False, True)}
