"""What each table says of the accounts: one statement a table, one row an account (or a contract, a touchpoint).

Every statement begins with the account's id and can be limited to some accounts by `among`. Parameters: `today` (an
ordinal), `now`, and the first instants or days of the windows looked at.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Double,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    cast,
    func,
    null,
    or_,
    select,
)

from domain.accounts import ContactRole, Pulse, RenewalStep, Tier
from domain.success import OutcomeStatus
from storage.columns import UtcDateTime
from storage.days import ordinal
from storage.scoring.sql import epoch, place_of
from storage.tables import (
    AccountRow,
    ContactRow,
    ContractLineRow,
    ContractRow,
    InvoiceRow,
    JudgementRow,
    MilestoneRow,
    SuccessOutcomeRow,
    SurveyAnswerRow,
    TicketRow,
    TouchpointContactRow,
    TouchpointRow,
    table_of,
)
from storage.two_way import IS_TWO_WAY

TOUCH_DAYS = 120
"""Two-way touchpoints this far back are read one by one: the window of compliance and the widest tolerance."""
QUARTER_DAYS = 90
YEAR_DAYS = 365

_account = table_of(AccountRow).c
_contact = table_of(ContactRow).c
_CONTRACT, _LINE = table_of(ContractRow), table_of(ContractLineRow)
_invoice = table_of(InvoiceRow).c
_judgement = table_of(JudgementRow).c
_milestone = table_of(MilestoneRow).c
_outcome = table_of(SuccessOutcomeRow).c
_ticket = table_of(TicketRow).c
_TOUCH, _PRESENT, _CONTACT = table_of(TouchpointRow), table_of(TouchpointContactRow), table_of(ContactRow)

_today_on: ColumnElement[date] = bindparam("today_on", type_=Date)
_now: ColumnElement[datetime] = bindparam("now", type_=UtcDateTime)
_IS_CHAMPION_TODAY = and_(
    _contact.role == ContactRole.CHAMPION.value, or_(_contact.left_on.is_(None), _contact.left_on > _today_on)
)
_TWO_WAY = and_(IS_TWO_WAY, _TOUCH.c.at <= _now)


@cache
def account_facts() -> Select[Any]:
    return select(
        _account.id,
        place_of(_account.tier, Tier),
        ordinal(_account.customer_since),
        ordinal(_account.went_live_on),
        ordinal(_account.first_value_on),
    )


@cache
def contracts() -> Select[Any]:
    """One row a contract; its seats are those of the lines that run today, or would where it does not."""
    contract, line = _CONTRACT.c, _LINE.c
    runs = and_(
        line.contract == contract.id,
        or_(line.start_on.is_(None), line.start_on <= _today_on, line.start_on <= contract.start_on),
        or_(line.end_on.is_(None), line.end_on > _today_on, line.end_on >= contract.end_on),
    )
    seats = select(func.sum(line.seats)).where(runs).correlate(_CONTRACT).scalar_subquery()
    return select(
        contract.account,
        ordinal(contract.start_on),
        ordinal(contract.end_on),
        cast(seats, Double),
        contract.core_features,
        ordinal(contract.notice_received_on),
        place_of(contract.renewal_step, RenewalStep),
        ordinal(contract.renewal_step_on),
        contract.notice_days,
        case((contract.auto_renew.is_(None), null()), (contract.auto_renew, 1), else_=0),
    ).order_by(contract.account)


@cache
def touches() -> Select[Any]:
    """One row a two-way touchpoint since `touched_since` and contact in it, who is a champion or not; or without."""
    wanted = and_(_TWO_WAY, _TOUCH.c.at >= bindparam("touched_since", type_=UtcDateTime))
    joined = _TOUCH.outerjoin(_PRESENT, _PRESENT.c.touchpoint == _TOUCH.c.id).outerjoin(
        _CONTACT, _CONTACT.c.id == _PRESENT.c.contact
    )
    is_champion = case((_IS_CHAMPION_TODAY, 1), else_=0)
    return select(_TOUCH.c.account, epoch(_TOUCH.c.at), _CONTACT.c.id, is_champion).select_from(joined).where(wanted)


@cache
def last_touch() -> Select[Any]:
    return select(_TOUCH.c.account, epoch(func.max(_TOUCH.c.at))).where(_TWO_WAY).group_by(_TOUCH.c.account)


@cache
def people() -> Select[Any]:
    is_champion = _contact.role == ContactRole.CHAMPION.value
    has_left = and_(_contact.left_on.is_not(None), _contact.left_on <= _today_on)
    return select(
        _contact.account,
        func.count(),
        _count(is_champion & ~has_left),
        _count(is_champion & has_left),
        ordinal(func.max(case((is_champion & has_left, _contact.left_on)))),
    ).group_by(_contact.account)


@cache
def last_champion_touch() -> Select[Any]:
    joined = _TOUCH.join(_PRESENT, _PRESENT.c.touchpoint == _TOUCH.c.id).join(
        _CONTACT, _CONTACT.c.id == _PRESENT.c.contact
    )
    last = select(_TOUCH.c.account, epoch(func.max(_TOUCH.c.at))).select_from(joined)
    return last.where(_TWO_WAY, _IS_CHAMPION_TODAY).group_by(_TOUCH.c.account)


@cache
def tickets() -> Select[Any]:
    is_open = and_(_ticket.opened_at <= _now, or_(_ticket.closed_at.is_(None), _ticket.closed_at > _now))
    is_critical = and_(is_open, func.lower(_ticket.priority) == "critical")
    is_recent = and_(_ticket.opened_at >= bindparam("opened_since", type_=UtcDateTime), _ticket.opened_at <= _now)
    return select(
        _ticket.account,
        _count(is_open),
        _count(is_critical),
        epoch(func.min(case((is_critical, _ticket.opened_at)))),
        _count(is_recent),
        _count(and_(is_recent, _ticket.breached)),
    ).group_by(_ticket.account)


@cache
def latest_nps() -> Subquery:
    """The answers of a year, each person's newest one as number 1; one without a contact speaks for itself."""
    answer = table_of(SurveyAnswerRow).c
    person = func.coalesce(answer.contact, -answer.id)
    newest = func.row_number().over(
        partition_by=(answer.account, person), order_by=(answer.answered_on.desc(), answer.id.desc())
    )
    in_year = and_(
        answer.survey == "nps",
        answer.answered_on > bindparam("answered_after", type_=Date),
        answer.answered_on <= _today_on,
    )
    ranked = select(answer.account, cast(answer.score, Double).label("score"), answer.answered_on, newest.label("nth"))
    return ranked.where(in_year).subquery()


@cache
def nps_answers() -> Select[Any]:
    """The mean of the latest answer of each person."""
    latest = latest_nps().c
    return (
        select(latest.account, func.avg(latest.score), ordinal(func.max(latest.answered_on)))
        .where(latest.nth == 1)
        .group_by(latest.account)
    )


@cache
def judgements() -> Select[Any]:
    """The newest judgement that still counts."""
    newest = func.row_number().over(
        partition_by=_judgement.account, order_by=(_judgement.given_at.desc(), _judgement.id.desc())
    )
    counting = and_(_judgement.expires_on > _today_on, _judgement.given_at <= _now)
    said = (_judgement.account, _judgement.pulse, _judgement.given_at, _judgement.score, _judgement.expires_on)
    ranked = select(*said, newest.label("nth")).where(counting).subquery().c
    return select(
        ranked.account,
        place_of(ranked.pulse, Pulse),
        epoch(ranked.given_at),
        ranked.score,
        ordinal(ranked.expires_on),
    ).where(ranked.nth == 1)


@cache
def unpaid_invoices() -> Select[Any]:
    unpaid = or_(_invoice.paid_on.is_(None), _invoice.paid_on > _today_on)
    return select(_invoice.account, ordinal(func.min(_invoice.due_on))).where(unpaid).group_by(_invoice.account)


@cache
def milestones() -> Select[Any]:
    is_due = _milestone.due_on <= _today_on
    is_done = _milestone.done_on <= _today_on
    return select(_milestone.account, func.count(), _count(is_due), _count(and_(is_due, is_done))).group_by(
        _milestone.account
    )


@cache
def outcomes() -> Select[Any]:
    is_well = _outcome.status.in_(("on_track", "reached"))
    return (
        select(_outcome.account, func.count(), _count(is_well), ordinal(func.max(_outcome.status_on)))
        .where(_outcome.agreed_on <= _today_on, _outcome.status != OutcomeStatus.CLOSED.value)
        .group_by(_outcome.account)
    )


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))
