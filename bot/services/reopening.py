"""The customer says that it is not solved, or asks once more for what was declined: in words, to whoever decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.services.announcing import announce
from bot.services.request_looks import area_of, card_of, required
from bot.services.request_steps import Deed, draw_card, said_below
from bot.services.telling_tasks import end_tellings
from domain.errors import NotAllowedError, RequestStateError
from domain.feedback.answer import RequestChanged
from domain.feedback.request import Request, RequestState, about_request
from domain.feedback.states import RequestAction, RequestStep, state_after
from domain.outbox.announcement import Announcement, AnnouncementKind, Fact
from domain.permissions import Member, may_triage
from domain.ports import AuditEntry, Book, Library
from domain.texts import written

RAISED = "requests.raised"
_RAISES = {RequestState.SHIPPED: RequestAction.REOPEN, RequestState.DECLINED: RequestAction.ASK_AGAIN}


@dataclass(frozen=True, slots=True)
class Reopening:
    library: Library
    clock: Callable[[], datetime]
    zone: str
    currency: str

    def look(self, asker: Member, typed: str, *, today: date) -> Request:
        """For the form: what is there may be not solved, what was declined may be asked for again."""
        with self.library.reading() as book:
            found = required(book, typed)
            _require(book, asker, found, today)
            _raise_of(found)
            return found

    def say(self, asker: Member, typed: str, words: str, *, today: date) -> RequestChanged | None:
        """None, and nothing written, without words: whoever decides has to know what is missing."""
        if not written(words):
            return None
        now = self.clock()
        with self.library.writing() as book:
            found = required(book, typed)
            _require(book, asker, found, today)
            what = _raise_of(found)
            saved = book.feedback.save(_raised(found, what, now))
            book.feedback.step(RequestStep(found.id, now, what, asker.slack_id, written(words)))
            subject = about_request(found.id)
            before, after = found.state.value, saved.state.value
            book.audit.record(AuditEntry(now, asker.slack_id, RAISED, subject, before, after))
            if what is RequestAction.REOPEN:
                end_tellings(book, found.id, by=asker.slack_id, now=now, zone=self.zone)
            area = area_of(book, saved)
            draw_card(book, saved, area, now=now)
            said_below(book, saved, area, Deed(what, asker.slack_id), now=now)
            self._tell_who_decides(book, saved, what, asker, now)
            return RequestChanged(card_of(book, saved, currency=self.currency, today=today))

    def _tell_who_decides(
        self, book: Book, request: Request, what: RequestAction, asker: Member, now: datetime
    ) -> None:
        """The words stay in the request: whoever takes them away there takes them away everywhere."""
        owner = request.owner if request.owner and book.members.by_slack_id(request.owner) else None
        to = owner or area_of(book, request).manager
        if to == asker.slack_id:
            return
        facts: dict[str, Fact] = {"request": request.id, "what": what.value, "by": asker.slack_id, "note": ""}
        news = Announcement(AnnouncementKind.REQUEST_NEWS, to, about_request(request.id), facts)
        announce(book, news, now=now, zone=self.zone)


def _raise_of(request: Request) -> RequestAction:
    if request.state not in _RAISES:
        raise RequestStateError(request.id, request.state.value)
    return _RAISES[request.state]


def _raised(request: Request, what: RequestAction, now: datetime) -> Request:
    """Nothing of a declined one changes but its version: whoever decided may decide anew."""
    since = now if what is RequestAction.REOPEN else request.waiting_since
    return replace(request, state=state_after(request.state, what), waiting_since=since)


def _require(book: Book, asker: Member, request: Request, today: date) -> None:
    """Who brought a voice of it, who answers for an account that asks, who has to tell it, and who decides."""
    if may_triage(asker) or asker.slack_id in _speaking_for(book, request, today):
        return
    raise NotAllowedError(asker.slack_id, RAISED)


def _speaking_for(book: Book, request: Request, today: date) -> set[str | None]:
    voices = book.feedback.voices(request.id)
    people: set[str | None] = {voice.by for voice in voices}
    for account in {voice.account for voice in voices if voice.account is not None}:
        known = book.accounts.by_id(account)
        cover = known.cover if known else None
        people |= {known.owner if known else None, cover.member if cover and cover.holds(today) else None}
    tasks = (book.tasks.of(telling.task) for telling in book.tellings.of_request(request.id))
    return people | {task.assignee for task in tasks if task}
