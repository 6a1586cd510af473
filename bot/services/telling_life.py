"""What a task of telling somebody means for who is told: done is told, taken back is untold again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.services.request_looks import area_of
from bot.services.request_news import tell_card
from domain.outbox.announcement import Manner
from domain.ports import Book
from domain.tasks.answer import TaskChange
from domain.tasks.task import Task, TaskSource


def heard(book: Book, task: Task, what: TaskChange, *, by: str, now: datetime) -> None:
    """With `Done` alone nobody says how or in which words; after `Undo` the words are there for another time."""
    if task.source is not TaskSource.REQUEST or what not in {TaskChange.DONE, TaskChange.REOPENED}:
        return
    known = book.tellings.of_task(task.id)
    telling = book.tellings.of_to_change(known.id) if known else None
    if telling is None or telling.is_over:
        return
    if what is TaskChange.DONE:
        book.tellings.save(replace(telling, at=now, by=by))
    else:
        book.tellings.save(replace(telling, at=None, by=None, how=None))
    draw_again(book, telling.request, now=now)


def draw_again(book: Book, request: int, *, now: datetime) -> None:
    """The card, for everybody who reads its channel."""
    found = book.feedback.of(request)
    assert found is not None, "a telling and a voice go with their request"
    tell_card(book, found, area_of(book, found), now=now, manner=Manner.EDIT)
