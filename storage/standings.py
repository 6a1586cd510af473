"""The read model. The statements are built once; the hot path is one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, exists, func, select, true, union_all

from domain.accounts import Account, AccountStatus
from domain.health.model import Band
from domain.health.ports import StandingFilter, StandingOrder, StandingPage
from domain.health.standing import AccountStanding
from storage.accounts import SqlAccounts
from storage.books import in_a_book_of
from storage.driver_reads import DriverRead
from storage.standing_values import OF_ACCOUNT, standing_from
from storage.tables import AccountRow, AccountWordRow, ExternalIdRow, StandingRow, VoiceRow, table_of

_ACCOUNT = table_of(AccountRow)
_STANDING = table_of(StandingRow)
_WORD = table_of(AccountWordRow)
_EXTERNAL_ID = table_of(ExternalIdRow)
_VOICE = table_of(VoiceRow)
_HAS_ASKED = exists().where(_VOICE.c.account == _STANDING.c.account).correlate(_STANDING).label("has_asked")
_COLUMNS = [
    _HAS_ASKED
    if field.name == _HAS_ASKED.name
    else _ACCOUNT.c[OF_ACCOUNT[field.name]]
    if field.name in OF_ACCOUNT
    else _STANDING.c[field.name]
    for field in fields(AccountStanding)
]
SCORED_ACCOUNTS = _STANDING.join(_ACCOUNT, _ACCOUNT.c.id == _STANDING.c.account)
ALL_STANDINGS = select(*_COLUMNS).select_from(SCORED_ACCOUNTS)
_ONE = DriverRead(ALL_STANDINGS.where(_STANDING.c.account == bindparam("wanted")))
_CALLED = union_all(
    select(_WORD.c.account).where(_WORD.c.normal == bindparam("wanted")),
    select(_EXTERNAL_ID.c.account).where(_EXTERNAL_ID.c.normal == bindparam("wanted")),
)
_BY_EXACT_NAME = DriverRead(ALL_STANDINGS.where(_STANDING.c.account.in_(_CALLED)).order_by(_STANDING.c.account))
_COUNTS = (
    select(_STANDING.c.band, func.count())
    .select_from(_ACCOUNT.outerjoin(_STANDING, _ACCOUNT.c.id == _STANDING.c.account))
    .group_by(_STANDING.c.band)
)
_NEVER_SCORED = _STANDING.c.account.is_(None)
_ORDERS = MappingProxyType(
    {
        StandingOrder.WORST_FIRST: (_STANDING.c.worst_rank, _STANDING.c.account),
        StandingOrder.ARR_AT_RISK_FIRST: (
            _STANDING.c.at_risk_rank,
            _STANDING.c.main_arr_order,
            _STANDING.c.account,
        ),
    }
)


class SqlStandings:
    def __init__(self, connection: Connection, accounts: SqlAccounts) -> None:
        self._connection = connection
        self._accounts = accounts

    def of(self, account: int) -> AccountStanding | None:
        return next(map(standing_from, _ONE.rows(self._connection, {"wanted": account})), None)

    def by_exact_name(self, normalised: str) -> Sequence[AccountStanding]:
        return [standing_from(row) for row in _BY_EXACT_NAME.rows(self._connection, {"wanted": normalised})]

    def page(self, wanted: StandingFilter, *, order: StandingOrder, offset: int, limit: int) -> StandingPage:
        accounts, standing = of_wanted_accounts(wanted), _of_wanted_standing(wanted)
        rows = ALL_STANDINGS.where(*accounts, standing).order_by(*_ORDERS[order]).offset(offset).limit(limit)
        standings = tuple([standing_from(row) for row in self._connection.execute(rows)])
        return self._counted(standings, _COUNTS.where(*accounts, standing | _NEVER_SCORED))

    def never_scored(self, account: int) -> Account | None:
        return None if self.of(account) else self._accounts.by_id(account)

    def _counted(self, standings: tuple[AccountStanding, ...], statement: Select[Any]) -> StandingPage:
        counts: dict[str | None, int] = dict(self._connection.execute(statement).all())
        not_scored = counts.pop(None, 0)
        bands = {Band(str(band)): count for band, count in counts.items()}
        return StandingPage(standings, sum(bands.values()), not_scored, bands)


def of_wanted_accounts(wanted: StandingFilter) -> list[ColumnElement[bool]]:
    """Accounts that have gone are in no list."""
    conditions = [_ACCOUNT.c.status != AccountStatus.CHURNED]
    if wanted.tier:
        conditions.append(_ACCOUNT.c.tier == wanted.tier)
    if wanted.owner:
        conditions.append(in_a_book_of([wanted.owner], wanted.today))
    if wanted.owners is not None:
        conditions.append(in_a_book_of(wanted.owners, wanted.today))
    return conditions


def _of_wanted_standing(wanted: StandingFilter) -> ColumnElement[bool]:
    stage = _STANDING.c.stage == wanted.stage if wanted.stage else true()
    band = _STANDING.c.band == wanted.band if wanted.band else true()
    return stage & band
