"""What became of the renewal of the term in which an account entered a playbook."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import Connection, and_, case, func, or_, select, true

from domain.accounts import AccountStatus
from domain.playbooks.run import Ending
from domain.renewals.renewal import OutcomeKind
from storage.tables import AccountRow, PlaybookRunRow, RenewalRow, table_of

_ACCOUNT, _RUN, _RENEWAL = table_of(AccountRow), table_of(PlaybookRunRow), table_of(RenewalRow)
_IS_KEPT = or_(*(_RENEWAL.c.outcome == kind for kind in OutcomeKind if kind.is_kept))
_OF_ITS_TERM = and_(_RENEWAL.c.account == _RUN.c.account, _RENEWAL.c.due_on == _RUN.c.term)
_BY_A_CLOSING = (Ending.RENEWED, Ending.RENEWAL_LOST, Ending.ACCOUNT_LEFT)
_IS_DECIDED = and_(
    func.count() == func.count(_RENEWAL.c.outcome),
    func.max(case((_RENEWAL.c.outcome == OutcomeKind.MOVED, 0), else_=1)) == 1,
)
"""A term with several renewals is decided once all of them are; one that only moved decides nothing."""
CLOSED = (
    select(_RUN.c.id, func.max(case((_IS_KEPT, 1), else_=0)))
    .join(_RENEWAL, _OF_ITS_TERM)
    .where(_RUN.c.ended_at.is_(None))
    .group_by(_RUN.c.id)
    .having(_IS_DECIDED)
)


def closed_renewals(connection: Connection, only: Collection[int] | None) -> Mapping[int, bool]:
    wanted = CLOSED.where(true() if only is None else _RUN.c.account.in_(only))
    return {run: bool(kept) for run, kept in connection.execute(wanted).all()}


def decided_terms(connection: Connection, since: date, only: Collection[int] | None) -> Collection[tuple[int, date]]:
    wanted = (
        select(_RENEWAL.c.account, _RENEWAL.c.due_on)
        .where(_RENEWAL.c.due_on >= since, true() if only is None else _RENEWAL.c.account.in_(only))
        .group_by(_RENEWAL.c.account, _RENEWAL.c.due_on)
        .having(_IS_DECIDED)
    )
    return {(account, due_on) for account, due_on in connection.execute(wanted).all()}


def reopened_renewals(connection: Connection, since: datetime, only: Collection[int] | None) -> Sequence[int]:
    wanted = (
        select(_RUN.c.id)
        .join(_ACCOUNT, _ACCOUNT.c.id == _RUN.c.account)
        .join(_RENEWAL, _OF_ITS_TERM)
        .where(
            _RUN.c.ended_at >= since,
            _RUN.c.ending.in_(_BY_A_CLOSING),
            _RENEWAL.c.outcome.is_(None),
            _ACCOUNT.c.status != AccountStatus.CHURNED,
            true() if only is None else _RUN.c.account.in_(only),
        )
        .distinct()
        .order_by(_RUN.c.id)
    )
    return list(connection.execute(wanted).scalars())
