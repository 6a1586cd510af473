"""What is said of requests to those who did not ask just now: the card, and the news."""

from __future__ import annotations

from datetime import datetime

from bot.services.announcing import announce
from bot.services.request_ways import news_for
from domain.feedback.request import ProductArea, Request, about_request
from domain.feedback.states import RequestAction
from domain.outbox.announcement import Announcement, AnnouncementKind, Fact, Manner
from domain.ports import Book


def tell_card(book: Book, request: Request, area: ProductArea, *, now: datetime, manner: Manner = Manner.POST) -> None:
    """A new card, or the one that is there drawn again."""
    facts: dict[str, Fact] = {"request": request.id}
    card = Announcement(AnnouncementKind.TRIAGE, area.channel, about_request(request.id), facts, manner)
    book.outbox.put(card, now=now)


def tell_those_who_asked(
    book: Book, request: Request, what: RequestAction, *, by: str, note: str, now: datetime, zone: str
) -> None:
    """Everybody who brought a voice of it, but who did it themselves."""
    people = dict.fromkeys(voice.by for voice in book.feedback.voices(request.id))
    for person in people:
        if person != by:
            facts: dict[str, Fact] = {"request": request.id, "what": what.value, "by": by, "note": note}
            for news in news_for(book, person, request.id, what, facts):
                announce(book, news, now=now, zone=zone)
