"""What the figures of a team are made of: one statement a table, limited to the accounts that are asked for."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Date,
    Select,
    and_,
    bindparam,
    case,
    cast,
    func,
    or_,
    select,
)

from domain.accounts import AccountStatus, Money, UsageMeasure
from domain.health.model import Band
from domain.success import OutcomeStatus
from domain.surveys.promoters import Answers
from domain.teamwork.customers import RECENT_DAYS, ScoreSeen, SeatSpan, Use
from domain.teamwork.ports import StandingSeen, TaskMade, TasksAsked
from domain.teamwork.work import DueTouches, PlanSeen
from storage.chunks import LOOKED_UP, chunks
from storage.scoring.sources import YEAR_DAYS, latest_nps
from storage.scoring.usage import windows
from storage.tables import (
    AccountRow,
    ContractLineRow,
    ContractRow,
    SnapshotRow,
    StandingRow,
    SuccessOutcomeRow,
    TaskRow,
    UsageRow,
    table_of,
)

SCORED_WITHIN = timedelta(days=7)
PROMOTER, DETRACTOR = 900, 600
"""In hundredths, as answers are kept."""
_BAND_STEP = 1_000
"""A band and a score travel as one number: the place of the band × 1000 + the score."""
_BANDS = tuple(Band)
_PLACE_OF = {band.value: place for place, band in enumerate(_BANDS)}

_ACCOUNT, _STANDING, _SNAPSHOT = table_of(AccountRow), table_of(StandingRow), table_of(SnapshotRow)
_LINE, _CONTRACT = table_of(ContractLineRow), table_of(ContractRow)
_USAGE, _OUTCOME, _TASK = table_of(UsageRow), table_of(SuccessOutcomeRow), table_of(TaskRow)
_DAY: ColumnElement[date] = bindparam("day", type_=Date)
_STARTS = func.coalesce(_LINE.c.start_on, _CONTRACT.c.start_on)
_ENDS = func.coalesce(_LINE.c.end_on, _CONTRACT.c.end_on)


class SqlTeamBook:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def answers(self, day: date, accounts: Collection[int] | None) -> Mapping[int, Answers]:
        values = {"today_on": day, "answered_after": day - timedelta(days=YEAR_DAYS)}
        return {row[0]: Answers(*row[1:]) for row in self._rows(team_answers(), accounts, values)}

    def use(self, day: date, accounts: Collection[int] | None) -> Mapping[int, Use]:
        """Events where they are counted; else people active on each day."""
        found: dict[int, Use] = {}
        for measure in (UsageMeasure.ACTIVE_USERS, UsageMeasure.EVENTS):
            for account, recent, _, before, first_on in self._rows(windows(measure), accounts, _today(day)):
                if recent is not None or before is not None:
                    found[account] = Use(recent, before, first_on)
        return found

    def users(self, day: date, accounts: Collection[int] | None) -> Mapping[int, int]:
        return {row[0]: row[1] for row in self._rows(team_users(), accounts, _today(day)) if row[1] is not None}

    def seats(self, day: date, accounts: Collection[int] | None) -> Sequence[SeatSpan]:
        values = {"day": day, "first": day - timedelta(days=RECENT_DAYS - 1)}
        return [SeatSpan(*row) for row in self._rows(team_seats(), accounts, values)]

    def standings(self, accounts: Collection[int] | None) -> Mapping[int, StandingSeen]:
        return {row[0]: _standing_from(row) for row in self._rows(team_standings(), accounts, {})}

    def scores(self, day: date, accounts: Collection[int] | None) -> Mapping[int, ScoreSeen]:
        values = {"day": day, "first": day - SCORED_WITHIN}
        return {
            row[0]: _score_from(row[1]) for row in self._rows(team_scores(), accounts, values) if row[1] is not None
        }

    def plans(self, day: date, accounts: Collection[int] | None) -> Mapping[int, PlanSeen]:
        return {row[0]: PlanSeen(*row[1:]) for row in self._rows(team_plans(), accounts, {"day": day})}

    def tasks(self, asked: TasksAsked, people: Collection[str] | None) -> Sequence[TaskMade]:
        wanted = team_tasks(asked)
        if people is not None:
            wanted = wanted.where(_TASK.c.assignee.in_(people))
        return [TaskMade(*row) for row in self._connection.execute(wanted)]

    def _rows(
        self, statement: Select[Any], accounts: Collection[int] | None, values: Mapping[str, object]
    ) -> Iterator[Sequence[Any]]:
        """The first column of each of these statements is the account."""
        if accounts is None:
            yield from self._connection.execute(statement, values).all()
            return
        column = next(iter(statement.selected_columns))
        for some in chunks(sorted(accounts), LOOKED_UP):
            yield from self._connection.execute(statement.where(column.in_(some)), values).all()


@cache
def team_answers() -> Select[Any]:
    latest = latest_nps().c
    score = latest.score
    return (
        select(
            latest.account,
            func.count().filter(score >= PROMOTER),
            func.count().filter(and_(score < PROMOTER, score > DETRACTOR)),
            func.count().filter(score <= DETRACTOR),
        )
        .where(latest.nth == 1)
        .group_by(latest.account)
    )


@cache
def team_users() -> Select[Any]:
    newest = _recent(UsageMeasure.ACTIVE_USERS_28D, _USAGE.c.value).order_by(_USAGE.c.day.desc()).limit(1)
    most = _recent(UsageMeasure.ACTIVE_USERS, func.max(_USAGE.c.value))
    return select(_ACCOUNT.c.id, func.coalesce(newest.scalar_subquery(), most.scalar_subquery()))


@cache
def team_seats() -> Select[Any]:
    return (
        select(_LINE.c.account, _LINE.c.seats, _STARTS, _ENDS)
        .join_from(_LINE, _CONTRACT, _CONTRACT.c.id == _LINE.c.contract)
        .where(_LINE.c.seats > 0, or_(_STARTS.is_(None), _STARTS <= _DAY))
        .where(or_(_ENDS.is_(None), bindparam("first", type_=Date) < _ENDS))
    )


@cache
def team_standings() -> Select[Any]:
    standing = (_STANDING.c[name] for name in ("shown", "band", "arr", "touches_due", "touches_met"))
    return (
        select(_STANDING.c.account, *standing)
        .join_from(_STANDING, _ACCOUNT, _ACCOUNT.c.id == _STANDING.c.account)
        .where(_ACCOUNT.c.status != AccountStatus.CHURNED)
    )


@cache
def team_scores() -> Select[Any]:
    """One look into the key an account, however many scores are stored."""
    place: ColumnElement[int] = case(_PLACE_OF, value=_SNAPSHOT.c.band)
    within = and_(_SNAPSHOT.c.day <= _DAY, _SNAPSHOT.c.day > bindparam("first", type_=Date))
    last = (
        select(place * _BAND_STEP + _SNAPSHOT.c.shown)
        .where(_SNAPSHOT.c.account == _ACCOUNT.c.id, within)
        .order_by(_SNAPSHOT.c.day.desc(), _SNAPSHOT.c.revision.desc())
        .limit(1)
        .correlate(_ACCOUNT)
    )
    return select(_ACCOUNT.c.id, last.scalar_subquery())


@cache
def team_plans() -> Select[Any]:
    status = _OUTCOME.c.status
    is_well = or_(status == OutcomeStatus.ON_TRACK.value, status == OutcomeStatus.REACHED.value)
    return (
        select(_OUTCOME.c.account, func.count(), func.count().filter(is_well))
        .where(_OUTCOME.c.agreed_on <= _DAY)
        .group_by(_OUTCOME.c.account)
    )


def team_tasks(asked: TasksAsked) -> Select[Any]:
    is_due = and_(_TASK.c.due_on >= asked.first, _TASK.c.due_on < asked.after)
    is_late = and_(_TASK.c.due_on < asked.after, or_(_TASK.c.done_at.is_(None), _TASK.c.done_at >= asked.until))
    return select(_TASK.c.assignee, _TASK.c.due_on, _TASK.c.done_at).where(or_(is_due, is_late))


def _recent(measure: UsageMeasure, figure: Any) -> Select[Any]:
    today: ColumnElement[int] = bindparam("today")
    days = and_(_USAGE.c.day <= today, _USAGE.c.day > today - RECENT_DAYS)
    of_account = and_(_USAGE.c.account == _ACCOUNT.c.id, _USAGE.c.measure == measure.value)
    return select(cast(figure, BigInteger)).where(of_account, days).correlate(_ACCOUNT)


def _today(day: date) -> dict[str, object]:
    return {"today": day.toordinal()}


def _score_from(number: int) -> ScoreSeen:
    return ScoreSeen(number % _BAND_STEP, _BANDS[number // _BAND_STEP])


def _standing_from(row: Sequence[Any]) -> StandingSeen:
    _, shown, band, arr, due, met = row
    touches = None if due is None else DueTouches(due, met)
    return StandingSeen(
        ScoreSeen(shown, Band(band)), tuple(Money(minor, currency) for minor, currency in json.loads(arr)), touches
    )
