"""First value by hand: recorded with who, what and when, seen on the card at once, taken back within minutes."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.services.health import account_id, standing_of
from bot.services.sight import seen_by
from bot.services.value_rules import value_rules
from domain.errors import NotAllowedError
from domain.first_value.form import (
    ValueAnswer,
    ValueForm,
    ValueKept,
    ValueOffer,
    ValueOvertaken,
    ValueRefused,
    ValueStays,
    ValueUndone,
    reason_problems,
    seen_text,
    value_problems,
)
from domain.first_value.reached import ValueNote, ValueStanding, ValueStands, undo_refusal
from domain.health.standing import AccountStanding
from domain.numbers import number_in
from domain.permissions import Member, may_record_first_value
from domain.ports import AuditEntry, Book, Library
from domain.texts import written

RECORDED, CLEARED = "first_value.recorded", "first_value.cleared"
UNDONE = "first_value.undone"


@dataclass(frozen=True, slots=True)
class FirstValues:
    """`rescore` makes the score and the stage say it at once."""

    library: Library
    clock: Callable[[], datetime]
    rescore: Callable[[Sequence[int]], object]

    def offer(self, asker: Member, account: str, *, today: date) -> ValueOffer:
        _require_recorder(asker, RECORDED)
        with self.library.reading() as book:
            standing = standing_of(seen_by(book, asker, today=today), account_id(account))
            stands, known = book.lifecycle.first_value_of(standing.account), book.accounts.by_id(standing.account)
            rule = value_rules(book).rule_for(known.segment if known else None)
            note = _note_of(book, stands)
            return ValueOffer(standing, rule, seen_text(stands), None if note and note.is_cleared else note)

    def record(self, asker: Member, about: str, form: ValueForm, *, today: date) -> ValueAnswer:
        """`about` is the account, then what stood there when the form was opened: nobody is written over unseen."""
        _require_recorder(asker, RECORDED)
        account, _, seen = about.partition(" ")
        with self.library.writing() as book:
            standing = standing_of(seen_by(book, asker, today=today), account_id(account))
            if problems := value_problems(form, today=today, since=standing.with_us_since):
                return ValueRefused(problems)
            texts = (written(form.what), written(form.words))
            said = ValueNote(standing.account, date.fromisoformat(form.on), *texts, asker.slack_id, self.clock())
            kept = _written(book, said, RECORDED, seen=seen)
        return self._answered(said, kept)

    def clear(self, asker: Member, about: str, reason: str, *, today: date) -> ValueAnswer:
        """It was not reached, whatever found it; from then on only people and imports say that it was."""
        _require_recorder(asker, CLEARED)
        account, _, seen = about.partition(" ")
        with self.library.writing() as book:
            standing = standing_of(seen_by(book, asker, today=today), account_id(account))
            if problems := reason_problems(reason):
                return ValueRefused(problems)
            stands = book.lifecycle.first_value_of(standing.account)
            day = stands.on or (stands.reached.on if stands.reached else today)
            said = ValueNote(standing.account, day, written(reason), "", asker.slack_id, self.clock(), is_cleared=True)
            kept = _written(book, said, CLEARED, seen=seen) if stands.on else None
        return self._answered(said, kept)

    def undo(self, asker: Member, number: str, *, today: date) -> ValueUndone | ValueStays:
        """What stood there before stands there again, within ten minutes and while nobody has gone on from it."""
        _require_recorder(asker, UNDONE)
        now = self.clock()
        with self.library.writing() as book:
            note = book.lifecycle.note(number_in(number) or 0)
            if note is None:
                return ValueStays(ValueStands.GONE)
            standing = standing_of(seen_by(book, asker, today=today), note.account)
            refusal = undo_refusal(note, book.lifecycle.first_value_of(note.account), now=now)
            if not refusal and not book.lifecycle.take_back(note, now=now):
                refusal = ValueStands.CHANGED
            if refusal:
                return ValueStays(refusal, standing)
            book.audit.record(value_entry(asker.slack_id, UNDONE, note.account, note.stands, note.before, at=now))
        self.rescore((note.account,))
        return ValueUndone(self._standing(note.account))

    def _answered(self, said: ValueNote, kept: ValueNote | None) -> ValueKept | ValueOvertaken:
        if kept is None:
            return self._as_it_stands(said)
        self.rescore((said.account,))
        return ValueKept(self._standing(said.account), kept)

    def _as_it_stands(self, said: ValueNote) -> ValueKept | ValueOvertaken:
        """The same form sent twice is recorded once, and both times kept."""
        with self.library.reading() as book:
            stands, standing = book.lifecycle.first_value_of(said.account), standing_of(book, said.account)
            note = _note_of(book, stands)
        if note and replace(note, id=0, at=said.at, before=said.before) == said:
            return ValueKept(standing, note)
        return ValueOvertaken(standing)

    def _standing(self, account: int) -> AccountStanding:
        with self.library.reading() as book:
            return standing_of(book, account)


def _written(book: Book, said: ValueNote, action: str, *, seen: str) -> ValueNote | None:
    stands = book.lifecycle.first_value_of(said.account)
    if seen_text(stands) != seen:
        return None
    kept = book.lifecycle.record(said, seen=stands)
    if kept:
        book.audit.record(value_entry(said.by, action, said.account, stands, kept.stands, at=said.at))
    return kept


def value_entry(
    by: str, action: str, account: int, before: ValueStanding, after: ValueStanding, *, at: datetime
) -> AuditEntry:
    return AuditEntry(at, by, action, f"account:{account}", before=_told(before), after=_told(after))


def _told(stands: ValueStanding) -> str | None:
    """Without what people wrote, which has its own retention."""
    if stands.on is None:
        return None
    by = stands.reached.by if stands.reached else "import"
    return json.dumps({"on": stands.on.isoformat(), "by": by})


def _note_of(book: Book, stands: ValueStanding) -> ValueNote | None:
    return book.lifecycle.note(stands.reached.number) if stands.reached and stands.reached.number else None


def _require_recorder(asker: Member, action: str) -> None:
    if not may_record_first_value(asker):
        raise NotAllowedError(asker.slack_id, action)
