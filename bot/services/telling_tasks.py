"""Each account that asks for what is there (or will not come) is told: by whoever answers for it, with a task."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.services.announcing import announce
from bot.services.task_changes import written_task
from bot.services.task_records import outdate_homes
from bot.services.tellers import Tellers, tellers
from domain.accounts import Cover
from domain.feedback.request import Asker, Request, Voice
from domain.feedback.telling import Telling, TellingNow
from domain.ports import Book
from domain.tasks.answer import TaskChange
from domain.tasks.notices import assigned_notice
from domain.tasks.task import Task, TaskSource

TELL_WITHIN = timedelta(days=3)
ITSELF = "moorline"
"""Who moves a task where nobody did, in the audit."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is to be told: an account with its owner, or a voice without one with whoever brought it."""

    asker: Asker
    name: str
    owner: str | None
    cover: Cover | None = None
    account: int | None = None
    voice: int | None = None


def give_telling_tasks(
    book: Book,
    request: Request,
    *,
    title_of: Callable[[Request, str, str | None], str],
    by: str,
    now: datetime,
    today: date,
    zone: str,
) -> None:
    """Where nobody else is there, whoever decided it tells them; `title_of` words a task in its reader's language."""
    desk = tellers(book, today=today)
    for listener in listeners_of(book, book.feedback.voices(request.id)):
        to = desk.of(listener.asker, listener.owner, listener.cover) or by
        title = title_of(request, listener.name, desk.language(to))
        due_on = today + TELL_WITHIN
        task = book.tasks.add(Task(0, title, due_on, to, by, now, listener.account, source=TaskSource.REQUEST))
        telling = Telling(0, request.id, task.id, now, listener.owner, listener.account, listener.voice)
        book.tellings.add(telling)
        outdate_homes(book, task, by=by)
        if notice := assigned_notice(task, by=by):
            announce(book, notice, now=now, zone=zone)


def end_tellings(book: Book, request: int, *, by: str, now: datetime, zone: str) -> None:
    """It is open again: what was not told need not be, and nobody has a task for it any more."""
    for known in book.tellings.of_request(request):
        if known.is_over:
            continue
        task = book.tasks.of(known.task)
        if task and task.is_open:
            closed = replace(task, done_at=now, done_by=by)
            written_task(book, task, closed, TaskChange.CALLED_OFF, by=by, now=now, zone=zone)
        book.tellings.save(replace(book.tellings.of_to_change(known.id), is_over=True))


def strays(book: Book, desk: Tellers, *, now: datetime) -> Sequence[TellingNow]:
    """What is not told of accounts that changed hands, and what stands with somebody who has left."""
    return [
        each
        for each in book.tellings.standing(told_since=now)
        if each.telling.is_untold and (each.owner != each.telling.owner or each.task.assignee not in desk.members)
    ]


def follow_owners(book: Book, *, now: datetime, today: date, zone: str) -> int:
    """What is not told goes to who owns the account now; how many tasks moved."""
    desk = tellers(book, today=today)
    moved = 0
    for each in strays(book, desk, now=now):
        to = desk.of(each.asker, each.owner, each.cover)
        if to and to != each.task.assignee:
            changed = replace(each.task, assignee=to)
            written_task(book, each.task, changed, TaskChange.REASSIGNED, by=ITSELF, now=now, zone=zone)
            moved += 1
        book.tellings.save(replace(book.tellings.of_to_change(each.telling.id), owner=each.owner))
    return moved


def listeners_of(book: Book, voices: Sequence[Voice]) -> Sequence[Listener]:
    """Each account once, each prospect once a person who brought it, each colleague who asks likewise."""
    found: dict[tuple[object, ...], Listener] = {}
    for voice in voices:
        if voice.account is not None:
            found.setdefault((voice.account,), _account(book, voice.account))
        else:
            name = voice.name or voice.contact
            listener = Listener(voice.asker, name, voice.by, voice=voice.id)
            found.setdefault((voice.asker, name.casefold(), voice.by), listener)
    return list(found.values())


def _account(book: Book, account: int) -> Listener:
    known = book.accounts.by_id(account)
    assert known is not None, "a voice goes with its account"
    return Listener(Asker.ACCOUNT, known.name, known.owner, known.cover, account=account)
