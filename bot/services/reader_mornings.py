"""Whose morning has come, and has not been looked after yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.mornings import DueMorning, Morning, due_morning, morning_from
from domain.permissions import Member
from domain.ports import Book
from domain.preferences import Preferences
from domain.zones import zone_called

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DueReader:
    """A member, what they wish, and the local day whose morning has come."""

    member: Member
    wishes: Preferences
    zone: ZoneInfo
    morning: DueMorning


def due_readers(book: Book, job: str, *, now: datetime, zone: str) -> Sequence[DueReader]:
    """In a constant number of statements; `zone` is the workspace's."""
    taken = book.reader_runs.taken(job, [(now + days * _DAY).date() for days in (-1, 0, 1)])
    wishes, rules = book.wishes.all(), book.wishes.rules()
    found = []
    for member in book.members.all():
        mine = wishes.get(member.slack_id) or Preferences()
        where = zone_called(member.zone, zone)
        due = due_morning(morning_from(mine, rules, where), now=now)
        if due and (member.slack_id, due.day) not in taken:
            found.append(DueReader(member, mine, where, due))
    return found


def morning_of(book: Book, member: Member, *, zone: str) -> Morning:
    """When this member is told the news of a day."""
    wishes = book.wishes.of(member.slack_id)
    return morning_from(wishes, book.wishes.rules(), zone_called(member.zone, zone))
