"""Whose morning has come, and has not been looked after yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from domain.mornings import DueMorning, Morning, due_morning, morning_from
from domain.permissions import Member
from domain.ports import Book
from domain.preferences import Preferences, quiet_end
from domain.zones import zone_called


class Turn(Protocol):
    """Whether a reader is to be told something now, and of which day (or week, by its Monday)."""

    def __call__(self, morning: Morning, /, *, now: datetime) -> DueMorning | None: ...


@dataclass(frozen=True, slots=True)
class DueReader:
    """A member, what they wish, and the local day whose morning has come."""

    member: Member
    wishes: Preferences
    zone: ZoneInfo
    morning: DueMorning

    @property
    def today(self) -> date:
        """The day on which it was due, where they are."""
        return self.morning.due_at.astimezone(self.zone).date()

    def quiet_until(self, now: datetime) -> datetime | None:
        """When their quiet hours are over; None outside of them."""
        return quiet_end(self.wishes, now.astimezone(self.zone))


def due_readers(book: Book, job: str, *, now: datetime, zone: str, turn: Turn = due_morning) -> Sequence[DueReader]:
    """In a constant number of statements; `zone` is the workspace's, `turn` says whether a reader's has come."""
    wishes, rules = book.wishes.all(), book.wishes.rules()
    found = []
    for member in book.members.all():
        mine = wishes.get(member.slack_id) or Preferences()
        where = zone_called(mine.zone or member.zone, zone)
        due = turn(morning_from(mine, rules, where), now=now)
        if due:
            found.append(DueReader(member, mine, where, due))
    taken = book.reader_runs.taken(job, sorted({reader.morning.day for reader in found}))
    return [reader for reader in found if (reader.member.slack_id, reader.morning.day) not in taken]


def morning_of(book: Book, member: Member, *, zone: str) -> Morning:
    """When this member is told the news of a day."""
    wishes = book.wishes.of(member.slack_id)
    return morning_from(wishes, book.wishes.rules(), zone_called(wishes.zone or member.zone, zone))
