"""Plays and referrals: opened, changed, moved, taken back; everything with who, when and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.services.health import account_id
from bot.services.play_accounts import CHANGE, OPEN, may_change, play_to_change, played_account, require_player
from bot.services.sight import accounts_seen
from bot.services.task_records import roles_of
from domain.errors import AccountNotFoundError, PlayNotFoundError, PlayStandsError
from domain.expansion.answer import PlayChange, PlayKept, PlayRefused, PlayUndone
from domain.expansion.form import (
    PlayField,
    PlayForm,
    PlayMoment,
    PlayProblem,
    edited,
    form_of,
    play_from,
    play_problems,
)
from domain.expansion.play import Play, PlayStep, may_still_be_undone, told
from domain.permissions import Member, Role
from domain.ports import AuditEntry, Book, Library
from domain.renewals.forecasting import ReadAmount
from domain.texts import written

UNDONE = "plays.undone"
_OWNERS = frozenset({Role.ADMIN, Role.DIRECTOR, Role.MANAGER, Role.CSM})


@dataclass(frozen=True, slots=True)
class Plays:
    """`currency` is the base: of a bare number where the account's contracts name no other."""

    library: Library
    clock: Callable[[], datetime]
    read_amount: ReadAmount
    currency: str

    def open(self, asker: Member, about: str, form: PlayForm, *, key: str, today: date) -> PlayKept | PlayRefused:
        """The same form twice, by its `key`, is one play."""
        require_player(asker)
        with self.library.writing() as book:
            known = played_account(book, asker, about, form.account, today=today)
            form = replace(form, account=str(known[0]) if known else "")
            moment = self._moment(book, known[0] if known else None, today=today)
            problems = play_problems(form, moment)
            if known is None:
                problems[PlayField.ACCOUNT] = PlayProblem.NO_ACCOUNT
            if known is None or problems:
                return PlayRefused(problems)
            _require_became(book, asker, form, today=today)
            account, name = known
            made = play_from(
                form, moment, account=account, by=asker.slack_id, key=key, contacts=_contacts(book, account)
            )
            return self._opened(book, asker, made, name, written(form.why), now=moment.now)

    def change(self, asker: Member, about: str, form: PlayForm, *, today: date) -> PlayKept | PlayRefused:
        """`about` is `play:9 2`, with the version that the form was filled from: nobody is written over unseen."""
        number, _, version = about.removeprefix("play:").partition(" ")
        with self.library.writing() as book:
            found, name = play_to_change(book, asker, number, today=today)
            if str(found.version) != version:
                return _overtaken(book, found, name)
            form = replace(form, account=str(found.account))
            moment = self._moment(book, found.account, today=today)
            if problems := play_problems(form, moment, before=found):
                return PlayRefused(problems)
            _require_became(book, asker, form, today=today)
            changed = edited(found, form, moment, contacts=_contacts(book, found.account))
            return _changed(book, asker, found, changed, name, written(form.why), now=moment.now)

    def move(self, asker: Member, about: str, moved: PlayForm, *, today: date) -> PlayKept | PlayRefused:
        """Of `moved` only stage, amount, day and why are read; the rest of the play stays as it is."""
        number, _, _ = about.removeprefix("play:").partition(" ")
        with self.library.reading() as book:
            found, _ = play_to_change(book, asker, number, today=today)
        whole = replace(form_of(found), stage=moved.stage, amount=moved.amount, day=moved.day, why=moved.why)
        return self.change(asker, about, replace(whole, became=moved.became or whole.became), today=today)

    def undo(self, asker: Member, seen: str, *, today: date) -> PlayUndone:
        """`seen` is what the button carries: number and version of the play as the step left it.

        Raises `PlayStandsError` where it is too late, or somebody has gone on from it.
        """
        now = self.clock()
        number, _, version = seen.partition(" ")
        with self.library.writing() as book:
            found, name = _to_undo(book, asker, number, today=today)
            step = next(iter(reversed(book.plays.steps(found.id))), None)
            if step is None or str(found.version) != version:
                raise PlayStandsError("changed", step.by if step else "")
            if not may_still_be_undone(step, now=now):
                raise PlayStandsError("too_late")
            restored = _undone(book, found, step)
            after = told(restored) if restored else None
            book.audit.record(AuditEntry(now, asker.slack_id, UNDONE, _subject(found), before=told(found), after=after))
            return PlayUndone(name, restored)

    def _opened(self, book: Book, asker: Member, made: Play, name: str, why: str, *, now: datetime) -> PlayKept:
        added = book.plays.add(made)
        if added is None:
            return _opened_before(book, asker, made.key, name, now=now)
        book.plays.note(PlayStep(added.id, now, asker.slack_id, added.stage, added.amount, why))
        book.plays.revive(added.account)
        book.audit.record(AuditEntry(now, asker.slack_id, OPEN, _subject(added), after=told(added)))
        return PlayKept(PlayChange.OPENED, added, name, asker.slack_id, may_undo=True, may_change=True)

    def _moment(self, book: Book, account: int | None, *, today: date) -> PlayMoment:
        standing = book.standings.of(account) if account is not None else None
        currency = standing.arr[0].currency if standing and standing.arr else self.currency
        owners = {person for person, role in roles_of(book).items() if role in _OWNERS}
        return PlayMoment(self.clock(), today, owners, self.read_amount, currency)


def _changed(book: Book, asker: Member, found: Play, changed: Play, name: str, why: str, *, now: datetime) -> PlayKept:
    what = PlayChange.CHANGED if found.stage is changed.stage else PlayChange.MOVED
    if not book.plays.save(changed):
        return _overtaken(book, found, name)
    saved = replace(changed, version=found.version + 1)
    step = PlayStep(found.id, now, asker.slack_id, saved.stage, saved.amount, why, before=found)
    book.plays.note(step)
    entry = AuditEntry(now, asker.slack_id, CHANGE, _subject(found), before=told(found), after=told(saved))
    book.audit.record(entry)
    return PlayKept(what, saved, name, asker.slack_id, may_undo=True, may_change=True)


def _overtaken(book: Book, found: Play, name: str) -> PlayKept:
    """For the second of two people: what the first one did; nothing was written."""
    stands = book.plays.of(found.id)
    if stands is None:
        raise PlayNotFoundError(str(found.id))
    last = next(iter(reversed(book.plays.steps(found.id))), None)
    return PlayKept(PlayChange.OVERTAKEN, stands, name, last.by if last else stands.by, may_change=True)


def _opened_before(book: Book, asker: Member, key: str, name: str, *, now: datetime) -> PlayKept:
    """One's own form once more is told as it was the first time."""
    known = book.plays.called(key)
    assert known, "it has that key"
    step = next(iter(reversed(book.plays.steps(known.id))), None)
    is_last = step is not None and step.before is None and may_still_be_undone(step, now=now)
    changes = may_change(book, asker, known, today=now.date())
    return PlayKept(PlayChange.OPENED, known, name, known.by, may_undo=is_last, may_change=changes)


def _to_undo(book: Book, asker: Member, number: str, *, today: date) -> tuple[Play, str]:
    try:
        return play_to_change(book, asker, number, today=today)
    except PlayNotFoundError as gone:
        raise PlayStandsError("gone") from gone


def _undone(book: Book, found: Play, step: PlayStep) -> Play | None:
    """As it was before the step; what was opened is gone."""
    if step.before is None:
        is_written, restored = book.plays.remove(found), None
    else:
        restored = replace(step.before, version=found.version)
        is_written = book.plays.save(restored)
        book.plays.take_back(step)
    if not is_written:
        raise PlayStandsError("changed", step.by)
    return replace(restored, version=found.version + 1) if restored else None


def _contacts(book: Book, account: int) -> set[int]:
    return {contact.id for contact in book.touchpoints.contacts_of(account)}


def _require_became(book: Book, asker: Member, form: PlayForm, *, today: date) -> None:
    """The account that a referral became is one that the asker sees."""
    if not form.is_referral or not form.became:
        return
    number, seen = account_id(form.became), accounts_seen(book, asker, today=today)
    if (seen is not None and number not in seen) or book.accounts.by_id(number) is None:
        raise AccountNotFoundError(form.became)


def _subject(play: Play) -> str:
    return f"play:{play.id}"
