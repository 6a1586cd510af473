"""What a few accounts ask for, by its weight: added up currency by currency, so that one statement serves all days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, and_, bindparam, case, distinct, func, select

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
    theirs = (
        select(_VOICE.c.account, _VOICE.c.request, func.max(BLOCKS).label("holds_up"))
        .join(_REQUEST, _REQUEST.c.id == _VOICE.c.request)
        .where(_VOICE.c.account.in_(bindparam("wanted", expanding=True)), _REQUEST.c.state.in_(OPEN))
        .group_by(_VOICE.c.account, _VOICE.c.request)
        .cte("theirs")
    )
    asks = (
        select(_VOICE.c.request, _VOICE.c.account, func.max(IS_MUST).label("must"), func.max(BLOCKS).label("blocks"))
        .where(_VOICE.c.request.in_(select(theirs.c.request)), _VOICE.c.account.is_not(None))
        .group_by(_VOICE.c.request, _VOICE.c.account)
        .cte("asks")
    )
    is_live = _ACCOUNT.c.status != AccountStatus.CHURNED
    arr = case((is_live, func.coalesce(_STANDING.c.main_arr_minor, 0)), else_=0)
    currency = case((is_live, _STANDING.c.main_arr_currency))
    renewal = renews_on(is_postgresql=is_postgresql)
    counted = {
        Weight.ACCOUNTS: func.count(),
        Weight.MUST: func.sum(asks.c.must),
        Weight.BLOCKS: func.sum(asks.c.blocks),
        Weight.ARR: func.sum(arr),
        Weight.RED: func.sum(case((_STANDING.c.band == Band.RED, arr), else_=0)),
        **{
            weight: func.sum(
                case((and_(renewal >= bindparam("today"), renewal <= bindparam(f"in_{days}")), arr), else_=0)
            )
            for weight, days in ((Weight.DUE_90, 90), (Weight.DUE_180, 180))
        },
    }
    summed = (
        select(asks.c.request, currency.label("currency"), *(each.label(name.value) for name, each in counted.items()))
        .select_from(asks)
        .join(_ACCOUNT, _ACCOUNT.c.id == asks.c.account)
        .join(_STANDING, _STANDING.c.account == asks.c.account, isouter=True)
        .group_by(asks.c.request, currency)
        .cte("summed")
    )
    lead = _VOICE.alias("lead")
    prospects = (
        select(func.count(distinct(func.lower(lead.c.name))))
        .where(lead.c.request == _REQUEST.c.id, lead.c.asker == Asker.PROSPECT)
        .correlate(_REQUEST)
        .scalar_subquery()
    )
    return (
        select(
            theirs.c.account,
            theirs.c.holds_up,
            *(_REQUEST.c[name] for name in ("id", "title", "at")),
            prospects.label("prospects"),
            summed.c.currency,
            *(summed.c[name.value] for name in counted),
        )
        .select_from(theirs)
        .join(_REQUEST, _REQUEST.c.id == theirs.c.request)
        .join(summed, summed.c.request == theirs.c.request)
    )


_STATEMENTS = {is_postgresql: _statement(is_postgresql=is_postgresql) for is_postgresql in (False, True)}
