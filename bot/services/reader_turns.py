"""A reader's turn: taken by one replica, once, together with what is said in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot.services.reader_mornings import DueReader
from domain.ports import Book
from domain.reader_runs import ReaderRun, RunOutcome


@dataclass(frozen=True, slots=True)
class Turn:
    """`about` is the key under which it is recorded one time only; `due_at` is when quiet hours are over."""

    reader: str
    about: str
    now: datetime
    due_at: datetime | None


Put: TypeAlias = Callable[[Turn], int | None]
"""Into the outbox; the number of what is there now."""


def take_turn(book: Book, job: str, due: DueReader, put: Put | None, *, now: datetime) -> int:
    """How many were told. `put` None: there is nothing to say, or it is too late; it is written down all the same."""
    person, day = due.member.slack_id, due.morning.day
    outcome = RunOutcome.SKIPPED if due.morning.is_too_late else RunOutcome.NOTHING
    if not book.reader_runs.record(ReaderRun(job, person, day, now, outcome)) or put is None:
        return 0
    number = put(Turn(person, f"{job}:{person}:{day}", now, due.quiet_until(now)))
    book.reader_runs.note(ReaderRun(job, person, day, now, RunOutcome.TOLD, number))
    return 1
