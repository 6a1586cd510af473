"""A digest that was kept from a channel: written down, and told to admins once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain.outbox.announcement import Announcement, AnnouncementKind
from domain.outbox.outgoing import Outgoing
from domain.ports import Book


def tell_of_withheld(book: Book, outgoing: Outgoing, reason: str, *, admins: Iterable[str], now: datetime) -> None:
    """Once for each reason, until the channel gets one again."""
    channel = outgoing.announcement.to
    run = book.reader_runs.withhold(outgoing.id)
    arrived = book.reader_runs.last_arrived(run.job).get(channel) if run else None
    since = arrived.day.isoformat() if arrived else ""
    facts = {"what": "withheld", "to": channel, "reason": reason}
    for admin in admins:
        once = f"withheld:{channel}:{reason}:{since}:{admin}"
        trouble = Announcement(AnnouncementKind.TROUBLE, admin, f"outbox:{outgoing.id}", facts, once=once)
        book.outbox.put(trouble, now=now)
