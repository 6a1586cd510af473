"""Puts into the outbox what is to be said to a person, when they want to be spoken to."""

from __future__ import annotations

from datetime import datetime

from domain.outbox.announcement import Announcement, Manner
from domain.ports import Book
from domain.preferences import quiet_end
from domain.zones import zone_called


def announce(book: Book, announcement: Announcement, *, now: datetime, zone: str) -> int | None:
    """In the transaction that decided it; `zone` is the workspace's. Quiet hours put off all but edits."""
    if announcement.manner is Manner.EDIT:
        return book.outbox.put(announcement, now=now)
    member = book.members.by_slack_id(announcement.to)
    if member is None:
        return book.outbox.put(announcement, now=now)
    wishes = book.wishes.of(member.slack_id)
    local = now.astimezone(zone_called(wishes.zone or member.zone, zone))
    return book.outbox.put(announcement, now=now, due_at=quiet_end(wishes, local))
