"""The statements behind the Home tab: each reads what one person answers for, whatever else the book holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, true

from domain.accounts import AccountStatus
from domain.health.model import Band
from domain.home_ports import BandSum, NextRenewal, OwnerWithoutRole, SetUp, WorseAccount, WorsePage
from storage.books import in_a_book_of
from storage.money import arr_from
from storage.standing_values import renewal_glance_from
from storage.tables import (
    AccountRow,
    ChannelLinkRow,
    MemberRow,
    RenewalRow,
    SnapshotRow,
    StandingRow,
    table_of,
)

_ACCOUNT, _STANDING, _SNAPSHOT = table_of(AccountRow), table_of(StandingRow), table_of(SnapshotRow)
_RENEWAL, _MEMBER, _LINK = table_of(RenewalRow), table_of(MemberRow), table_of(ChannelLinkRow)
_LIVE = _ACCOUNT.c.status != AccountStatus.CHURNED
_STANDS = _ACCOUNT.outerjoin(_STANDING, _STANDING.c.account == _ACCOUNT.c.id)
_BANDS = {band.value: band for band in Band}


class SqlHomeBook:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def bands(self, people: Sequence[str] | None, *, today: date) -> Sequence[BandSum]:
        return [
            BandSum(_BANDS[band] if band else None, currency, accounts, int(minor or 0))
            for band, currency, accounts, minor in self._connection.execute(band_sums(people, today))
        ]

    def worse(
        self, people: Sequence[str] | None, *, today: date, drop: int, days: int, offset: int, limit: int
    ) -> WorsePage:
        wanted = worse_accounts(people, today, drop=drop, days=days)
        rows = list(self._connection.execute(wanted))
        return WorsePage(tuple(map(_worse_from, rows[offset : offset + limit])), len(rows))

    def next_renewal(self, people: Sequence[str] | None, *, today: date) -> NextRenewal | None:
        row = self._connection.execute(next_renewal(people, today)).first()
        return NextRenewal(*row) if row else None

    def set_up(self) -> SetUp:
        counts = select(
            func.count(),
            func.count(_STANDING.c.account),
            func.count().filter(_ACCOUNT.c.owner.is_(None)),
            select(func.count(_LINK.c.channel.distinct())).scalar_subquery(),
        )
        return SetUp(*self._connection.execute(counts.select_from(_STANDS).where(_LIVE)).one())

    def owners_without_role(self, *, limit: int) -> Sequence[OwnerWithoutRole]:
        wanted = (
            select(_ACCOUNT.c.owner, func.count().label("accounts"))
            .select_from(_ACCOUNT.outerjoin(_MEMBER, _MEMBER.c.slack_id == _ACCOUNT.c.owner))
            .where(_LIVE, _ACCOUNT.c.owner.is_not(None), _MEMBER.c.slack_id.is_(None))
            .group_by(_ACCOUNT.c.owner)
            .order_by(func.count().desc(), _ACCOUNT.c.owner)
            .limit(limit)
        )
        return [OwnerWithoutRole(owner, accounts) for owner, accounts in self._connection.execute(wanted)]


def band_sums(people: Sequence[str] | None, today: date) -> Select[Any]:
    currency = _STANDING.c.main_arr_currency
    return (
        select(_STANDING.c.band, currency, func.count(), func.sum(_STANDING.c.main_arr_minor))
        .select_from(_STANDS)
        .where(_LIVE, _of(people, today))
        .group_by(_STANDING.c.band, currency)
    )


def worse_accounts(people: Sequence[str] | None, today: date, *, drop: int, days: int) -> Select[Any]:
    """Which band an account stood in before is looked up only for those that are red and lost points."""
    before = (
        select(_SNAPSHOT.c.band)
        .where(_SNAPSHOT.c.account == _STANDING.c.account, _SNAPSHOT.c.day <= today - timedelta(days=days))
        .order_by(_SNAPSHOT.c.day.desc(), _SNAPSHOT.c.revision.desc())
        .limit(1)
        .correlate(_STANDING)
        .scalar_subquery()
    )
    lost = _STANDING.c.change_7
    turned = and_(_STANDING.c.band == Band.RED, lost < 0, before.is_not(None), before != Band.RED)
    return (
        select(
            *(_ACCOUNT.c[name] for name in ("id", "name", "owner", "next_renewal")),
            *(_STANDING.c[name] for name in ("main_arr_minor", "main_arr_currency", "shown", "change_7")),
            _STANDING.c.last_two_way_on,
            turned.label("turned"),
        )
        .select_from(_STANDING.join(_ACCOUNT, _ACCOUNT.c.id == _STANDING.c.account))
        .where(_LIVE, _of(people, today), _STANDING.c.shown.is_not(None), lost < 0, or_(lost <= -drop, turned))
        .order_by(turned.desc(), lost, _STANDING.c.main_arr_order, _ACCOUNT.c.id)
    )


def next_renewal(people: Sequence[str] | None, today: date) -> Select[Any]:
    return (
        select(_ACCOUNT.c.name, _RENEWAL.c.due_on)
        .select_from(_RENEWAL.join(_ACCOUNT, _ACCOUNT.c.id == _RENEWAL.c.account))
        .where(_LIVE, _RENEWAL.c.outcome.is_(None), _RENEWAL.c.due_on >= today, _of(people, today))
        .order_by(_RENEWAL.c.due_on, _RENEWAL.c.id)
        .limit(1)
    )


def _of(people: Sequence[str] | None, today: date) -> ColumnElement[bool]:
    return true() if people is None else in_a_book_of(people, today)


def _worse_from(row: Any) -> WorseAccount:
    return WorseAccount(
        account=row.id,
        name=row.name,
        owner=row.owner,
        arr=arr_from(row.main_arr_minor, row.main_arr_currency),
        before=row.shown - row.change_7,
        after=row.shown,
        turned=bool(row.turned),
        last_two_way_on=row.last_two_way_on,
        renewal=renewal_glance_from(row.next_renewal),
    )
