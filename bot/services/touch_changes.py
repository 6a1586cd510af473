"""A touchpoint put right afterwards, or taken back within minutes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.services.task_records import withdrawn_task
from bot.services.touch_accounts import CHANGE, require_changer, touchpoint_of
from domain.errors import TouchpointNotFoundError, TouchpointStandsError
from domain.permissions import Member
from domain.ports import AuditEntry, Book, Library
from domain.tasks.task import Task
from domain.touchpoints.answer import TouchChange, TouchKept, TouchRefused, TouchUndone
from domain.touchpoints.form import Moment, TouchForm, edited, touch_problems
from domain.touchpoints.touchpoint import Touchpoint, told
from domain.touchpoints.undoing import TouchStands, is_untouched, may_still_be_undone, undo_refusal
from domain.zones import zone_called

UNDONE = "touchpoints.undone"


@dataclass(frozen=True, slots=True)
class TouchChanges:
    """`rescore` makes the card say it at once; `zone` is the workspace's."""

    library: Library
    clock: Callable[[], datetime]
    rescore: Callable[[Sequence[int]], object]
    zone: str

    def edit(self, asker: Member, about: str, form: TouchForm, *, today: date) -> TouchKept | TouchRefused:
        """`about` is `touch:9 2`, with the version that the form was filled from: nobody is written over unseen."""
        moment = Moment(self.clock(), today, zone_called(asker.zone, self.zone))
        number, _, version = about.removeprefix("touch:").partition(" ")
        with self.library.writing() as book:
            found, name = touchpoint_of(book, asker, number, today=today)
            require_changer(book, asker, found)
            if problems := touch_problems(form, moment):
                return TouchRefused(problems)
            changed = _edited(book, found, form, moment, by=asker.slack_id)
            if str(found.version) != version or not book.touchpoints.save(changed, now=moment.now):
                return _overtaken(book, found, name)
            entry = AuditEntry(
                moment.now, asker.slack_id, CHANGE, _subject(found), before=told(found), after=told(changed)
            )
            book.audit.record(entry)
            kept = _kept(book, replace(changed, version=found.version + 1), name, now=moment.now)
        self.rescore((found.account,))
        return kept

    def undo(self, asker: Member, seen: str, *, today: date) -> TouchUndone:
        """`seen` is what the button carries: number, version and key of the touchpoint as it was logged.

        Raises `TouchpointStandsError` where it is too late, or somebody has gone on from it.
        """
        now = self.clock()
        number, version, key = (*seen.split(" ", 2), "", "", "")[:3]
        with self.library.writing() as book:
            found, name = _to_undo(book, asker, number, today=today)
            if refusal := undo_refusal(found, key=key, version=version, now=now):
                raise TouchpointStandsError(refusal, found.changed_by or "")
            require_changer(book, asker, found)
            if not book.touchpoints.remove(found, now=now):
                raise TouchpointStandsError(TouchStands.CHANGED)
            kept = _follow_up_kept(book, found, by=asker.slack_id, now=now)
            book.audit.record(AuditEntry(now, asker.slack_id, UNDONE, _subject(found), before=told(found)))
        self.rescore((found.account,))
        return TouchUndone(name, kept)


def _to_undo(book: Book, asker: Member, number: str, *, today: date) -> tuple[Touchpoint, str]:
    try:
        return touchpoint_of(book, asker, number, today=today)
    except TouchpointNotFoundError as gone:
        raise TouchpointStandsError(TouchStands.GONE) from gone


def _edited(book: Book, found: Touchpoint, form: TouchForm, moment: Moment, *, by: str) -> Touchpoint:
    contacts = {contact.id for contact in book.touchpoints.contacts_of(found.account)}
    return edited(found, form, moment, by=by, contacts=contacts)


def _kept(book: Book, touchpoint: Touchpoint, name: str, *, now: datetime) -> TouchKept:
    task = book.tasks.of(touchpoint.task) if touchpoint.task else None
    may_undo = may_still_be_undone(touchpoint, now=now)
    return TouchKept(TouchChange.EDITED, touchpoint, name, task, may_undo=may_undo, may_edit=True)


def _overtaken(book: Book, found: Touchpoint, name: str) -> TouchKept:
    """For the second of two people: what the first one did; nothing was written."""
    now_stands = book.touchpoints.of(found.id)
    if now_stands is None:
        raise TouchpointNotFoundError(str(found.id))
    return TouchKept(TouchChange.OVERTAKEN, now_stands, name, may_edit=True)


def _follow_up_kept(book: Book, touchpoint: Touchpoint, *, by: str, now: datetime) -> Task | None:
    """The task that followed goes too, unless somebody has gone on from it: then it is this one that stays."""
    task = book.tasks.of(touchpoint.task) if touchpoint.task else None
    if task is None:
        return None
    is_gone = is_untouched(task, book.tasks.comments(task.id)) and withdrawn_task(book, task, by=by, now=now)
    return None if is_gone else task


def _subject(touchpoint: Touchpoint) -> str:
    return f"touchpoint:{touchpoint.id}"
