"""Who is who, said by hand: somebody new, put right, left, come back; and taken back within minutes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.services.people_accounts import (
    ADDED,
    CHANGED,
    UNDONE,
    account_of,
    contact_of,
    match_of,
    require_changer,
)
from domain.accounts import AccountMatch
from domain.errors import ContactNotFoundError, ContactStandsError
from domain.people.answer import PersonKept, PersonNews, PersonRefused
from domain.people.by_hand import added_by_hand, as_before, changed_by_hand
from domain.people.contact import WATCHED_ROLES, Contact, PersonChange, about_contact, told
from domain.people.form import (
    LeftForm,
    PersonForm,
    added,
    filled_in,
    follower_in,
    gone,
    left_problems,
    person_problems,
)
from domain.people.undoing import PersonStands, is_addition, may_still_be_undone, undo_refusal
from domain.permissions import Member
from domain.ports import AuditEntry, Book, Library

_NEWS = {
    PersonChange.ADDED: PersonNews.ADDED,
    PersonChange.EDITED: PersonNews.EDITED,
    PersonChange.LEFT: PersonNews.LEFT,
    PersonChange.BACK: PersonNews.BACK,
}


@dataclass(frozen=True, slots=True)
class PeopleChanges:
    """`seen_at_once` scores the account anew and looks at its alerts, before the receipt is shown."""

    library: Library
    clock: Callable[[], datetime]
    seen_at_once: Callable[[Sequence[int]], object]

    def add(
        self, asker: Member, account: str, form: PersonForm, *, key: str, today: date
    ) -> PersonKept | PersonRefused:
        """The same form sent twice is one contact."""
        require_changer(asker)
        now = self.clock()
        with self.library.writing() as book:
            found = match_of(account_of(book, asker, account, today=today))
            made = added_by_hand(added(form, account=found.account, key=key), by=asker.slack_id, now=now)
            if known := book.people.called(found.account, made.key):
                return _kept(known, found, now=now)
            others = book.people.of_account(found.account)
            if problems := person_problems(form, others, today=today):
                return PersonRefused(problems)
            kept = book.people.add(made, now=now)
            assert kept, "nobody of that key was there"
            _audit(book, asker, ADDED, kept, before=None, after=told(kept), now=now)
        self.seen_at_once((found.account,))
        return _kept(kept, found, now=now)

    def edit(self, asker: Member, seen: str, form: PersonForm, *, today: date) -> PersonKept | PersonRefused:
        """`seen` is number and version of the contact that the form was filled from: nobody is written over unseen."""
        require_changer(asker)
        now = self.clock()
        number, _, version = seen.partition(" ")
        with self.library.writing() as book:
            found, account = contact_of(book, asker, number, today=today)
            others = [each for each in book.people.of_account(found.account) if each.id != found.id]
            if problems := person_problems(form, others, today=today):
                return PersonRefused(problems)
            after = changed_by_hand(found, filled_in(found, form), PersonChange.EDITED, by=asker.slack_id, now=now)
            if not self._saved(book, asker, found, after, version, now):
                return _overtaken(book, asker, found, account, version, now)
        return self._done(after, account, now=now)

    def left(self, asker: Member, seen: str, form: LeftForm, *, today: date) -> PersonKept | PersonRefused:
        """Who follows takes over the role, so that the place is filled."""
        require_changer(asker)
        now = self.clock()
        number, _, version = seen.partition(" ")
        with self.library.writing() as book:
            found, account = contact_of(book, asker, number, today=today)
            others = book.people.of_account(found.account)
            if problems := left_problems(form, found, others, today=today):
                return PersonRefused(problems)
            follower = follower_in(form, found, others, today=today)
            takes_over = follower is not None and found.role is not None and follower.role is not found.role
            beside = [follower.id, follower.role, follower.version + 1] if follower and takes_over else None
            after = changed_by_hand(
                found, gone(found, form, follower), PersonChange.LEFT, by=asker.slack_id, now=now, beside=beside
            )
            if not self._saved(book, asker, found, after, version, now):
                return _overtaken(book, asker, found, account, version, now)
            if follower and takes_over:
                follower = self._take_over(book, asker, follower, found, now)
        is_risk = found.role in WATCHED_ROLES
        return replace(self._done(after, account, now=now), follower=follower, is_risk=is_risk)

    def back(self, asker: Member, contact: str, *, today: date) -> PersonKept:
        """Whoever took the place keeps it. Twice is once."""
        require_changer(asker)
        now = self.clock()
        with self.library.writing() as book:
            found, account = contact_of(book, asker, contact, today=today)
            if found.left_on is None:
                return _kept(found, account, now=now, news=PersonNews.BACK)
            returned = replace(found, left_on=None, followed_by=None, went_to="")
            after = changed_by_hand(found, returned, PersonChange.BACK, by=asker.slack_id, now=now)
            self._saved(book, asker, found, after, str(found.version), now)
        return self._done(after, account, now=now)

    def undo(self, asker: Member, seen: str, *, today: date) -> PersonKept:
        """`seen` is number and version as the change left them.

        Raises `ContactStandsError` where it is too late, or somebody has gone on from it.
        """
        require_changer(asker)
        now = self.clock()
        number, _, version = seen.partition(" ")
        with self.library.writing() as book:
            found, account = _to_undo(book, asker, number, today=today)
            if refusal := undo_refusal(found, version=version, now=now):
                raise ContactStandsError(refusal, found.changed_by or "")
            if is_addition(found):
                before, has_done = found, book.people.remove(found, now=now)
            else:
                before = as_before(found)
                has_done = book.people.save(before, now=now)
                _role_given_back(book, found, now)
            if not has_done:
                raise ContactStandsError(PersonStands.CHANGED)
            after = None if is_addition(found) else told(before)
            _audit(book, asker, UNDONE, found, before=told(found), after=after, now=now)
        self.seen_at_once((account.account,))
        return PersonKept(PersonNews.UNDONE, before, account)

    def _saved(self, book: Book, asker: Member, before: Contact, after: Contact, version: str, now: datetime) -> bool:
        if str(before.version) != version or not book.people.save(after, now=now):
            return False
        _audit(book, asker, CHANGED, before, before=told(before), after=told(after), now=now)
        return True

    def _take_over(self, book: Book, asker: Member, follower: Contact, leaver: Contact, now: datetime) -> Contact:
        after = changed_by_hand(
            follower, replace(follower, role=leaver.role), PersonChange.EDITED, by=asker.slack_id, now=now
        )
        self._saved(book, asker, follower, after, str(follower.version), now)
        return after

    def _done(self, after: Contact, account: AccountMatch, *, now: datetime) -> PersonKept:
        self.seen_at_once((account.account,))
        return _kept(replace(after, version=after.version + 1), account, now=now)


def _kept(contact: Contact, account: AccountMatch, *, now: datetime, news: PersonNews | None = None) -> PersonKept:
    said = news or (_NEWS[contact.change] if contact.change else PersonNews.EDITED)
    return PersonKept(said, contact, account, may_undo=may_still_be_undone(contact, now=now))


def _overtaken(
    book: Book, asker: Member, found: Contact, account: AccountMatch, version: str, now: datetime
) -> PersonKept:
    """For the second of two people: what the first one did; nothing is written. One's own form again is no other."""
    stands = book.people.of(found.id)
    if stands is None:
        raise ContactNotFoundError(str(found.id))
    if stands.changed_by == asker.slack_id and str(stands.version - 1) == version:
        return _kept(stands, account, now=now)
    return PersonKept(PersonNews.OVERTAKEN, stands, account)


def _to_undo(book: Book, asker: Member, number: str, *, today: date) -> tuple[Contact, AccountMatch]:
    try:
        return contact_of(book, asker, number, today=today)
    except ContactNotFoundError as gone_already:
        raise ContactStandsError(PersonStands.GONE) from gone_already


def _role_given_back(book: Book, leaver: Contact, now: datetime) -> None:
    """By whoever took the place with it, unless somebody changed them since."""
    beside = (leaver.before or {}).get("beside")
    if not isinstance(beside, list):
        return
    number, _, version = beside
    follower = book.people.of(number)
    if follower and follower.version == version and follower.before:
        book.people.save(as_before(follower), now=now)


def _audit(
    book: Book, asker: Member, action: str, contact: Contact, *, before: str | None, after: str | None, now: datetime
) -> None:
    entry = AuditEntry(now, asker.slack_id, action, about_contact(contact.id), before=before, after=after)
    book.audit.record(entry)
