"""Each morning, where they are, product managers hear in one message what should have been decided by now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.services.announcing import announce
from bot.services.reader_mornings import DueReader, due_readers
from bot.services.triage_queue import TriageQueues
from domain.outbox.announcement import Announcement, AnnouncementKind
from domain.permissions import may_triage
from domain.ports import Book
from domain.reader_runs import ReaderRun, RunOutcome

JOB = "decisions"


@dataclass(frozen=True, slots=True)
class TriageMornings:
    """To be asked every few minutes, on every replica."""

    queues: TriageQueues
    clock: Callable[[], datetime]

    def tick(self) -> int:
        """How many messages were recorded."""
        now, zone = self.clock(), self.queues.zone
        with self.queues.library.reading() as book:
            due = [reader for reader in due_readers(book, JOB, now=now, zone=zone) if may_triage(reader.member)]
        return sum(self._told(reader, now) for reader in due)

    def _told(self, reader: DueReader, now: datetime) -> int:
        """The day is taken and its message recorded in one transaction: by one replica, once."""
        person, day = reader.member.slack_id, reader.morning.day
        outcome = RunOutcome.SKIPPED if reader.morning.is_too_late else RunOutcome.NOTHING
        run = ReaderRun(JOB, person, day, now, outcome)
        with self.queues.library.writing() as book:
            if not book.reader_runs.record(run) or reader.morning.is_too_late:
                return 0
            if not any(each.is_late for each in self.queues.waiting(book, person)):
                return 0
            number = self._put(book, person, f"{JOB}:{person}:{day}", now)
            book.reader_runs.note(ReaderRun(JOB, person, day, now, RunOutcome.TOLD, number))
            return 1

    def _put(self, book: Book, person: str, about: str, now: datetime) -> int | None:
        """Which ones they are is looked up when it is said: some may be decided by then."""
        late = Announcement(AnnouncementKind.DECISIONS_DUE, person, about, once=about)
        return announce(book, late, now=now, zone=self.queues.zone)
