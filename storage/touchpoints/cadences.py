"""How silent accounts are, as their standings say: two statements however many there are."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Double, Select, and_, case, cast, func, literal, select, true

from domain.health.ports import StandingFilter
from domain.touchpoints.ports import CadencePage
from storage.days import ordinal
from storage.standing_values import standing_from
from storage.standings import ALL_STANDINGS, SCORED_ACCOUNTS, of_wanted_accounts
from storage.tables import AccountRow, StandingRow, table_of

_ACCOUNT = table_of(AccountRow).c
_STANDING = table_of(StandingRow).c
_SINCE = func.coalesce(_STANDING.last_two_way_on, _STANDING.with_us_since, type_=_STANDING.last_two_way_on.type)
_CAN_SAY = _SINCE.is_not(None) & _STANDING.cadence_days.is_not(None)


def cadence_page(
    connection: Connection, wanted: StandingFilter, *, overdue: bool, today: date, offset: int, limit: int
) -> CadencePage:
    silent = cast(literal(today.toordinal()) - ordinal(_SINCE), Double)
    is_late = and_(_CAN_SAY, silent > _STANDING.cadence_days)
    books = of_wanted_accounts(wanted)
    listed = (
        ALL_STANDINGS.where(*books, is_late if overdue else true())
        .order_by(*_gravest_first(silent, is_late), _STANDING.main_arr_order, _STANDING.account)
        .offset(offset)
        .limit(limit)
    )
    standings = tuple([standing_from(row) for row in connection.execute(listed)])
    total, late, never, due, met, accounts_due = connection.execute(_counts(is_late).where(*books)).one()
    return CadencePage(standings, late if overdue else total, total, late, never, due, met, accounts_due)


def _counts(is_late: ColumnElement[bool]) -> Select[Any]:
    return select(
        func.count(),
        func.count().filter(is_late),
        func.count().filter(~_CAN_SAY),
        func.coalesce(func.sum(_STANDING.touches_due), 0),
        func.coalesce(func.sum(_STANDING.touches_met), 0),
        func.count().filter(_STANDING.touches_due > 0),
    ).select_from(SCORED_ACCOUNTS)


def _gravest_first(silent: ColumnElement[float], is_late: ColumnElement[bool]) -> list[ColumnElement[float]]:
    """As `domain.touchpoints.cadence.gravity_of_silence` has it."""
    rank = case((is_late, 0.0), (~_CAN_SAY, 1.0), else_=2.0)
    passed = case((_CAN_SAY, -silent / cast(_STANDING.cadence_days, Double)), else_=0.0)
    return [rank, passed]
