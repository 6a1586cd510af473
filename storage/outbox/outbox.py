from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection, bindparam, case, delete, func, select, update

from domain.outbox.announcement import Announcement, AnnouncementKind, Manner
from domain.outbox.outgoing import OutboxState, Outgoing, Pause
from domain.outbox.ports import OutboxCounts, OutboxLine
from domain.outbox.settling import Settled
from storage.chunks import LOOKED_UP, chunks
from storage.outbox.claiming import claimed, is_anything_due
from storage.outbox.values import announcement_values, line_from
from storage.tables import DirectLineRow, OutboxPauseRow, OutboxRow, table_of
from storage.upsert import insert_into

_OUT = table_of(OutboxRow)
_PAUSE = table_of(OutboxPauseRow)
_LINE = table_of(DirectLineRow)
_DONE = (OutboxState.SENT, OutboxState.DROPPED)
_PAUSES = select(_PAUSE.c.method, _PAUSE.c.until, _PAUSE.c.reason).where(_PAUSE.c.until > bindparam("now"))
_COUNTS = select(
    func.count().filter(_OUT.c.state == OutboxState.NEW),
    func.count().filter(_OUT.c.state == OutboxState.SENDING),
    func.count().filter(_OUT.c.state == OutboxState.PARKED),
    func.min(_OUT.c.due_at).filter(_OUT.c.state == OutboxState.NEW, _OUT.c.due_at <= bindparam("now")),
).where(_OUT.c.state.not_in(_DONE))
_ABOUT = select(_OUT).where(_OUT.c.about == bindparam("wanted")).order_by(_OUT.c.id)
_DIRECT = select(_LINE.c.channel).where(_LINE.c.person == bindparam("wanted"))


class SqlOutbox:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, announcement: Announcement, *, now: datetime, due_at: datetime | None = None) -> int | None:
        values = announcement_values(announcement) | {
            "key": uuid4().hex,
            "state": OutboxState.NEW,
            "recorded_at": now,
            "due_at": due_at or now,
            "fence": 0,
            "tries": 0,
            "is_unclear": False,
            "reason": "",
        }
        statement = insert_into(self._connection, _OUT).values(values)
        once = statement.on_conflict_do_nothing(index_elements=["once"]).returning(_OUT.c.id)
        return self._connection.execute(once).scalar()

    def is_anything_due(self, *, now: datetime) -> bool:
        return is_anything_due(self._connection, now=now)

    def claim(self, *, now: datetime, most: int, manners: Sequence[Manner] = tuple(Manner)) -> Sequence[Outgoing]:
        return claimed(self._connection, now=now, most=most, manners=manners)

    def settle(self, outgoing: Outgoing, settled: Settled, *, now: datetime) -> bool:
        values = {
            "state": settled.state,
            "due_at": settled.due_at,
            "is_unclear": settled.is_unclear,
            "reason": settled.reason,
            "lease_until": None,
            "tries": outgoing.tries if settled.counts else outgoing.tries - 1,
            "sent_at": now if settled.state is OutboxState.SENT else None,
        }
        if settled.posted:
            values |= {"channel": settled.posted.channel, "ts": settled.posted.ts}
        is_mine = (_OUT.c.id == outgoing.id) & (_OUT.c.fence == outgoing.fence)
        is_written = self._connection.execute(update(_OUT).where(is_mine).values(values)).rowcount == 1
        if settled.pause:
            self.pause(settled.pause)
        return is_written

    def pause(self, pause: Pause) -> None:
        said = {"method": pause.method, "until": pause.until, "reason": pause.reason}
        statement = insert_into(self._connection, _PAUSE).values(said)
        longer = statement.excluded.until > _PAUSE.c.until
        self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=["method"],
                set_={
                    "until": case((longer, statement.excluded.until), else_=_PAUSE.c.until),
                    "reason": statement.excluded.reason,
                },
            )
        )

    def resume(self, method: str) -> None:
        self._connection.execute(delete(_PAUSE).where(_PAUSE.c.method == method))

    def pauses(self, *, now: datetime) -> Sequence[Pause]:
        return [Pause(*row) for row in self._connection.execute(_PAUSES, {"now": now})]

    def counts(self, *, now: datetime) -> OutboxCounts:
        return OutboxCounts(*self._connection.execute(_COUNTS, {"now": now}).one())

    def lines(self, states: Sequence[OutboxState], *, limit: int) -> Sequence[OutboxLine]:
        wanted = select(_OUT).where(_OUT.c.state.in_(states)).order_by(_OUT.c.id.desc()).limit(limit)
        return [line_from(row) for row in self._connection.execute(wanted).mappings()]

    def of(self, numbers: Sequence[int]) -> Sequence[OutboxLine]:
        wanted = (select(_OUT).where(_OUT.c.id.in_(some)).order_by(_OUT.c.id) for some in chunks(numbers, LOOKED_UP))
        return [line_from(row) for statement in wanted for row in self._connection.execute(statement).mappings()]

    def said_about(self, about: str) -> Sequence[OutboxLine]:
        return [line_from(row) for row in self._connection.execute(_ABOUT, {"wanted": about}).mappings()]

    def retry(self, number: int, *, now: datetime) -> bool:
        is_parked = (_OUT.c.id == number) & (_OUT.c.state == OutboxState.PARKED)
        again = {"state": OutboxState.NEW, "due_at": now, "tries": 0, "first_tried_at": None, "reason": ""}
        return self._connection.execute(update(_OUT).where(is_parked).values(again)).rowcount == 1

    def sweep(self, *, older_than: datetime) -> int:
        is_old = _OUT.c.state.in_(_DONE) & (_OUT.c.recorded_at < older_than)
        is_card = (_OUT.c.kind == AnnouncementKind.TRIAGE) & (_OUT.c.manner == Manner.POST)
        is_old &= ~(is_card & (_OUT.c.state == OutboxState.SENT))
        return self._connection.execute(delete(_OUT).where(is_old)).rowcount

    def direct_line(self, person: str) -> str | None:
        return self._connection.execute(_DIRECT, {"wanted": person}).scalar()

    def remember_line(self, person: str, channel: str) -> None:
        said = {"person": person, "channel": channel}
        statement = insert_into(self._connection, _LINE).values(said)
        self._connection.execute(statement.on_conflict_do_update(index_elements=["person"], set_=said))
