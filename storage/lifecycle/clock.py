"""Who waits for first value, each by its own target: three statements however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, and_, func, select

from domain.health.ports import StandingFilter
from domain.health.standing import AccountStanding
from domain.lifecycle.ports import CLOCK_DAYS, ClockPage, ClockRow
from storage.standing_values import standing_from
from storage.standings import ALL_STANDINGS, SCORED_ACCOUNTS, of_wanted_accounts
from storage.tables import AccountRow, MilestoneRow, StandingRow, table_of

_ACCOUNT, _STANDING = table_of(AccountRow).c, table_of(StandingRow).c
_MILESTONE = table_of(MilestoneRow).c
_due = _STANDING.first_value_due_on
_WAITING = ALL_STANDINGS.add_columns(_ACCOUNT.segment)


def clock_page(
    connection: Connection, wanted: StandingFilter, *, late: bool, today: date, offset: int, limit: int
) -> ClockPage:
    waits = and_(*of_wanted_accounts(wanted), _ACCOUNT.first_value_on.is_(None), _due.is_not(None))
    first_day = today - timedelta(days=CLOCK_DAYS)
    is_in, is_late = _due >= first_day, and_(_due >= first_day, _due < today)
    listed = (
        _WAITING.where(waits, is_late if late else is_in)
        .order_by(_due, _STANDING.main_arr_order, _STANDING.account)
        .offset(offset)
        .limit(limit)
    )
    found = [(standing_from(row[:-1]), row[-1]) for row in connection.execute(listed)]
    counts = select(func.count().filter(is_in), func.count().filter(is_late), func.count()).select_from(SCORED_ACCOUNTS)
    total, overdue, everybody = connection.execute(counts.where(waits)).one()
    rows = _with_milestones(connection, found, today)
    return ClockPage(rows, overdue if late else total, total, overdue, everybody - total)


def _with_milestones(
    connection: Connection, found: Sequence[tuple[AccountStanding, str | None]], today: date
) -> tuple[ClockRow, ...]:
    is_due = _MILESTONE.due_on <= today
    is_done = _MILESTONE.done_on <= today
    statement = (
        select(
            _MILESTONE.account,
            func.count().filter(is_done),
            func.count().filter(is_due),
            func.count(),
        )
        .where(_MILESTONE.account.in_([standing.account for standing, _ in found]))
        .group_by(_MILESTONE.account)
    )
    steps = {account: counts for account, *counts in connection.execute(statement)}
    return tuple(ClockRow(standing, segment, *steps.get(standing.account, ())) for standing, segment in found)
