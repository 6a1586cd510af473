"""A contact with an account, logged by whoever had it, with the task that follows from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.services.alert_life import looked_after
from bot.services.task_records import made_task, roles_of
from bot.services.touch_accounts import LOG, changeable, touched_account
from domain.errors import NotAllowedError
from domain.permissions import Member, may_make_tasks
from domain.ports import AuditEntry, Book, Library
from domain.tasks.form import TaskField, TaskForm, TaskProblem, task_from, task_problems
from domain.tasks.task import Priority, Task, TaskSource
from domain.touchpoints.answer import TouchChange, TouchKept, TouchPlace, TouchRefused
from domain.touchpoints.form import Moment, TouchField, TouchForm, TouchProblem, touch_problems, touchpoint_from
from domain.touchpoints.touchpoint import BY_HAND, Touchpoint, told
from domain.touchpoints.undoing import may_still_be_undone
from domain.zones import zone_called

_FOLLOW_UP_FIELDS = {TaskField.TITLE: TouchField.FOLLOW_UP, TaskField.DUE_ON: TouchField.FOLLOW_UP_ON}


@dataclass(frozen=True, slots=True)
class TouchLog:
    """`rescore` makes the card say it at once; `zone` is the workspace's."""

    library: Library
    clock: Callable[[], datetime]
    rescore: Callable[[Sequence[int]], object]
    zone: str

    def log(
        self, asker: Member, place: TouchPlace, form: TouchForm, *, key: str, today: date
    ) -> TouchKept | TouchRefused:
        """The same form twice (by its `key`), or the same message, is one touchpoint.

        Whoever spoke with the account is on the alert that the form was opened on, unless somebody else is.
        """
        moment = Moment(self.clock(), today, zone_called(asker.zone, self.zone))
        with self.library.writing() as book:
            known = touched_account(book, asker, place.about, form.account, today=today)
            problems = touch_problems(form, moment) | _follow_up_problems(book, asker, form, today=today)
            if known is None:
                problems[TouchField.ACCOUNT] = TouchProblem.NO_ACCOUNT
            if known is None or problems:
                return TouchRefused(problems)
            kept = self._kept(book, asker, place, form, moment, key=place.key or BY_HAND + key, account=known)
        self.rescore((known[0],))
        return kept

    def _kept(
        self,
        book: Book,
        asker: Member,
        place: TouchPlace,
        form: TouchForm,
        moment: Moment,
        *,
        key: str,
        account: tuple[int, str],
    ) -> TouchKept:
        number, name = account
        contacts = {contact.id for contact in book.touchpoints.contacts_of(number)}
        made = touchpoint_from(
            form, moment, account=number, key=key, by=asker.slack_id, contacts=contacts, quoted=place.quoted
        )
        logged = book.touchpoints.log(made, now=moment.now)
        if logged is None:
            return _logged_before(book, asker, number, key, name, now=moment.now)
        task = self._follow_up(book, asker, form, logged, now=moment.now)
        logged = replace(logged, task=task.id if task else None)
        looked_after(book, place.about, asker.slack_id, by=asker.slack_id, now=moment.now)
        book.audit.record(AuditEntry(moment.now, asker.slack_id, LOG, f"account:{number}", after=told(logged)))
        return TouchKept(TouchChange.LOGGED, logged, name, task, may_undo=True, may_edit=True)

    def _follow_up(
        self, book: Book, asker: Member, form: TouchForm, touchpoint: Touchpoint, *, now: datetime
    ) -> Task | None:
        """By the tasks' own rules, in the same transaction."""
        if not form.wants_follow_up:
            return None
        asked = _follow_up_form(asker, form)
        task = task_from(asked, by=asker.slack_id, now=now, account=touchpoint.account, renewal=None)
        made = made_task(book, replace(task, source=TaskSource.TOUCHPOINT), by=asker.slack_id, now=now, zone=self.zone)
        book.touchpoints.follow(touchpoint.id, task=made.id)
        return made


def _logged_before(book: Book, asker: Member, account: int, key: str, name: str, *, now: datetime) -> TouchKept:
    """One's own form once more is told as it was the first time; of a colleague's it is said whose it is."""
    known = book.touchpoints.called(account, key)
    assert known
    is_own = known.author == asker.slack_id
    task = book.tasks.of(known.task) if known.task else None
    change = TouchChange.LOGGED if is_own else TouchChange.LOGGED_BEFORE
    may_edit = bool(changeable(book, asker, account, [known]))
    may_undo = is_own and may_still_be_undone(known, now=now)
    return TouchKept(change, known, name, task, may_undo=may_undo, may_edit=may_edit)


def _follow_up_problems(
    book: Book, asker: Member, form: TouchForm, *, today: date
) -> dict[TouchField, TouchProblem | TaskProblem]:
    if not form.wants_follow_up:
        return {}
    if not may_make_tasks(asker):
        raise NotAllowedError(asker.slack_id, LOG)
    roles = roles_of(book) | {asker.slack_id: asker.role}
    found = task_problems(_follow_up_form(asker, form), today=today, roles=roles)
    return {_FOLLOW_UP_FIELDS[field]: problem for field, problem in found.items()}


def _follow_up_form(asker: Member, form: TouchForm) -> TaskForm:
    return TaskForm(form.follow_up, form.follow_up_on, asker.slack_id, priority=Priority.NORMAL)
