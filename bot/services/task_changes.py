"""A task that is changed: nothing of somebody else is written over, who was told of it sees it, the audit has it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.services.announcing import announce
from bot.services.health import name_of
from bot.services.task_records import record_task
from bot.services.telling_life import heard
from domain.errors import NotAllowedError, TaskNotFoundError
from domain.numbers import number_in
from domain.permissions import Member, may_change_task
from domain.ports import Book
from domain.tasks.answer import TaskChange, TaskChanged
from domain.tasks.notices import about_task, assigned_notice, changed_notice
from domain.tasks.task import Task
from domain.teams import people_below

CHANGED = "tasks.changed"


def task_called(book: Book, typed: str) -> Task:
    number = number_in(typed)
    found = None if number is None else book.tasks.of(number)
    if found is None:
        raise TaskNotFoundError(typed)
    return found


def task_to_change(book: Book, asker: Member, task: str) -> Task:
    found = task_called(book, task)
    team = people_below(asker, book.members.all())
    if not may_change_task(asker, assignee=found.assignee, author=found.by, team=team):
        raise NotAllowedError(asker.slack_id, CHANGED)
    return found


def written_task(
    book: Book, found: Task, changed: Task, what: TaskChange, *, by: str, now: datetime, zone: str
) -> TaskChanged:
    """`by` is who did it, for the audit and for whoever gets the task."""
    if not book.tasks.save(changed):
        return as_it_stands(book, book.tasks.of(found.id) or found)
    record_task(book, CHANGED, changed, before=found, by=by, now=now)
    written = replace(changed, version=changed.version + 1)
    heard(book, written, what, by=by, now=now)
    tell_again(book, written, now=now, zone=zone)
    if what is TaskChange.REASSIGNED and (notice := assigned_notice(written, by=by)):
        announce(book, notice, now=now, zone=zone)
    return TaskChanged(what, written, task_account(book, changed))


def tell_again(book: Book, task: Task, *, now: datetime, zone: str) -> None:
    """Who was told of it before sees in that message how it stands now."""
    told = {line.announcement.to for line in book.outbox.said_about(about_task(task.id)) if line.posted}
    for person in sorted(told):
        announce(book, changed_notice(task, to=person), now=now, zone=zone)


def as_it_stands(book: Book, task: Task) -> TaskChanged:
    """For the second of two people: what the first one did; nothing was written."""
    change = TaskChange.CHANGED_MEANWHILE if task.is_open else TaskChange.DONE_BEFORE
    return TaskChanged(change, task, task_account(book, task))


def task_account(book: Book, task: Task) -> str | None:
    return None if task.account is None else name_of(book, task.account)
