"""What customers ask for: brought in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.services.health import account_id, name_of
from bot.services.outbox import admins_of
from bot.services.request_looks import area_of, card_of
from bot.services.request_news import tell_card, tell_receipt
from bot.services.request_steps import Deed, followers_of, step_taken
from bot.services.sight import seen_by
from bot.services.similar import SimilarRequests
from bot.services.suggesting import alike, hinted, known_from
from bot.services.voices import is_there, joining, voice_in
from domain.errors import NoProductAreaError
from domain.feedback.answer import FeedbackOffer, FeedbackRefused, RequestLook, Submitted
from domain.feedback.form import FeedbackField, FeedbackForm, FeedbackProblem, feedback_problems
from domain.feedback.request import Asker, ProductArea, Request, Voice
from domain.feedback.states import RequestAction, RequestStep, may_follow
from domain.numbers import number_in
from domain.permissions import Member
from domain.ports import Book, Library
from domain.texts import written


@dataclass(frozen=True, slots=True)
class Requests:
    """`may_push`: there are trackers that a request may be pushed to."""

    library: Library
    clock: Callable[[], datetime]
    currency: str
    similar: SimilarRequests = field(default_factory=SimilarRequests)
    may_push: bool = False

    def offer(self, asker: Member, form: FeedbackForm, *, today: date) -> FeedbackOffer:
        """The form with what is known from where it was opened, and what may be suggested for what is in it."""
        with self.library.reading() as whole:
            book = seen_by(whole, asker, today=today)
            areas = _areas(whole)
            name = name_of(book, account_id(form.account)) if form.account else None
            known = known_from(whole, form, currency=self.currency, today=today)
            if known:
                return FeedbackOffer(form, areas, name, known)
            found = alike(whole, self.similar, form, currency=self.currency, today=today)
            return FeedbackOffer(form, areas, name, None, found, hinted(whole, form, areas, _chosen(areas, form.area)))

    def submit(self, asker: Member, form: FeedbackForm, *, today: date) -> Submitted | FeedbackRefused:
        """Recorded with what is to be said of it, together; the same message is never brought in twice."""
        with self.library.writing() as whole:
            known = whole.feedback.voice_from(form.source) if form.source else None
            if known and str(known.request) != form.joins:
                return _known_already(whole, known, form, by=asker.slack_id)
            if problems := feedback_problems(form):
                return FeedbackRefused(problems)
            book, now = seen_by(whole, asker, today=today), self.clock()
            if form.joins:
                return _joined(whole, book, form, known, by=asker.slack_id, now=now)
            area = _chosen(_areas(whole), form.area)
            made = Request(0, written(form.title), written(form.problem), area.id, asker.slack_id, now)
            request = whole.feedback.add(made)
            voice = whole.feedback.add_voice(voice_in(book, form, request, by=asker.slack_id, now=now))
            whole.feedback.step(RequestStep(request.id, now, RequestAction.SUBMIT, asker.slack_id))
            tell_card(whole, request, area, now=now)
            tell_receipt(whole, voice, form, is_added=False, now=now)
            return Submitted(request, area, similar=self.similar.to(whole, request))

    def receipt(self, request: int, *, by: str, is_added: bool) -> Submitted | None:
        """As it is said once more, where it came from; None where the request is gone."""
        with self.library.reading() as book:
            found = book.feedback.of(request)
            return _taken_in(book, found, by=by, is_added=is_added) if found else None

    def told(self, request: int, *, today: date) -> RequestLook | None:
        """As its card shows it; None where there is none any more."""
        with self.library.reading() as book:
            found = book.feedback.of(request)
            if found is None:
                return None
            look = card_of(book, found, currency=self.currency, today=today)
            return replace(look, similar=self.similar.to(book, found), may_push=self.may_push)


def _areas(book: Book) -> Sequence[ProductArea]:
    areas = book.feedback.areas()
    if not areas:
        raise NoProductAreaError(tuple(admins_of(book)))
    return areas


def _chosen(areas: Sequence[ProductArea], typed: str) -> ProductArea:
    """What was chosen, else the one for everything that nobody assigned, else the first."""
    chosen = next((area for area in areas if str(area.id) == typed), None)
    return chosen or next((area for area in areas if area.is_default), areas[0])


def _taken_in(book: Book, request: Request, *, by: str, is_added: bool = False, is_known: bool = False) -> Submitted:
    """With what whoever brought it may do about it."""
    return Submitted(
        request,
        area_of(book, request),
        is_known=is_known,
        is_added=is_added,
        follows=by in followers_of(book, request.id),
        may_withdraw=request.by == by,
    )


def _known_already(book: Book, known: Voice, form: FeedbackForm, *, by: str) -> Submitted:
    """Nothing is written; another account's voice may be added to what the message became."""
    request = book.feedback.of(known.request)
    assert request is not None, "a voice belongs to a request"
    is_other = form.asker != Asker.ACCOUNT or number_in(form.account) != known.account
    may_add = is_other and may_follow(request.state, RequestAction.ADD_VOICE)
    return replace(_taken_in(book, request, by=by, is_known=True), may_add=may_add)


def _joined(
    whole: Book, book: Book, form: FeedbackForm, known: Voice | None, *, by: str, now: datetime
) -> Submitted | FeedbackRefused:
    request = whole.feedback.of_to_change(number_in(form.joins) or 0)
    if request is None or not may_follow(request.state, RequestAction.ADD_VOICE):
        return FeedbackRefused({FeedbackField.SIMILAR: FeedbackProblem.MOVED_ON})
    voice = voice_in(book, form, request, by=by, now=now)
    if is_there(voice, whole.feedback.voices(request.id)):
        return _taken_in(whole, request, by=by, is_known=True)
    voice = whole.feedback.add_voice(joining(voice, form, known))
    note = "\n".join(filter(None, (written(form.title), written(form.problem))))
    step_taken(whole, request, Deed(RequestAction.ADD_VOICE, by, note), now=now)
    tell_receipt(whole, voice, form, is_added=True, now=now)
    return _taken_in(whole, request, by=by, is_added=True)
