"""What people do about trackers: push a request, link it to an issue, try again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.services.request_looks import card_of, required
from bot.services.tracker_calls import redraw
from bot.services.tracker_texts import TrackerTexts, naming_of
from domain.errors import NotAllowedError, RequestNotFoundError
from domain.feedback.answer import RequestLook
from domain.feedback.tracker_form import Pushed, PushField, PushForm, PushOffer, PushProblem, PushRefused
from domain.feedback.tracker_links import LinkWay, TrackerLink, Work, WorkState, tried_again
from domain.feedback.tracker_refs import issue_meant
from domain.feedback.trackers import Place
from domain.numbers import number_in
from domain.permissions import Member, may_triage
from domain.ports import AuditEntry, Book, Library

PUSHED = "requests.pushed"


@dataclass(frozen=True, slots=True)
class TrackerDesk:
    """`places` are never empty; `by_area` says which one a product area's requests go to, the first by default."""

    library: Library
    clock: Callable[[], datetime]
    texts: TrackerTexts
    places: tuple[Place, ...]
    by_area: Mapping[str, Place]
    may_name: bool
    new_key: Callable[[], str]

    def offer(self, asker: Member, typed: str, form: PushForm, *, today: date) -> PushOffer:
        _require(asker)
        with self.library.reading() as book:
            look = self._look(book, typed, today)
            with_names = form.with_names and self.may_name
            naming = naming_of(book, look, with_names=with_names)
            text = self.texts.words.issue(look, naming, form.permalink)
            title = self.texts.words.title(look.request, naming)
            return PushOffer(look, self.places, self._chosen(look, form), self.may_name, title, text)

    def push(self, asker: Member, typed: str, form: PushForm, *, today: date) -> Pushed | PushRefused:
        """Recorded only: the worker brings it there. What was given up before may go another way now."""
        _require(asker)
        with self.library.writing() as book:
            look = self._look(book, typed, today)
            meant = self._meant(form)
            if isinstance(meant, PushRefused):
                return meant
            now = self.clock()
            place, issue = meant
            with_names = form.with_names and self.may_name
            way = LinkWay.LINK if issue else LinkWay.CREATE
            made = TrackerLink(0, look.request.id, place, way, asker.slack_id, now, self.new_key(), Work(now))
            made = replace(made, with_names=with_names, permalink=form.permalink, issue=issue)
            return self._recorded(book, look, made, now)

    def retry(self, asker: Member, typed: str) -> None:
        _require(asker)
        with self.library.writing() as book:
            link = book.trackers.of(number_in(typed) or 0)
            if link is None:
                raise RequestNotFoundError(typed)
            now = self.clock()
            if link.work.state is WorkState.FAILED:
                book.trackers.save(replace(link, work=tried_again(link.work, now=now)))
            book.trackers.retry_notes(link.id, now=now)
            redraw(book, link.request, now=now)

    def _look(self, book: Book, typed: str, today: date) -> RequestLook:
        return card_of(book, required(book, typed), currency=self.texts.currency, today=today)

    def _chosen(self, look: RequestLook, form: PushForm) -> Place:
        typed = next((place for place in self.places if place.written == form.place), None)
        return typed or self.by_area.get(look.area.name.casefold(), self.places[0])

    def _meant(self, form: PushForm) -> tuple[Place, str] | PushRefused:
        """The place, and the issue there where one is to be linked."""
        chosen = next((place for place in self.places if place.written == form.place), None)
        if chosen is None:
            return PushRefused({PushField.PLACE: PushProblem.NO_PLACE})
        if form.way != LinkWay.LINK:
            return chosen, ""
        if not form.issue.strip():
            return PushRefused({PushField.ISSUE: PushProblem.NO_ISSUE})
        return issue_meant(form.issue, chosen, self.places) or PushRefused({PushField.ISSUE: PushProblem.NOT_READABLE})

    def _recorded(self, book: Book, look: RequestLook, made: TrackerLink, now: datetime) -> Pushed:
        link = book.trackers.add(made) or self._another_way(book, made)
        if link is None:
            own = next(
                each.link for each in book.trackers.of_request(made.request) if each.link.request == made.request
            )
            return Pushed(look, own, was_there=True)
        after = f"{link.way} {link.called}"
        book.audit.record(AuditEntry(now, made.by, PUSHED, f"request:{made.request}", after=after))
        redraw(book, made.request, now=now)
        return Pushed(look, link)

    def _another_way(self, book: Book, made: TrackerLink) -> TrackerLink | None:
        """In the place of one that was given up. The same try goes on under its key: it may have got through."""
        known = next(each.link for each in book.trackers.of_request(made.request) if each.link.request == made.request)
        if known.work.state is not WorkState.FAILED:
            return None
        is_same = (known.place, known.way) == (made.place, made.way)
        work = replace(tried_again(known.work, now=made.at), is_begun=known.work.is_begun and is_same)
        link = replace(made, id=known.id, work=work)
        if is_same:
            link = replace(link, key=known.key, at=known.at)
        book.trackers.save(link)
        return link


def _require(asker: Member) -> None:
    if not may_triage(asker):
        raise NotAllowedError(asker.slack_id, PUSHED)
