"""`/cs digest`: when the next one comes, one at once, all of it, and a trial."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.services.channel_digests import channels_plan
from bot.services.digests import JOB, Digests, put_digest
from bot.services.reader_mornings import morning_of
from domain.digests.answer import DigestLook, DigestPlan
from domain.digests.reading import has_digest
from domain.errors import NotAllowedError
from domain.mornings import next_morning, next_week
from domain.outbox.announcement import Announcement, AnnouncementKind
from domain.permissions import Member, Role
from domain.ports import Library
from domain.product_weeks.reading import has_product_week
from domain.weekly.reading import has_weekly

ASKED = "digest.asked"
ALL = 40
"""Lines that are shown when all of it is asked for."""


@dataclass(frozen=True, slots=True)
class DigestDesk:
    library: Library
    digests: Digests
    clock: Callable[[], datetime]

    def plan(self, asker: Member) -> DigestPlan:
        with self.library.reading() as book:
            wishes, morning = book.wishes.of(asker.slack_id), morning_of(book, asker, zone=self.digests.zone)
            last = next(iter(book.reader_runs.latest(JOB, asker.slack_id, limit=1)), None)
            arrived = book.reader_runs.last_arrived(JOB).get(asker.slack_id)
            sees_channels = asker.role is Role.ADMIN
            channels = channels_plan(book, JOB, now=self.clock(), zone=self.digests.zone) if sees_channels else None
        is_on = wishes.digest and has_digest(asker)
        now = self.clock()
        return DigestPlan(
            has_digest(asker),
            wishes,
            morning.zone.key,
            next_morning(morning, after=now) if is_on else None,
            last,
            last is not None and last == arrived,
            has_weekly(asker),
            next_week(morning, after=now) if has_weekly(asker) and wishes.weekly else None,
            channels,
            has_product_week(asker),
            next_week(morning, after=now) if has_product_week(asker) and wishes.product_weekly else None,
        )

    def send_now(self, asker: Member, *, today: date) -> None:
        """By the same way as in the morning; the one of tomorrow still compares with that of this morning."""
        _require(asker)
        now = self.clock()
        with self.library.reading() as book:
            made = self.digests.whole_morning(book, now, today=today).digest(asker, book.wishes.of(asker.slack_id))
        with self.library.writing() as book:
            put_digest(
                book, asker.slack_id, made, about=f"{JOB}:{asker.slack_id}:{now.isoformat()}", once=None, now=now
            )

    def all_of_it(self, asker: Member, *, today: date) -> DigestLook:
        _require(asker)
        with self.library.reading() as book:
            morning = self.digests.morning(book, self.clock(), today=today)
            made = morning.digest(asker, book.wishes.of(asker.slack_id), most=ALL)
            return DigestLook(made, morning.attention)

    def try_out(self, asker: Member) -> None:
        """A message that says no more than that it arrived."""
        with self.library.writing() as book:
            book.outbox.put(Announcement(AnnouncementKind.TEST, asker.slack_id, "test"), now=self.clock())


def _require(asker: Member) -> None:
    if not has_digest(asker):
        raise NotAllowedError(asker.slack_id, ASKED)
