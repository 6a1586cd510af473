"""The form of an answer to a survey as it opens: with what is known from where it was opened and what was typed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot.services.people_accounts import account_of, contact_of, match_of, require_changer
from bot.services.sight import seen_by
from bot.services.survey_accounts import answer_of, require_admin, stray_of
from bot.services.touch_offers import MOST_OPTIONS, account_in_line
from domain.accounts import AccountMatch
from domain.filter_words import unwrapped
from domain.numbers import number_in
from domain.people.order import in_order
from domain.permissions import Member
from domain.ports import Book, Library
from domain.surveys.answer import Survey
from domain.surveys.form import SurveyForm, form_of, read_words
from domain.surveys.sent import Sent
from domain.surveys.told import SurveyOffer


@dataclass(frozen=True, slots=True)
class SurveyOffers:
    library: Library

    def opened(self, asker: Member, about: str, *, today: date) -> SurveyOffer:
        """On a contact (`contact:7`) or an account (`account:1`)."""
        require_changer(asker)
        kind, _, number = about.partition(":")
        with self.library.reading() as book:
            if kind != "contact":
                return self._on_account(book, asker, number, _blank(today), today)
            contact, account = contact_of(book, asker, number, today=today)
            form = replace(_blank(today), contact=str(contact.id))
            return self._on_account(book, asker, str(account.account), form, today)

    def typed(self, asker: Member, text: str, *, channel: str | None, today: date) -> SurveyOffer:
        """The account, then which survey, the score and words; without any, the account that the channel belongs to."""
        require_changer(asker)
        with self.library.reading() as book:
            seen = seen_by(book, asker, today=today)
            account, words = account_in_line(seen, text) if text else (_linked(seen, channel), "")
            if account is None and text:
                account, words = _linked(seen, channel), unwrapped(text)
            form = replace(read_words(words), on=today.isoformat())
            offer = self._choosing(book, asker, replace(form, account=str(account or "")), "", today)
            return offer if account or not text else replace(offer, typed=unwrapped(text))

    def again(self, asker: Member, place: str, form: SurveyForm, *, today: date) -> SurveyOffer:
        """The same form with the contacts of the account that was chosen in it."""
        require_changer(asker)
        with self.library.reading() as book:
            offer = self._choosing(book, asker, form, place, today)
            number = place.removeprefix("stray:")
            return replace(offer, stray=stray_of(book, number)) if place.startswith("stray:") else offer

    def change(self, asker: Member, answer: str, *, today: date) -> SurveyOffer:
        require_changer(asker)
        with self.library.reading() as book:
            found, account = answer_of(book, asker, answer, today=today)
            offer = self._on_account(book, asker, str(account.account), form_of(found), today)
            return replace(offer, place=f"answer:{found.id} {found.version}")

    def of_stray(self, asker: Member, stray: str, *, today: date) -> SurveyOffer:
        """What a tool sent of nobody known, to be given an account."""
        require_admin(asker)
        with self.library.reading() as book:
            found = stray_of(book, stray)
            return SurveyOffer(_form_of_sent(found.sent, today), f"stray:{found.id}", stray=found)

    def suggestions(self, asker: Member, typed: str, *, today: date) -> tuple[list[AccountMatch], dict[str, str]]:
        with self.library.reading() as book:
            matches = seen_by(book, asker, today=today).accounts.like(typed, limit=MOST_OPTIONS)
            return list(matches), {member.slack_id: member.name for member in book.members.all()}

    def _choosing(self, book: Book, asker: Member, form: SurveyForm, place: str, today: date) -> SurveyOffer:
        if number_in(form.account) is None:
            return SurveyOffer(replace(form, account=""), place)
        return replace(self._on_account(book, asker, form.account, form, today), place=place)

    def _on_account(self, book: Book, asker: Member, number: str, form: SurveyForm, today: date) -> SurveyOffer:
        account = match_of(account_of(book, asker, number, today=today))
        contacts = tuple(in_order(book.people.of_account(account.account), today))
        known = replace(form, account=str(account.account))
        return SurveyOffer(known, f"account:{account.account}", account, contacts)


def _blank(today: date) -> SurveyForm:
    return SurveyForm(on=today.isoformat())


def _form_of_sent(sent: Sent, today: date) -> SurveyForm:
    survey = Survey.NPS if sent.survey == Survey.NPS else Survey.SATISFACTION
    score = "" if sent.score is None else f"{sent.score.normalize():f}"
    return SurveyForm(survey=survey, score=score, on=(sent.on or today).isoformat(), words=sent.words)


def _linked(book: Book, channel: str | None) -> int | None:
    """The account that the channel belongs to; several are no answer."""
    linked = book.accounts.linked_to(channel) if channel else ()
    return linked[0] if len(linked) == 1 else None
