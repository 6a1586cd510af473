"""Every step of a request: kept with who, when and why, shown by its card, and said below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.services.announcing import announce
from bot.services.request_looks import area_of, card_of
from bot.services.request_news import tell_card
from domain.errors import NotAllowedError
from domain.feedback.answer import RequestChanged
from domain.feedback.merging import followers
from domain.feedback.request import ProductArea, Request, RequestState, about_request
from domain.feedback.states import RequestAction, RequestStep, last_decision
from domain.outbox.announcement import Announcement, AnnouncementKind, Fact, Manner
from domain.outbox.outgoing import OutboxState
from domain.permissions import Member, may_triage
from domain.ports import AuditEntry, Book

DECIDED = "requests.decided"
_SHOWN_BY_THE_CARD_ALONE = frozenset({RequestAction.TAKE, RequestAction.SUBMIT, RequestAction.ADD_VOICE})


_NEVER_CAME = frozenset({OutboxState.DROPPED, OutboxState.PARKED})


@dataclass(frozen=True, slots=True)
class Deed:
    """`other` is the request that was merged into this one, or into which this one was, or was taken out of it."""

    what: RequestAction
    by: str
    note: str = ""
    other: int | None = None

    @property
    def kept(self) -> str:
        return str(self.other) if self.other is not None else self.note


def step_taken(book: Book, request: Request, deed: Deed, *, now: datetime) -> None:
    """Written down, the card drawn again, and said in its thread: an edit alone makes no sound."""
    kept(book, request, deed, now=now)
    area = area_of(book, request)
    draw_card(book, request, area, now=now)
    if deed.what not in _SHOWN_BY_THE_CARD_ALONE:
        said_below(book, request, area, deed, now=now)


def draw_card(book: Book, request: Request, area: ProductArea, *, now: datetime) -> None:
    """Again; where its channel has none (the area got another channel, or none could be posted), a new one."""
    lines = (line for line in book.outbox.said_about(about_request(request.id)) if line.announcement.to == area.channel)
    is_there = any(line.announcement.manner is Manner.POST and line.state not in _NEVER_CAME for line in lines)
    tell_card(book, request, area, now=now, manner=Manner.EDIT if is_there else Manner.POST)


def kept(book: Book, request: Request, deed: Deed, *, now: datetime) -> None:
    """Among its steps, and in the audit."""
    book.feedback.step(RequestStep(request.id, now, deed.what, deed.by, deed.kept))
    subject = about_request(request.id)
    book.audit.record(AuditEntry(now, deed.by, DECIDED, subject, before=deed.what.value, after=request.state.value))


def said_below(book: Book, request: Request, area: ProductArea, deed: Deed, *, now: datetime) -> None:
    """In the thread of its card; in order, since whatever goes to a channel is. Where many read, nobody is called."""
    member = book.members.by_slack_id(deed.by)
    facts = facts_of(request, deed) | {"name": member.name if member else deed.by}
    said = Announcement(AnnouncementKind.TRIAGE, area.channel, about_request(request.id), facts, Manner.REPLY)
    book.outbox.put(said, now=now)


def facts_of(request: Request, deed: Deed) -> dict[str, Fact]:
    """As it was when it was decided: `goes` says that it was merged into the other, not the other into it."""
    said: dict[str, Fact] = {"request": request.id, "what": deed.what.value, "by": deed.by, "note": deed.note}
    if deed.other is None:
        return said
    return said | {"other": deed.other, "goes": request.state is RequestState.DUPLICATE}


def tell(book: Book, people: Sequence[str], request: Request, deed: Deed, *, now: datetime, zone: str) -> None:
    """Once each, by direct message; who did it knows."""
    for person in dict.fromkeys(people):
        if person != deed.by:
            news = Announcement(
                AnnouncementKind.REQUEST_NEWS, person, about_request(request.id), facts_of(request, deed)
            )
            announce(book, news, now=now, zone=zone)


def followers_of(book: Book, request: int) -> Sequence[str]:
    return followers(book.feedback.voices(request), book.feedback.followings(request))


def changed_meanwhile(book: Book, request: Request, *, seen: str, currency: str, today: date) -> RequestChanged | None:
    """Of two people at once the second hears who was first; `seen` is the version that they saw."""
    if str(request.version) == seen:
        return None
    look = card_of(book, request, currency=currency, today=today)
    return RequestChanged(look, was_first=last_decision(book.feedback.steps(request.id)).by)


def require_triage(asker: Member) -> None:
    if not may_triage(asker):
        raise NotAllowedError(asker.slack_id, DECIDED)
