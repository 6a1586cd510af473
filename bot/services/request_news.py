"""What is said of requests to those who did not ask just now: the card, and the news."""

from __future__ import annotations

from datetime import datetime

from bot.services.announcing import announce
from bot.services.request_ways import news_for
from domain.feedback.form import FeedbackForm
from domain.feedback.merging import followers
from domain.feedback.request import ProductArea, Request, Voice, about_request
from domain.feedback.states import RequestAction
from domain.outbox.announcement import OR_TO, THREAD, Announcement, AnnouncementKind, Fact, Manner
from domain.ports import Book


def tell_card(book: Book, request: Request, area: ProductArea, *, now: datetime, manner: Manner = Manner.POST) -> None:
    """A new card, or the one that is there drawn again."""
    facts: dict[str, Fact] = {"request": request.id}
    card = Announcement(AnnouncementKind.TRIAGE, area.channel, about_request(request.id), facts, manner)
    book.outbox.put(card, now=now)


def tell_receipt(book: Book, voice: Voice, form: FeedbackForm, *, is_added: bool, now: datetime) -> None:
    """In the thread of the message it came from where that may be, else to whoever brought it; put off by nothing."""
    facts: dict[str, Fact] = {"request": voice.request, "by": voice.by, "added": is_added}
    if form.source:
        facts |= {THREAD: form.thread or form.source.ts, OR_TO: voice.by}
    to = form.source.channel if form.source else voice.by
    once = f"receipt:{voice.id}"
    book.outbox.put(Announcement(AnnouncementKind.RECEIPT, to, once, facts, once=once), now=now)


def tell_those_who_asked(
    book: Book, request: Request, what: RequestAction, *, by: str, note: str, now: datetime, zone: str
) -> None:
    """Everybody who brought a voice of it or follows it, but who did it themselves."""
    people = followers(book.feedback.voices(request.id), book.feedback.followings(request.id))
    for person in people:
        if person != by:
            facts: dict[str, Fact] = {"request": request.id, "what": what.value, "by": by, "note": note}
            for news in news_for(book, person, request.id, what, facts):
                announce(book, news, now=now, zone=zone)
