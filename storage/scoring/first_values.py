"""Where the book shows a first value that the account's row does not have yet: one statement a rule of the policy.

Looked for from going live (else from the start) on, for a year: what came later than that, people say.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy import Date as DateType

from domain.accounts import UsageMeasure
from domain.first_value.rules import FirstValuePolicy, ValueRule, ValueWay
from domain.health.columns import AccountFacts, Codes, Flags, Floats, ValueFacts
from storage.days import ordinal
from storage.scoring.reading import Source, aligned
from storage.scoring.usage import DAY_STEP, day_with_value
from storage.tables import AccountRow, ContractLineRow, FirstValueNoteRow, MilestoneRow, UsageRow, table_of

SEARCHED_DAYS = 365
WEEK, MONTH = 7, 28

_ACCOUNT, _USAGE = table_of(AccountRow), table_of(UsageRow)
_account, _usage = _ACCOUNT.c, _USAGE.c
_line, _milestone, _note = table_of(ContractLineRow).c, table_of(MilestoneRow).c, table_of(FirstValueNoteRow).c
_today: ColumnElement[int] = bindparam("today")
_today_on: ColumnElement[Any] = bindparam("today_on", type_=DateType)
_BEGAN = cast(func.coalesce(ordinal(_account.went_live_on), ordinal(_account.customer_since)), BigInteger)
_IN_REACH = and_(_usage.day >= _BEGAN, _usage.day <= _BEGAN + SEARCHED_DAYS, _usage.day <= _today)
_WITH_VALUE = day_with_value(_usage.day, _usage.value)


def value_facts(source: Source, known: AccountFacts, policy: FirstValuePolicy) -> ValueFacts:
    account = known.account
    rule = _rules(source, account, policy)
    found = np.full((4, len(account)), np.nan)
    for place, each in enumerate(policy.rules):
        wanted = (rule == place) & np.isnan(known.first_value_on)
        if wanted.any() and (look := _LOOKS.get(each.by)):
            found = np.where(wanted, look(source.needing(account, wanted), account, each), found)
    return ValueFacts(rule, *_without_cleared(source, account, found))


def _without_cleared(source: Source, account: Codes, found: Floats) -> Floats:
    """What somebody said was not reached is not found again; asked only where something was found."""
    is_found = ~np.isnan(found[0])
    if not is_found.any():
        return found
    (cleared,) = aligned(account, source.needing(account, is_found).rows(_cleared()))
    left: Floats = np.where(np.isnan(cleared), found, np.nan)
    return left


def _rules(source: Source, account: Codes, policy: FirstValuePolicy) -> Codes:
    """The place of each account's rule; where no segment has one of its own, nothing is asked."""
    if not policy.segments:
        return np.zeros(len(account), dtype=np.int64)
    places = {segment: place for place, segment in enumerate(policy.named, start=1)}
    segment = func.lower(func.trim(func.coalesce(_account.segment, "")))
    (rule,) = aligned(account, source.rows(select(_account.id, case(places, value=segment, else_=0))))
    codes: Codes = rule.astype(np.int64)
    return codes


def _by_seats(source: Source, account: Codes, rule: ValueRule) -> Floats:
    """By the busiest day of a week; where users are counted over four weeks only, by those."""
    found = aligned(account, source.whole_numbers(_seats(), share=rule.active_seat_share))
    (week, counts_days, month, seats) = found
    on, amount = _taken_apart(np.where(counts_days == 1, week, month))
    within = np.where(counts_days == 1, WEEK, MONTH)
    return np.array([on, amount, _where(on, seats), _where(on, within)])


def _by_event(source: Source, account: Codes, rule: ValueRule) -> Floats:
    statement = _summed() if rule.measure is UsageMeasure.EVENTS else _standing_at()
    parameters: Mapping[str, Any] = {"count": rule.count, "measure": rule.measure.value}
    (found,) = aligned(account, source.whole_numbers(statement, **parameters))
    on, amount = _taken_apart(found)
    return np.array([on, amount, np.full(len(account), np.nan), np.full(len(account), np.nan)])


def _by_milestone(source: Source, account: Codes, rule: ValueRule) -> Floats:
    (on,) = aligned(account, source.rows(_done(), title=rule.milestone))
    nothing = np.full(len(account), np.nan)
    return np.array([on, nothing, nothing, nothing])


_LOOKS = {ValueWay.SEATS: _by_seats, ValueWay.EVENT: _by_event, ValueWay.MILESTONE: _by_milestone}
"""By hand nothing is looked for."""


def _taken_apart(found: Floats) -> tuple[Floats, Floats]:
    """A day and its value that travel as one number."""
    day: Floats = np.floor(found / DAY_STEP)
    return day, found - day * DAY_STEP


def _where(on: Floats, values: Floats) -> Floats:
    known: Flags = ~np.isnan(on)
    found: Floats = np.where(known, values, np.nan)
    return found


@cache
def _seats() -> Select[Any]:
    """Seats of the lines that run today."""
    runs = and_(
        _line.account == _account.id,
        or_(_line.start_on.is_(None), _line.start_on <= _today_on),
        or_(_line.end_on.is_(None), _line.end_on > _today_on),
    )
    seats = select(cast(func.sum(_line.seats), BigInteger)).where(runs).correlate(_ACCOUNT).scalar_subquery()
    counts_days = exists().where(_of(UsageMeasure.ACTIVE_USERS), _IN_REACH).correlate(_ACCOUNT)
    week, month = (_first_at(measure, seats) for measure in (UsageMeasure.ACTIVE_USERS, UsageMeasure.ACTIVE_USERS_28D))
    return select(_account.id, week, case((counts_days, 1), else_=0), month, seats)


def _first_at(measure: UsageMeasure, seats: ColumnElement[int]) -> ColumnElement[Any]:
    enough = _usage.value >= bindparam("share") * seats
    found = select(_WITH_VALUE).where(_of(measure), _IN_REACH, seats > 0, enough)
    return found.order_by(_usage.day).limit(1).correlate(_ACCOUNT).scalar_subquery()


def _of(measure: UsageMeasure) -> ColumnElement[bool]:
    return and_(_usage.account == _account.id, _usage.measure == measure.value)


@cache
def _standing_at() -> Select[Any]:
    wanted = and_(_usage.account == _account.id, _usage.measure == bindparam("measure"))
    found = select(_WITH_VALUE).where(wanted, _IN_REACH, _usage.value >= bindparam("count"))
    return select(_account.id, found.order_by(_usage.day).limit(1).correlate(_ACCOUNT).scalar_subquery())


@cache
def _summed() -> Select[Any]:
    """What was done since going live, day by day, and the first day on which it comes to the count."""
    total = cast(func.sum(_usage.value).over(partition_by=_usage.account, order_by=_usage.day), BigInteger)
    joined = _USAGE.join(_ACCOUNT, _account.id == _usage.account)
    running = (
        select(_usage.account, _usage.day, total.label("total"))
        .select_from(joined)
        .where(_usage.measure == bindparam("measure"), _IN_REACH)
        .subquery()
        .c
    )
    first = func.min(day_with_value(running.day, running.total))
    return select(running.account, first).where(running.total >= bindparam("count")).group_by(running.account)


@cache
def _cleared() -> Select[Any]:
    """By the notes, which are few: one that was taken back is none, and where a day stands nobody asks."""
    return select(_note.account, literal_column("1")).where(_note.cleared.is_not(None)).distinct()


@cache
def _done() -> Select[Any]:
    is_it = and_(
        func.lower(func.trim(_milestone.title)) == func.lower(bindparam("title")), _milestone.done_on <= _today_on
    )
    return select(_milestone.account, ordinal(func.min(_milestone.done_on))).where(is_it).group_by(_milestone.account)
