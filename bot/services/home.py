"""The Home tab, from one look at the book."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.services.digests import Digests
from bot.services.reader_mornings import morning_of
from domain.digests.digest import Digest
from domain.digests.reading import has_digest
from domain.home import HomeLook, OwnState
from domain.mornings import next_morning
from domain.outbox.outgoing import OutboxState
from domain.permissions import Member, Role, may_make_tasks
from domain.ports import Book, Library
from domain.preferences import Preferences
from domain.tasks.ports import TaskFilter, TaskPage

MOST_ITEMS = 5
MOST_TASKS = 5
MOST_PARKED = 5


@dataclass(frozen=True, slots=True)
class Home:
    library: Library
    digests: Digests
    clock: Callable[[], datetime]

    def of(self, member: Member, *, today: date) -> HomeLook:
        """A constant number of statements, whatever the role."""
        now = self.clock()
        with self.library.reading() as book:
            wishes, morning = book.wishes.of(member.slack_id), morning_of(book, member, zone=self.digests.zone)
            digest = self._digest(book, member, wishes, now, today)
            return HomeLook(
                member,
                now,
                digest.items if digest else None,
                digest.more if digest else 0,
                _tasks(book, member, today) if may_make_tasks(member) else None,
                next_morning(morning, after=now) if digest and wishes.digest else None,
                morning.zone.key,
                _own(book, now) if member.role is Role.ADMIN else None,
            )

    def _digest(self, book: Book, member: Member, wishes: Preferences, now: datetime, today: date) -> Digest | None:
        if not has_digest(member):
            return None
        return self.digests.morning(book, now, today=today).digest(member, wishes, most=MOST_ITEMS)


def _tasks(book: Book, member: Member, today: date) -> TaskPage:
    return book.tasks.page(TaskFilter(assignees=(member.slack_id,)), today=today, offset=0, limit=MOST_TASKS)


def _own(book: Book, now: datetime) -> OwnState:
    failing = [state for state in book.job_states.all() if state.failed_with]
    parked = book.outbox.lines([OutboxState.PARKED], limit=MOST_PARKED)
    return OwnState(book.outbox.counts(now=now), book.outbox.pauses(now=now), parked, failing)
