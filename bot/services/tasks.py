"""Tasks: made from a form, listed, done, put off, given to somebody else, talked about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.services.alert_life import alert_of, looked_after
from bot.services.health import account_id, name_of, require_reader
from bot.services.playbook_lists import playbook_of_task
from bot.services.sight import day_of, require_sight, seen_by
from bot.services.task_changes import as_it_stands, task_account, task_called, task_to_change, written_task
from bot.services.task_lists import listed_tasks
from bot.services.task_offers import offered_task
from bot.services.task_records import MADE, made_task, record_task, roles_of
from bot.services.telling_looks import telling_of_task
from domain.errors import NotAllowedError, RenewalNotFoundError
from domain.numbers import number_in
from domain.permissions import Member, may_comment_on_task, may_make_tasks
from domain.ports import Book, Library
from domain.renewals.renewal import Renewal
from domain.tasks.answer import TaskChange, TaskChanged, TaskLook, TaskOffer, TaskRefused, TasksAnswer
from domain.tasks.form import TaskField, TaskForm, assignee_problem, comment_problem, task_from, task_problems
from domain.tasks.postponing import Postponement, postponed
from domain.tasks.task import Task, TaskComment, TaskSource
from domain.texts import written

COMMENTED = "tasks.commented"
UNDO = timedelta(minutes=10)


class Tasks:
    def __init__(self, library: Library, *, clock: Callable[[], datetime], zone: str = "UTC") -> None:
        """`zone` is the workspace's, for people whose own is not known."""
        self._library = library
        self._clock = clock
        self._zone = zone

    def offer(self, asker: Member, about: str, typed: str, *, today: date) -> TaskOffer:
        """The form, filled with what was typed and with what the button that opened it stands on."""
        _require_maker(asker)
        with self._library.reading() as book:
            return offered_task(seen_by(book, asker, today=today), asker, about, typed, today=today)

    def make(self, asker: Member, about: str, form: TaskForm, *, today: date) -> TaskChanged | TaskRefused:
        """`about` is `renewal:5` or `alert:7` where the task belongs to one; the account is the form's."""
        _require_maker(asker)
        with self._library.writing() as book:
            if problems := task_problems(form, today=today, roles=roles_of(book)):
                return TaskRefused(problems)
            if form.account:
                require_reader(asker)
            seen = seen_by(book, asker, today=today)
            renewal = _renewal(seen, about)
            account = account_id(form.account) if form.account else None
            name = name_of(seen, account) if account is not None else None
            is_of_renewal = renewal is not None and renewal.account == account
            made = task_from(
                form,
                by=asker.slack_id,
                now=self._clock(),
                account=account,
                renewal=renewal.id if renewal and is_of_renewal else None,
            )
            alert = alert_of(book, about)
            if alert and alert.account == account:
                made = replace(made, source=TaskSource.ALERT)
            task = made_task(book, made, by=asker.slack_id, now=self._clock(), zone=self._zone)
            looked_after(book, about, task.assignee, by=asker.slack_id, now=self._clock())
            return TaskChanged(TaskChange.MADE, task, name)

    def listed(
        self, asker: Member, text: str, *, today: date, offset: int = 0, news: TaskChanged | None = None
    ) -> TasksAnswer:
        with self._library.reading() as book:
            return listed_tasks(book, asker, text, today=today, offset=offset, news=news)

    def look(self, asker: Member, task: str) -> TaskLook:
        with self._library.reading() as book:
            found = task_to_change(book, asker, task)
            return TaskLook(found, task_account(book, found), tuple(book.tasks.comments(found.id)))

    def told(self, task: int) -> TaskLook | None:
        """The task as a message about it shows it; None where there is none any more."""
        with self._library.reading() as book:
            found = book.tasks.of(task)
            if found is None:
                return None
            telling = telling_of_task(book, found.id) if found.source is TaskSource.REQUEST else None
            today = self._clock().date()
            playbook = playbook_of_task(book, found.id, today=today) if found.source is TaskSource.PLAYBOOK else None
            why = tuple(book.tasks.comments(found.id)) if found.is_called_off else ()
            return TaskLook(found, task_account(book, found), why, telling, playbook)

    def talk(self, asker: Member, task: str) -> TaskLook:
        """The task with what was said below it, for whoever may say more."""
        with self._library.reading() as book:
            found = self._task_to_comment(book, asker, task)
            return TaskLook(found, task_account(book, found), tuple(book.tasks.comments(found.id)))

    def done(self, asker: Member, task: str) -> TaskChanged:
        """A second press finds it done, and says by whom."""
        with self._library.writing() as book:
            found = task_to_change(book, asker, task)
            if not found.is_open:
                return as_it_stands(book, found)
            changed = replace(found, done_at=self._clock(), done_by=asker.slack_id)
            return self._written(book, asker, found, changed, TaskChange.DONE)

    def reopen(self, asker: Member, task: str) -> TaskChanged:
        """Within ten minutes; later it is a new task."""
        with self._library.writing() as book:
            found = task_to_change(book, asker, task)
            if found.done_at is None:
                return TaskChanged(TaskChange.OPEN_ALREADY, found, task_account(book, found))
            if self._clock() - found.done_at > UNDO:
                return TaskChanged(TaskChange.REOPEN_TOO_LATE, found, task_account(book, found))
            changed = replace(found, done_at=None, done_by=None)
            return self._written(book, asker, found, changed, TaskChange.REOPENED)

    def postpone(self, asker: Member, task: str, by: Postponement, *, seen: str, today: date) -> TaskChanged:
        """`seen` is the version that the button was drawn with: nothing is put off twice unseen."""
        with self._library.writing() as book:
            found = task_to_change(book, asker, task)
            if str(found.version) != seen or not found.is_open:
                return as_it_stands(book, found)
            changed = replace(found, due_on=postponed(found.due_on, by, today=today))
            return self._written(book, asker, found, changed, TaskChange.POSTPONED)

    def reassign(self, asker: Member, task: str, to: str, *, seen: str) -> TaskChanged | TaskRefused:
        with self._library.writing() as book:
            found = task_to_change(book, asker, task)
            if problem := assignee_problem(to, roles_of(book)):
                return TaskRefused({TaskField.ASSIGNEE: problem})
            if str(found.version) != seen or not found.is_open:
                return as_it_stands(book, found)
            return self._written(book, asker, found, replace(found, assignee=to), TaskChange.REASSIGNED)

    def comment(self, asker: Member, task: str, text: str) -> TaskChanged | TaskRefused:
        with self._library.writing() as book:
            found = self._task_to_comment(book, asker, task)
            if problem := comment_problem(text):
                return TaskRefused({TaskField.COMMENT: problem})
            book.tasks.comment(TaskComment(found.id, asker.slack_id, self._clock(), written(text)))
            record_task(book, COMMENTED, found, before=None, by=asker.slack_id, now=self._clock())
            return TaskChanged(TaskChange.COMMENTED, found, task_account(book, found))

    def _written(self, book: Book, asker: Member, found: Task, changed: Task, what: TaskChange) -> TaskChanged:
        return written_task(book, found, changed, what, by=asker.slack_id, now=self._clock(), zone=self._zone)

    def _task_to_comment(self, book: Book, asker: Member, task: str) -> Task:
        """That of somebody else is seen with its account."""
        found = task_called(book, task)
        if not may_comment_on_task(asker, assignee=found.assignee, author=found.by):
            raise NotAllowedError(asker.slack_id, COMMENTED)
        if asker.slack_id not in {found.assignee, found.by}:
            require_sight(book, asker, found.account, today=day_of(asker, self._clock()))
        return found


def _require_maker(asker: Member) -> None:
    if not may_make_tasks(asker):
        raise NotAllowedError(asker.slack_id, MADE)


def _renewal(book: Book, about: str) -> Renewal | None:
    kind, _, number = about.partition(":")
    if kind != "renewal":
        return None
    if (renewal := number_in(number)) is None:
        raise RenewalNotFoundError(number)
    return book.renewals.of(renewal)
