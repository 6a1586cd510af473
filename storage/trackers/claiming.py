"""The next thing to be done in a tracker, and the lease on it; several replicas may ask at once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, or_, select, update

from domain.feedback.tracker_links import LEASE, TrackerLink, TrackerNote, WorkState
from domain.feedback.trackers import TrackerKind
from storage.tables import TrackerLinkRow, TrackerNoteRow, table_of
from storage.trackers.values import link_from, note_from

_LINK, _NOTE = table_of(TrackerLinkRow), table_of(TrackerNoteRow)


def is_anything_due(connection: Connection, *, now: datetime) -> bool:
    due = [select(table.c.id).where(_is_due(table, now)).limit(1) for table in (_LINK, _NOTE)]
    return any(connection.execute(wanted).first() is not None for wanted in due)


def claimed_link(connection: Connection, trackers: Collection[TrackerKind], *, now: datetime) -> TrackerLink | None:
    row = _claimed(connection, _LINK, _LINK.c.tracker.in_(trackers), now)
    return link_from(row) if row else None


def claimed_note(connection: Connection, trackers: Collection[TrackerKind], *, now: datetime) -> TrackerNote | None:
    there = select(_LINK.c.id).where(_LINK.c.tracker.in_(trackers))
    row = _claimed(connection, _NOTE, _NOTE.c.link.in_(there), now)
    return note_from(row) if row else None


def _claimed(connection: Connection, table: Table, fits: ColumnElement[bool], now: datetime) -> RowMapping | None:
    """What was begun before is known by its old mark: both sides of the update read the row as it was."""
    first = (
        select(table.c.id)
        .where(_is_due(table, now), fits)
        .order_by(table.c.due_at, table.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    taken = {
        "lease_until": now + LEASE,
        "fence": table.c.fence + 1,
        "tries": table.c.tries + 1,
        "looks_first": table.c.is_begun,
        "is_begun": True,
    }
    claim = update(table).where(table.c.id == first).values(taken).returning(*table.c)
    return connection.execute(claim).mappings().first()


def _is_due(table: Table, now: datetime) -> ColumnElement[bool]:
    is_free = or_(table.c.lease_until.is_(None), table.c.lease_until <= now)
    return (table.c.work_state == WorkState.NEW) & (table.c.due_at <= now) & is_free
