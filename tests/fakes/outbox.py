from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.outbox.announcement import Announcement, AnnouncementKind, Manner, Posted
from domain.outbox.outgoing import OutboxState, Outgoing, Pause
from domain.outbox.ports import LEASE, PACE, OutboxCounts, OutboxLine
from domain.outbox.settling import Settled
from fakes.tables import FakeTables

_WAITING = {OutboxState.NEW, OutboxState.SENDING}


@dataclass(slots=True)
class FakeOutboxRow:
    line: OutboxLine
    fence: int = 0
    is_unclear: bool = False
    lease_until: datetime | None = None
    first_tried_at: datetime | None = None
    sent_at: datetime | None = None

    @property
    def to(self) -> str:
        return self.line.announcement.to


@dataclass(frozen=True, slots=True)
class FakeOutbox:
    tables: FakeTables

    @property
    def _rows(self) -> list[FakeOutboxRow]:
        return self.tables.outbox

    def put(self, announcement: Announcement, *, now: datetime, due_at: datetime | None = None) -> int | None:
        if announcement.once and any(row.line.announcement.once == announcement.once for row in self._rows):
            return None
        number = max((row.line.id for row in self._rows), default=0) + 1
        line = OutboxLine(number, announcement, OutboxState.NEW, now, due_at or now, 0, "")
        self._rows.append(FakeOutboxRow(line))
        return number

    def is_anything_due(self, *, now: datetime) -> bool:
        return any(_is_due(row, now) for row in self._rows)

    def claim(self, *, now: datetime, most: int, manners: Sequence[Manner] = tuple(Manner)) -> Sequence[Outgoing]:
        free = [row for row in self._rows if self._is_claimable(row, now) and row.line.announcement.manner in manners]
        chosen = sorted(free, key=lambda row: (row.line.due_at, row.line.id))[:most]
        return [self._claimed(row, now) for row in chosen]

    def _is_claimable(self, row: FakeOutboxRow, now: datetime) -> bool:
        same = [other for other in self._rows if other.to == row.to]
        is_behind = any(other.line.id < row.line.id and other.line.state in _WAITING for other in same)
        is_too_soon = any(other.sent_at and other.sent_at > now - PACE for other in same)
        return _is_due(row, now) and not is_behind and not is_too_soon

    def _claimed(self, row: FakeOutboxRow, now: datetime) -> Outgoing:
        row.is_unclear = row.is_unclear or row.line.state is OutboxState.SENDING
        row.fence, row.lease_until = row.fence + 1, now + LEASE
        row.first_tried_at = row.first_tried_at or now
        row.line = replace(row.line, state=OutboxState.SENDING, tries=row.line.tries + 1)
        announcement = row.line.announcement
        return Outgoing(
            id=row.line.id,
            key=f"key-{row.line.id}",
            announcement=announcement,
            fence=row.fence,
            tries=row.line.tries,
            lease_until=row.lease_until,
            recorded_at=row.line.recorded_at,
            first_tried_at=row.first_tried_at,
            is_unclear=row.is_unclear,
            earlier=None if announcement.manner is Manner.POST else self._earlier(announcement),
        )

    def _earlier(self, announcement: Announcement) -> Posted | None:
        if announcement.place:
            return announcement.place
        said = [
            row.line.posted
            for row in self._rows
            if (row.to, row.line.announcement.about) == (announcement.to, announcement.about)
            and row.line.announcement.manner is Manner.POST
            and row.line.posted
        ]
        return said[-1] if said else None

    def settle(self, outgoing: Outgoing, settled: Settled, *, now: datetime) -> bool:
        if settled.pause:
            self.pause(settled.pause)
        row = self._numbered(outgoing.id)
        if row is None or row.fence != outgoing.fence:
            return False
        row.is_unclear, row.lease_until = settled.is_unclear, None
        row.sent_at = now if settled.state is OutboxState.SENT else None
        row.line = replace(
            row.line,
            state=settled.state,
            due_at=settled.due_at,
            reason=settled.reason,
            tries=outgoing.tries if settled.counts else outgoing.tries - 1,
            posted=settled.posted or row.line.posted,
        )
        return True

    def pause(self, pause: Pause) -> None:
        known = self.tables.pauses.get(pause.method)
        until = max(known.until, pause.until) if known else pause.until
        self.tables.pauses[pause.method] = replace(pause, until=until)

    def resume(self, method: str) -> None:
        self.tables.pauses.pop(method, None)

    def pauses(self, *, now: datetime) -> Sequence[Pause]:
        return [pause for pause in self.tables.pauses.values() if pause.until > now]

    def counts(self, *, now: datetime) -> OutboxCounts:
        states = [row.line.state for row in self._rows]
        due = [row.line.due_at for row in self._rows if row.line.state is OutboxState.NEW and row.line.due_at <= now]
        waiting, sending, parked = (
            states.count(state) for state in (OutboxState.NEW, OutboxState.SENDING, OutboxState.PARKED)
        )
        return OutboxCounts(waiting, sending, parked, min(due, default=None))

    def lines(self, states: Sequence[OutboxState], *, limit: int) -> Sequence[OutboxLine]:
        return [row.line for row in reversed(self._rows) if row.line.state in states][:limit]

    def of(self, numbers: Sequence[int]) -> Sequence[OutboxLine]:
        return [row.line for row in self._rows if row.line.id in numbers]

    def said_about(self, about: str) -> Sequence[OutboxLine]:
        return [row.line for row in self._rows if row.line.announcement.about == about]

    def retry(self, number: int, *, now: datetime) -> bool:
        row = self._numbered(number)
        if row is None or row.line.state is not OutboxState.PARKED:
            return False
        row.line = replace(row.line, state=OutboxState.NEW, due_at=now, tries=0, reason="")
        row.first_tried_at = None
        return True

    def _numbered(self, number: int) -> FakeOutboxRow | None:
        return next((row for row in self._rows if row.line.id == number), None)

    def sweep(self, *, older_than: datetime) -> int:
        done = {OutboxState.SENT, OutboxState.DROPPED}
        old = [row for row in self._rows if row.line.state in done and row.line.recorded_at < older_than]
        old = [row for row in old if not _is_card(row)]
        for row in old:
            self._rows.remove(row)
        return len(old)

    def direct_line(self, person: str) -> str | None:
        return self.tables.direct_lines.get(person)

    def remember_line(self, person: str, channel: str) -> None:
        self.tables.direct_lines[person] = channel


def _is_due(row: FakeOutboxRow, now: datetime) -> bool:
    is_left = row.line.state is OutboxState.SENDING and row.lease_until is not None and row.lease_until <= now
    return is_left or (row.line.state is OutboxState.NEW and row.line.due_at <= now)


def _is_card(row: FakeOutboxRow) -> bool:
    said, is_sent = row.line.announcement, row.line.state is OutboxState.SENT
    return is_sent and said.kind is AnnouncementKind.TRIAGE and said.manner is Manner.POST
