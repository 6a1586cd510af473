"""Accounts by stage: two statements however many there are, and one for those without a score."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import BigInteger, Connection, case, cast, func, select, true

from domain.accounts import LifecycleStage, Money
from domain.health.ports import StandingFilter
from domain.lifecycle.ports import StagesPage, StageTotal
from storage.standing_values import standing_from
from storage.standings import ALL_STANDINGS, of_wanted_accounts
from storage.tables import AccountRow, StandingRow, table_of

_ACCOUNT, _STANDING = table_of(AccountRow), table_of(StandingRow)
_IS_STUCK = _STANDING.c.stuck.is_not(None)
_AMOUNT = _STANDING.c.main_arr_minor
_COUNTS = (
    select(
        _STANDING.c.stage,
        _STANDING.c.main_arr_currency,
        func.count(),
        func.count().filter(_IS_STUCK),
        cast(func.coalesce(func.sum(_AMOUNT), 0), BigInteger),
        cast(func.coalesce(func.sum(_AMOUNT).filter(_IS_STUCK), 0), BigInteger),
    )
    .select_from(_ACCOUNT.outerjoin(_STANDING, _STANDING.c.account == _ACCOUNT.c.id))
    .group_by(_STANDING.c.stage, _STANDING.c.main_arr_currency)
)


def stages_page(connection: Connection, wanted: StandingFilter, *, stuck: bool, offset: int, limit: int) -> StagesPage:
    books = of_wanted_accounts(wanted)
    of_stage = _STANDING.c.stage == wanted.stage if wanted.stage else true()
    order = (case((_IS_STUCK, 0), else_=1), _STANDING.c.main_arr_order, _STANDING.c.account)
    listed = ALL_STANDINGS.where(*books, of_stage, _IS_STUCK if stuck else true()).order_by(*order)
    standings = tuple([standing_from(row) for row in connection.execute(listed.offset(offset).limit(limit))])
    return _page(standings, connection.execute(_COUNTS.where(*books)).all(), wanted.stage, stuck=stuck)


def _page(standings: tuple[Any, ...], counts: Any, stage: LifecycleStage | None, *, stuck: bool) -> StagesPage:
    rows = defaultdict(list)
    for name, *row in counts:
        rows[name].append(row)
    not_scored = sum(row[1] for row in rows.pop(None, []))
    totals = {each: _total(rows[each.value]) for each in LifecycleStage if each.value in rows}
    chosen = [total for each, total in totals.items() if stage in {None, each}]
    shown = sum(total.stuck if stuck else total.accounts for total in chosen)
    return StagesPage(standings, shown, totals, not_scored)


def _total(rows: list[Any]) -> StageTotal:
    """One row a currency; those without an amount have none."""
    return StageTotal(
        accounts=sum(row[1] for row in rows),
        stuck=sum(row[2] for row in rows),
        arr=_amounts(rows, 3),
        arr_stuck=_amounts(rows, 4),
    )


def _amounts(rows: list[Any], place: int) -> tuple[Money, ...]:
    return tuple(sorted((Money(row[place], row[0]) for row in rows if row[0] and row[place]), key=_currency))


def _currency(money: Money) -> str:
    return money.currency
