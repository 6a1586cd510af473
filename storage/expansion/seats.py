"""Who uses nearly all of the seats, and since when: one statement, whatever the number of accounts."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Double,
    RowMapping,
    ScalarSelect,
    Select,
    Subquery,
    and_,
    case,
    cast,
    exists,
    func,
    or_,
    select,
)

from domain.accounts import AccountStatus, UsageMeasure
from domain.expansion.play import PlayKind, Stage
from domain.expansion.ports import SeatQuery
from domain.expansion.suggesting import SeatFacts
from domain.health.model import Band
from domain.renewals.renewal import ForecastCategory
from storage.among import among
from storage.books import in_a_book_of
from storage.tables import (
    AccountRow,
    ContractLineRow,
    ContractRow,
    PlayRow,
    RenewalRow,
    StandingRow,
    UsageRow,
    table_of,
)

FRESH_DAYS = 28
"""Older figures say nothing of today; the scores look no further back either."""
LOOKED_BACK = 400
_MEASURES = (UsageMeasure.ACTIVE_USERS_28D, UsageMeasure.SEATS_ASSIGNED)
_ACCOUNT, _STANDING, _USAGE = table_of(AccountRow), table_of(StandingRow), table_of(UsageRow)
_CONTRACT, _LINE = table_of(ContractRow), table_of(ContractLineRow)
_PLAY, _RENEWAL = table_of(PlayRow), table_of(RenewalRow)


def full_accounts(wanted: SeatQuery, dialect: str) -> Select[Any]:
    """Two rows of an account where both its active and its assigned seats are near the contracted ones.

    Where it is limited to `within`, its parameter `among` holds them.
    """
    runs = _runs(wanted, _seats(wanted.today), dialect)
    facts = (runs.c.seats, _used(runs).label("used"), runs.c.measure, _since(runs, wanted.today).label("since"))
    beside = (
        _ACCOUNT.c.first_value_on,
        _has_open_play().label("has_open_play"),
        _has_renewal_at_risk().label("has_renewal_at_risk"),
        _lost_on().label("lost_on"),
    )
    joined = runs.join(_ACCOUNT, _ACCOUNT.c.id == runs.c.account)
    return (
        select(_ACCOUNT.c.id, _ACCOUNT.c.name, _ACCOUNT.c.owner, _STANDING.c.band, _STANDING.c.shown, *facts, *beside)
        .select_from(joined.join(_STANDING, _STANDING.c.account == runs.c.account))
        .order_by(_ACCOUNT.c.id, runs.c.measure)
    )


def _used(runs: Subquery) -> ScalarSelect[Any]:
    """The newest number of the run."""
    newest = _USAGE.c
    is_it = and_(newest.account == runs.c.account, newest.measure == runs.c.measure, newest.day == runs.c.newest)
    return select(newest.value).where(is_it).correlate(runs).scalar_subquery()


def _since(runs: Subquery, today: date) -> ScalarSelect[Any]:
    """The first day of the run: the one after it was last below, as far as is looked back."""
    later = _USAGE.c
    is_after = and_(later.day > func.coalesce(runs.c.below, 0), later.day > today.toordinal() - LOOKED_BACK)
    is_of_it = and_(later.account == runs.c.account, later.measure == runs.c.measure)
    return select(func.min(later.day)).where(is_of_it, is_after).correlate(runs).scalar_subquery()


def facts_from(row: RowMapping) -> SeatFacts:
    return SeatFacts(
        row["id"],
        row["name"],
        row["owner"],
        Band(row["band"]) if row["shown"] is not None else None,
        row["shown"],
        row["seats"],
        row["used"],
        UsageMeasure(row["measure"]),
        date.fromordinal(row["since"]),
        row["first_value_on"],
        bool(row["has_open_play"]),
        bool(row["has_renewal_at_risk"]),
        row["lost_on"],
    )


def _seats(today: date) -> Subquery:
    """What is contracted today; a line without days of its own has those of its contract."""
    start = func.coalesce(_LINE.c.start_on, _CONTRACT.c.start_on)
    end = func.coalesce(_LINE.c.end_on, _CONTRACT.c.end_on)
    runs = and_(or_(start.is_(None), start <= today), or_(end.is_(None), end > today))
    return (
        select(_LINE.c.account, func.sum(_LINE.c.seats).label("seats"))
        .select_from(_LINE.join(_CONTRACT, _CONTRACT.c.id == _LINE.c.contract))
        .where(runs)
        .group_by(_LINE.c.account)
        .having(func.sum(_LINE.c.seats) > 0)
        .subquery("seats")
    )


def _runs(wanted: SeatQuery, seats: Subquery, dialect: str) -> Subquery:
    """Of green accounts in the book: the last day below the share, and the newest day."""
    today = wanted.today.toordinal()
    is_below = cast(_USAGE.c.value, Double) < wanted.seat_share * cast(seats.c.seats, Double)
    below, newest = func.max(case((is_below, _USAGE.c.day))), func.max(_USAGE.c.day)
    return (
        select(
            _USAGE.c.account,
            _USAGE.c.measure,
            seats.c.seats,
            below.label("below"),
            newest.label("newest"),
        )
        .select_from(
            _USAGE.join(seats, seats.c.account == _USAGE.c.account)
            .join(_ACCOUNT, _ACCOUNT.c.id == _USAGE.c.account)
            .join(_STANDING, _STANDING.c.account == _USAGE.c.account)
        )
        .where(_USAGE.c.measure.in_(_MEASURES), _USAGE.c.day > today - LOOKED_BACK, *_of_accounts(wanted, dialect))
        .group_by(_USAGE.c.account, _USAGE.c.measure, seats.c.seats)
        .having(newest > today - FRESH_DAYS)
        .having(func.coalesce(below, 0) < today - wanted.for_days)
        .having(func.min(_USAGE.c.day) <= today - wanted.for_days)
        .subquery("runs")
    )


def _of_accounts(wanted: SeatQuery, dialect: str) -> list[ColumnElement[bool]]:
    conditions = [
        _STANDING.c.band == Band.GREEN,
        _ACCOUNT.c.status != AccountStatus.CHURNED,
        _ACCOUNT.c.first_value_on.is_not(None),
    ]
    if wanted.owners is not None:
        conditions.append(in_a_book_of(wanted.owners, wanted.today))
    if wanted.within is not None:
        conditions.append(among(dialect, _ACCOUNT.c.id))
    return conditions


def _has_open_play() -> ColumnElement[bool]:
    is_play = _PLAY.c.kind != PlayKind.REFERRAL
    return exists().where(_PLAY.c.account == _ACCOUNT.c.id, _PLAY.c.ended_on.is_(None), is_play).correlate(_ACCOUNT)


def _has_renewal_at_risk() -> ColumnElement[bool]:
    feared = _RENEWAL.c.forecast.in_((ForecastCategory.AT_RISK, ForecastCategory.EXPECTED_LOSS))
    return (
        exists()
        .where(_RENEWAL.c.account == _ACCOUNT.c.id, _RENEWAL.c.outcome.is_(None))
        .where(feared | _RENEWAL.c.notice_received_on.is_not(None))
        .correlate(_ACCOUNT)
    )


def _lost_on() -> ColumnElement[date]:
    lost = select(func.max(_PLAY.c.ended_on)).where(_PLAY.c.account == _ACCOUNT.c.id, _PLAY.c.stage == Stage.LOST)
    return lost.correlate(_ACCOUNT).scalar_subquery()
