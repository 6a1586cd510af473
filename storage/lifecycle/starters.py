"""Everybody who went live, with how long they waited for first value: two statements however many there are."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from domain.accounts import AccountStatus, Tier
from domain.first_value.survival import Starter
from domain.health.ports import StandingFilter
from domain.lifecycle.ports import StarterPage, StarterRow
from storage.books import in_a_book_of
from storage.tables import AccountRow, table_of

_ACCOUNT = table_of(AccountRow).c
_STARTERS = select(
    *(_ACCOUNT[name] for name in ("went_live_on", "first_value_on", "churned_on", "status", "segment", "tier"))
).order_by(_ACCOUNT.id)


def starter_page(connection: Connection, wanted: StandingFilter, *, today: date) -> StarterPage:
    books = _of(wanted)
    rows = connection.execute(_STARTERS.where(*books, _ACCOUNT.went_live_on <= today))
    is_not_live = and_(
        _ACCOUNT.status != AccountStatus.CHURNED,
        or_(_ACCOUNT.went_live_on.is_(None), _ACCOUNT.went_live_on > today),
    )
    not_live = connection.execute(select(func.count()).select_from(_ACCOUNT.id.table).where(*books, is_not_live))
    return StarterPage(tuple([_row(row, today) for row in rows]), not_live.scalar_one())


def _of(wanted: StandingFilter) -> list[ColumnElement[bool]]:
    """Those that left count too: to leave them out would keep whoever waited longest out of the curve."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.tier:
        conditions.append(_ACCOUNT.tier == wanted.tier)
    if wanted.owner:
        conditions.append(in_a_book_of([wanted.owner], wanted.today))
    if wanted.owners is not None:
        conditions.append(in_a_book_of(wanted.owners, wanted.today))
    return conditions


def _row(row: Any, today: date) -> StarterRow:
    live_on, value_on, churned_on, status, segment, tier = row
    is_reached = value_on is not None and value_on <= today
    has_left = not is_reached and status == AccountStatus.CHURNED
    until = value_on if is_reached else (churned_on or today) if has_left else today
    return StarterRow(Starter(live_on, until, is_reached, has_left), segment, Tier(tier))
