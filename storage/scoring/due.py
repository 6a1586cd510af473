"""Which accounts are to be scored, and how the peers of those that are not were judged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, false, func, or_, select

from domain.accounts import AccountStatus
from domain.scoring import DueAccounts, ScoringMoment, Takes
from storage.among import AMONG, among, ids_text
from storage.scoring.sql import raw_rows
from storage.tables import AccountRow, SnapshotRow, StandingRow, table_of

_ACCOUNT, _SNAPSHOT, _STANDING = table_of(AccountRow), table_of(SnapshotRow), table_of(StandingRow)
_ANY_ZONE = 2
"""Who was last scored longer ago than so many days has no snapshot of today, in whatever zone the day was then."""
_IS_SCORED = _ACCOUNT.c.status != AccountStatus.CHURNED.value


class SqlDueAccounts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(
        self, moment: ScoringMoment, *, policy_version: int, takes: Takes, only: Sequence[int] | None
    ) -> DueAccounts:
        """Never scored, changed since, under another policy; with `Takes.EVERY` also what has no score of today."""
        statement, ids = _due(moment, policy_version, takes), {}
        if only is not None:
            statement = statement.where(among(self._connection.dialect.name, _ACCOUNT.c.id))
            ids = {AMONG: ids_text(only)}
        rows = raw_rows(self._connection, statement, ids)
        size = self._connection.execute(select(func.count()).where(_IS_SCORED)).scalar_one()
        return DueAccounts(
            accounts=tuple([row[0] for row in rows]),
            stamps=tuple([(row[1], row[2]) for row in rows]),
            revisions=tuple([row[3] or 0 for row in rows]),
            book_size=size,
        )


def typical_samples(connection: Connection, *, policy_version: int) -> Sequence[bytes]:
    """The latest evidence of one account of each tier and stage: all of them had the same typical values."""
    peers = (
        select(func.min(_STANDING.c.account).label("account"))
        .join(_ACCOUNT, _ACCOUNT.c.id == _STANDING.c.account)
        .where(_IS_SCORED, _STANDING.c.policy_version == policy_version, _STANDING.c.shown.is_not(None))
        .group_by(_STANDING.c.tier, _STANDING.c.stage)
        .subquery()
    )
    latest = (
        select(_SNAPSHOT.c.evidence)
        .where(_SNAPSHOT.c.account == peers.c.account)
        .order_by(_SNAPSHOT.c.day.desc(), _SNAPSHOT.c.revision.desc())
        .limit(1)
        .correlate(peers)
        .scalar_subquery()
    )
    found = connection.execute(select(latest).select_from(peers))
    return [bytes(packed) for (packed,) in found if packed is not None]


def _due(moment: ScoringMoment, policy_version: int, takes: Takes) -> Select[Any]:
    standing = _STANDING.c
    is_changed = or_(
        standing.account.is_(None),
        standing.evidence_seen_at.is_(None),
        standing.evidence_seen_at != _ACCOUNT.c.evidence_changed_at,
        standing.policy_version != policy_version,
        _is_of_another_day(moment) if takes is Takes.EVERY else false(),
    )
    revisions = (
        select(func.max(_SNAPSHOT.c.revision))
        .where(_SNAPSHOT.c.account == _ACCOUNT.c.id, _SNAPSHOT.c.day == moment.day)
        .correlate(_ACCOUNT)
        .scalar_subquery()
    )
    lately = case((standing.scored_at >= moment.day_begins(before=_ANY_ZONE), revisions))
    both = _ACCOUNT.outerjoin(_STANDING, standing.account == _ACCOUNT.c.id)
    found = select(_ACCOUNT.c.id, _ACCOUNT.c.evidence_changed_at, standing.scored_at, lately)
    return found.select_from(both).where(_IS_SCORED, is_changed).order_by(_ACCOUNT.c.id)


def _is_of_another_day(moment: ScoringMoment) -> ColumnElement[bool]:
    return or_(_STANDING.c.scored_at < moment.day_begins(), _STANDING.c.scored_at >= moment.day_begins(before=-1))
