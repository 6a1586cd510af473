"""Each morning, where they are, people hear which of their tasks are due or late."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.services.reader_mornings import DueReader, due_readers
from domain.permissions import may_make_tasks
from domain.ports import Book, Library
from domain.reader_runs import ReaderRun, RunOutcome
from domain.tasks.notices import LATELY, morning_notices
from domain.tasks.ports import TaskFilter

JOB = "tasks"
MOST_LOOKED_AT = 100


@dataclass(frozen=True, slots=True)
class TaskMornings:
    """To be asked every few minutes, on every replica. `zone` is the workspace's."""

    library: Library
    clock: Callable[[], datetime]
    zone: str

    def tick(self) -> int:
        """How many messages were recorded."""
        now = self.clock()
        with self.library.reading() as book:
            due = [reader for reader in due_readers(book, JOB, now=now, zone=self.zone) if _works(reader)]
        return sum(self._told(reader, now) for reader in due)

    def _told(self, reader: DueReader, now: datetime) -> int:
        """The day is taken and what is said of it recorded in one transaction: by one replica, once."""
        person, day = reader.member.slack_id, reader.morning.day
        outcome = RunOutcome.SKIPPED if reader.morning.is_too_late else RunOutcome.NOTHING
        run = ReaderRun(JOB, person, day, now, outcome)
        with self.library.writing() as book:
            if not book.reader_runs.record(run) or reader.morning.is_too_late:
                return 0
            numbers = _put(book, reader, now)
            if numbers:
                book.reader_runs.note(ReaderRun(JOB, person, day, now, RunOutcome.TOLD, numbers[-1]))
            return len(numbers)


def _works(reader: DueReader) -> bool:
    return may_make_tasks(reader.member)


def _put(book: Book, reader: DueReader, now: datetime) -> list[int]:
    today = reader.morning.day
    tomorrow = today + timedelta(days=1)
    mine = TaskFilter(assignees=(reader.member.slack_id,), due_since=today - LATELY, due_before=tomorrow)
    page = book.tasks.page(mine, today=today, offset=0, limit=MOST_LOOKED_AT)
    notices = morning_notices((listed.task for listed in reversed(page.tasks)), today=today)
    numbers = [book.outbox.put(notice, now=now) for notice in notices]
    return [number for number in numbers if number is not None]
