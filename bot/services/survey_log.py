"""What somebody answered in a survey, typed by whoever heard it: kept, put right, taken back within minutes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from bot.services.people_accounts import account_of, match_of, require_changer
from bot.services.survey_accounts import CHANGED, KEPT, SETTLED, UNDONE, answer_of, require_admin, stray_of
from domain.accounts import AccountMatch
from domain.errors import SurveyAnswerNotFoundError, SurveyAnswerStandsError
from domain.numbers import number_in
from domain.permissions import Member
from domain.ports import AuditEntry, Book, Library
from domain.surveys.answer import BY_HAND, SurveyAnswer, told
from domain.surveys.form import SurveyField, SurveyForm, SurveyProblem, answered, survey_problems
from domain.surveys.told import SurveyKept, SurveyNews, SurveyRefused
from domain.surveys.undoing import AnswerStands, may_still_be_undone, undo_refusal


@dataclass(frozen=True, slots=True)
class SurveyLog:
    """`seen_at_once` scores the account anew and looks at its alerts, before the receipt is shown."""

    library: Library
    clock: Callable[[], datetime]
    seen_at_once: Callable[[Sequence[int]], object]

    def keep(self, asker: Member, place: str, form: SurveyForm, *, key: str, today: date) -> SurveyKept | SurveyRefused:
        """The same form sent twice is one answer. What a tool sent of nobody known goes to the account it is given."""
        require_changer(asker)
        now = self.clock()
        with self.library.writing() as book:
            if problems := _problems(form, today=today):
                return SurveyRefused(problems)
            account = match_of(account_of(book, asker, form.account, today=today))
            known = {each.id for each in book.people.of_account(account.account)}
            blank = SurveyAnswer(account.account, BY_HAND + key, "", score=Decimal(0), on=today, author=asker.slack_id)
            made = answered(blank, form, today=today, contacts=known)
            if place.startswith("stray:"):
                made = _settled(book, asker, place.removeprefix("stray:"), made)
            new = book.surveys.add(made, now=now)
            kept = new or book.surveys.called(account.account, made.key)
            assert kept, "it was there, or it is now"
            if new:
                _audit(book, asker, KEPT, new, before=None, after=told(new), now=now)
            shown = _kept(book, SurveyNews.KEPT, kept, account, now=now)
        self.seen_at_once((account.account,))
        return shown

    def edit(self, asker: Member, place: str, form: SurveyForm, *, today: date) -> SurveyKept | SurveyRefused:
        """`place` is `answer:9 2`, with the version that the form was filled from: nobody is written over unseen."""
        require_changer(asker)
        now = self.clock()
        number, _, version = place.removeprefix("answer:").partition(" ")
        with self.library.writing() as book:
            found, account = answer_of(book, asker, number, today=today)
            if problems := survey_problems(form, today=today):
                return SurveyRefused(problems)
            known = {each.id for each in book.people.of_account(found.account)}
            filled = answered(found, form, today=today, contacts=known)
            after = replace(filled, changed_by=asker.slack_id, changed_at=now)
            if str(found.version) != version or not book.surveys.save(after, now=now):
                return _overtaken(book, found, account, now=now)
            _audit(book, asker, CHANGED, found, before=told(found), after=told(after), now=now)
            kept = replace(after, version=found.version + 1)
            shown = _kept(book, SurveyNews.EDITED, kept, account, now=now)
        self.seen_at_once((account.account,))
        return shown

    def undo(self, asker: Member, seen: str, *, today: date) -> SurveyKept:
        """`seen` is number and version as the receipt showed it.

        Raises `SurveyAnswerStandsError` where it is too late, or somebody has gone on from it.
        """
        require_changer(asker)
        now = self.clock()
        number, _, version = seen.partition(" ")
        with self.library.writing() as book:
            found, account = _to_undo(book, asker, number, today=today)
            if refusal := undo_refusal(found, version=version, now=now):
                raise SurveyAnswerStandsError(refusal, found.changed_by or "")
            if not book.surveys.remove(found, now=now):
                raise SurveyAnswerStandsError(AnswerStands.CHANGED)
            _audit(book, asker, UNDONE, found, before=told(found), after=None, now=now)
            shown = replace(_kept(book, SurveyNews.UNDONE, found, account, now=now), may_undo=False)
        self.seen_at_once((account.account,))
        return shown

    def drop(self, asker: Member, stray: str) -> None:
        """What belongs to nobody of ours goes; it is written down that it did."""
        require_admin(asker)
        with self.library.writing() as book:
            found = stray_of(book, stray)
            book.surveys.drop_stray(found.id)
            subject = f"survey:{found.sent.source}"
            book.audit.record(AuditEntry(self.clock(), asker.slack_id, SETTLED, subject, after="dropped"))


def _problems(form: SurveyForm, *, today: date) -> dict[SurveyField, SurveyProblem]:
    problems = survey_problems(form, today=today)
    if number_in(form.account) is None:
        problems[SurveyField.ACCOUNT] = SurveyProblem.NO_ACCOUNT
    return problems


def _settled(book: Book, asker: Member, number: str, made: SurveyAnswer) -> SurveyAnswer:
    """Under the source's own number, so that it is the same answer when the source says it again."""
    require_admin(asker)
    stray = stray_of(book, number)
    book.surveys.drop_stray(stray.id)
    return replace(made, key=f"{stray.sent.source}:{stray.sent.key}", author=None)


def _kept(book: Book, news: SurveyNews, answer: SurveyAnswer, account: AccountMatch, *, now: datetime) -> SurveyKept:
    contact = book.people.of(answer.contact) if answer.contact else None
    person = contact.name if contact else ""
    return SurveyKept(news, answer, account, person, may_undo=may_still_be_undone(answer, now=now))


def _overtaken(book: Book, found: SurveyAnswer, account: AccountMatch, *, now: datetime) -> SurveyKept:
    """For the second of two people: what the first one did; nothing was written."""
    stands = book.surveys.of(found.id)
    if stands is None:
        raise SurveyAnswerNotFoundError(str(found.id))
    return replace(_kept(book, SurveyNews.OVERTAKEN, stands, account, now=now), may_undo=False)


def _to_undo(book: Book, asker: Member, number: str, *, today: date) -> tuple[SurveyAnswer, AccountMatch]:
    try:
        return answer_of(book, asker, number, today=today)
    except SurveyAnswerNotFoundError as gone:
        raise SurveyAnswerStandsError(AnswerStands.GONE) from gone


def _audit(
    book: Book,
    asker: Member,
    action: str,
    answer: SurveyAnswer,
    *,
    before: str | None,
    after: str | None,
    now: datetime,
) -> None:
    subject = f"survey_answer:{answer.id}"
    book.audit.record(AuditEntry(now, asker.slack_id, action, subject, before=before, after=after))
