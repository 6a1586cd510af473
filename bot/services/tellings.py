"""`Told…` and `Not now…`: a customer heard what became of their request, in which words and how; or later."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.services.task_changes import CHANGED, as_it_stands, written_task
from bot.services.tellers import tellers
from bot.services.telling_looks import telling_look
from domain.errors import NotAllowedError, TaskNotFoundError
from domain.feedback.request import Asker, Voice
from domain.feedback.telling import LONGEST_WORDS, Telling, TellingLook, Way
from domain.numbers import number_in
from domain.permissions import Member, may_change_task
from domain.ports import AuditEntry, Book, Library
from domain.tasks.answer import TaskChange, TaskChanged
from domain.tasks.task import Task
from domain.teams import people_below
from domain.texts import written
from domain.touchpoints.touchpoint import Touchpoint

TOLD = "requests.told"
LATEST = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Said:
    """What the form brings: how and in which words; `summary` is what the touchpoint says, `key` makes it one.

    `seen` is the mark of what the form was made of.
    """

    how: Way
    words: str
    summary: str
    key: str
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """`before`: somebody had told them already, or changed the task at this moment; nothing was written.

    Nor where it is `outdated`: what the customer said changed while the form was open, and must not be kept.
    """

    look: TellingLook
    task: Task
    before: bool = False
    is_outdated: bool = False


@dataclass(frozen=True, slots=True)
class Tellings:
    """`rescore` makes the card of the account say it at once; `zone` is the workspace's."""

    library: Library
    clock: Callable[[], datetime]
    rescore: Callable[[Sequence[int]], object]
    zone: str

    def look(self, asker: Member, typed: str, *, today: date) -> Told:
        """As the form shows it, for whoever may tell them."""
        with self.library.reading() as book:
            telling, task = _to_tell(book, asker, typed, today)
            return Told(telling_look(book, telling), task, before=telling.is_told and telling.how is not None)

    def tell(self, asker: Member, typed: str, said: Said, *, today: date) -> Told:
        """Of two people at once the second hears who was first. Who only pressed `Done` may still say how it was."""
        now = self.clock()
        with self.library.writing() as book:
            telling, task = _to_tell(book, asker, typed, today)
            if telling.is_told and (telling.how or telling.by != asker.slack_id):
                return Told(telling_look(book, telling), task, before=True)
            if said.seen and said.seen != (look := telling_look(book, telling)).mark:
                return Told(look, task, is_outdated=True)
            if task.is_open:
                done = replace(task, done_at=now, done_by=asker.slack_id)
                changed = written_task(book, task, done, TaskChange.DONE, by=asker.slack_id, now=now, zone=self.zone)
                task = changed.task
                if changed.change is not TaskChange.DONE:
                    return Told(telling_look(book, book.tellings.of_to_change(telling.id)), task, before=True)
            told = replace(
                book.tellings.of_to_change(telling.id), how=said.how, words=written(said.words)[:LONGEST_WORDS]
            )
            book.tellings.save(told)
            self._record(book, asker, telling, said, now)
            kept = Told(telling_look(book, told), task)
        if telling.account is not None:
            self.rescore((telling.account,))
        return kept

    def later(self, asker: Member, typed: str, on: date | None, *, seen: str, today: date) -> TaskChanged | None:
        """The task moves to that day; None for a day that is gone or too far away."""
        if on is None or not today <= on <= today + LATEST:
            return None
        with self.library.writing() as book:
            _, task = _to_tell(book, asker, typed, today)
            if str(task.version) != seen or not task.is_open:
                return as_it_stands(book, task)
            moved = replace(task, due_on=on)
            return written_task(
                book, task, moved, TaskChange.POSTPONED, by=asker.slack_id, now=self.clock(), zone=self.zone
            )

    def _record(self, book: Book, asker: Member, telling: Telling, said: Said, now: datetime) -> None:
        """A contact with the account, as though somebody logged it; the audit has no words."""
        entry = AuditEntry(now, asker.slack_id, TOLD, f"request:{telling.request}", after=_whom(telling, said.how))
        book.audit.record(entry)
        if telling.account is not None:
            touch = Touchpoint(telling.account, said.key, *said.how.touch, now, asker.slack_id, said.summary)
            book.touchpoints.log(touch, now=now)


def _to_tell(book: Book, asker: Member, typed: str, today: date) -> tuple[Telling, Task]:
    """Whoever may change its task, and who answers for it now."""
    number = number_in(typed)
    telling = None if number is None else book.tellings.of(number)
    task = book.tasks.of(telling.task) if telling else None
    if telling is None or task is None:
        raise TaskNotFoundError(typed)
    if not may_tell(book, asker, telling, task, today=today):
        raise NotAllowedError(asker.slack_id, CHANGED)
    return telling, task


def may_tell(book: Book, asker: Member, telling: Telling, task: Task, *, today: date) -> bool:
    team = people_below(asker, book.members.all())
    if may_change_task(asker, assignee=task.assignee, author=task.by, team=team):
        return True
    return asker.slack_id == _answers_for(book, telling, today)


def _answers_for(book: Book, telling: Telling, today: date) -> str | None:
    desk = tellers(book, today=today)
    if telling.account is not None:
        known = book.accounts.by_id(telling.account)
        return desk.of(Asker.ACCOUNT, known.owner, known.cover) if known else None
    voices: Sequence[Voice] = book.feedback.voices(telling.request)
    voice = next((each for each in voices if each.id == telling.voice), None)
    return desk.of(voice.asker, voice.by, None) if voice else None


def _whom(telling: Telling, how: Way) -> str:
    whom = f"account:{telling.account}" if telling.account is not None else f"voice:{telling.voice}"
    return f"{whom}, {how}"
