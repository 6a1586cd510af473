"""Which announcements may be tried now, and the lease on them; several replicas may ask at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import BindParameter, Connection, RowMapping, Select, bindparam, case, func, select, update

from domain.outbox.announcement import Announcement, Manner, Posted
from domain.outbox.outgoing import OutboxState, Outgoing
from domain.outbox.ports import LEASE, PACE
from storage.outbox.values import announcement_from
from storage.tables import OutboxRow, table_of

_OUT = table_of(OutboxRow)
_EARLIER = _OUT.alias("earlier")
_LATELY = _OUT.alias("lately")
_WAITING = (OutboxState.NEW, OutboxState.SENDING)


_NOW: BindParameter[datetime] = bindparam("now")
_IS_DUE = (_OUT.c.state == OutboxState.NEW) & (_OUT.c.due_at <= _NOW)
_IS_LEFT = (_OUT.c.state == OutboxState.SENDING) & (_OUT.c.lease_until <= _NOW)
_DUE = select(_OUT.c.id).where(_IS_DUE | _IS_LEFT).limit(1)


def _claimable() -> Select[tuple[int]]:
    """The first waiting one of each conversation: what comes after it waits, so that the order is kept."""
    is_behind = (_EARLIER.c.address == _OUT.c.address) & (_EARLIER.c.id < _OUT.c.id)
    is_too_soon = (_LATELY.c.address == _OUT.c.address) & (_LATELY.c.sent_at > bindparam("paced"))
    return (
        select(_OUT.c.id)
        .where(
            _IS_DUE | _IS_LEFT,
            _OUT.c.manner.in_(bindparam("manners", expanding=True)),
            ~select(_EARLIER.c.id).where(is_behind, _EARLIER.c.state.in_(_WAITING)).exists(),
            ~select(_LATELY.c.id).where(is_too_soon).exists(),
        )
        .order_by(_OUT.c.due_at, _OUT.c.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True, of=_OUT)
    )


_CLAIMABLE = _claimable()
_CLAIM = (
    update(_OUT)
    .where(_OUT.c.id.in_(bindparam("chosen", expanding=True)))
    .values(
        state=OutboxState.SENDING,
        is_unclear=case((_OUT.c.state == OutboxState.SENDING, True), else_=_OUT.c.is_unclear),
        lease_until=bindparam("leased_until"),
        fence=_OUT.c.fence + 1,
        tries=_OUT.c.tries + 1,
        first_tried_at=func.coalesce(_OUT.c.first_tried_at, bindparam("tried_at", type_=_OUT.c.first_tried_at.type)),
    )
    .returning(*_OUT.c)
)
_SAID = (
    select(_OUT.c.address, _OUT.c.about, _OUT.c.channel, _OUT.c.ts)
    .where(
        _OUT.c.about.in_(bindparam("things", expanding=True)),
        _OUT.c.manner == Manner.POST,
        _OUT.c.ts.is_not(None),
    )
    .order_by(_OUT.c.id)
)


def is_anything_due(connection: Connection, *, now: datetime) -> bool:
    return connection.execute(_DUE, {"now": now}).first() is not None


def claimed(connection: Connection, *, now: datetime, most: int, manners: Sequence[Manner]) -> Sequence[Outgoing]:
    """Leased to the caller; without any that may be tried this is one statement."""
    asked = {"now": now, "paced": now - PACE, "most": most, "manners": list(manners)}
    chosen = list(connection.execute(_CLAIMABLE, asked).scalars())
    if not chosen:
        return []
    taken = {"chosen": chosen, "leased_until": now + LEASE, "tried_at": now}
    rows = sorted(connection.execute(_CLAIM, taken).mappings(), key=lambda row: (row["due_at"], row["id"]))
    earlier = _earlier(connection, rows)
    return [_outgoing_from(row, earlier) for row in rows]


def _earlier(connection: Connection, rows: Iterable[RowMapping]) -> Mapping[tuple[str, str], Posted]:
    """The last message about each thing to each reader, for those that change or answer one."""
    things = sorted({row["about"] for row in rows if row["manner"] != Manner.POST})
    said = connection.execute(_SAID, {"things": things}) if things else ()
    return {(row.address, row.about): Posted(row.channel, row.ts) for row in said}


def _outgoing_from(row: RowMapping, earlier: Mapping[tuple[str, str], Posted]) -> Outgoing:
    announcement = announcement_from(row)
    return Outgoing(
        id=row["id"],
        key=row["key"],
        announcement=announcement,
        fence=row["fence"],
        tries=row["tries"],
        lease_until=row["lease_until"],
        recorded_at=row["recorded_at"],
        first_tried_at=row["first_tried_at"],
        is_unclear=row["is_unclear"],
        earlier=_changed_by(announcement, earlier),
    )


def _changed_by(announcement: Announcement, earlier: Mapping[tuple[str, str], Posted]) -> Posted | None:
    if announcement.manner is Manner.POST:
        return None
    return announcement.place or earlier.get((announcement.to, announcement.about))
