"""What happened while a score moved: contacts, renewals, and changes of stage or policy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from itertools import pairwise

from sqlalchemy import Connection, bindparam, select

from domain.health.ports import HistoryMark
from domain.renewals.renewal import OutcomeKind
from storage.tables import RenewalRow, SnapshotRow, TouchpointRow, table_of
from storage.two_way import IS_TWO_WAY

_TOUCHPOINT = table_of(TouchpointRow)
_RENEWAL = table_of(RenewalRow)
_SNAPSHOT = table_of(SnapshotRow)
_TOUCHPOINTS = select(_TOUCHPOINT.c.at, _TOUCHPOINT.c.kind).where(
    _TOUCHPOINT.c.account == bindparam("wanted"),
    _TOUCHPOINT.c.at >= bindparam("since"),
    IS_TWO_WAY,
)
_RENEWALS = select(_RENEWAL.c.due_on, _RENEWAL.c.outcome).where(
    _RENEWAL.c.account == bindparam("wanted"),
    _RENEWAL.c.due_on >= bindparam("since"),
    _RENEWAL.c.outcome.is_not(None),
    _RENEWAL.c.outcome != OutcomeKind.MOVED,
)
_TURNS = (
    select(_SNAPSHOT.c.day, _SNAPSHOT.c.stage, _SNAPSHOT.c.policy_version)
    .where(_SNAPSHOT.c.account == bindparam("wanted"), _SNAPSHOT.c.day >= bindparam("since"))
    .order_by(_SNAPSHOT.c.day, _SNAPSHOT.c.revision)
)


def history_marks(connection: Connection, account: int, *, since: date) -> list[HistoryMark]:
    """Oldest first. Labels are the book's own words: a touchpoint's kind, won or lost, a stage, a policy version."""
    start = datetime.combine(since, time(), UTC)
    touchpoints = connection.execute(_TOUCHPOINTS, {"wanted": account, "since": start})
    renewals = connection.execute(_RENEWALS, {"wanted": account, "since": since})
    snapshots = connection.execute(_TURNS, {"wanted": account, "since": since}).all()
    marks = {HistoryMark(at.date(), "touchpoint", kind) for at, kind in touchpoints}
    marks |= {
        HistoryMark(due_on, "renewal", "won" if OutcomeKind(outcome).is_kept else "lost")
        for due_on, outcome in renewals
    }
    marks |= set(_turns(snapshots))
    return sorted(marks, key=lambda mark: (mark.day, mark.kind, mark.label))


def _turns(snapshots: Sequence[tuple[date, str, int]]) -> Iterator[HistoryMark]:
    for (_, stage, policy), (day, new_stage, new_policy) in pairwise(snapshots):
        if new_stage != stage:
            yield HistoryMark(day, "stage", new_stage)
        if new_policy != policy:
            yield HistoryMark(day, "policy", str(new_policy))
