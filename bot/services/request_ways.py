"""Where somebody hears what becomes of what they brought in: by direct message, in the thread it came from, or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.feedback.request import about_request
from domain.feedback.states import RequestAction
from domain.outbox.announcement import OR_TO, THREAD, Announcement, AnnouncementKind, Fact
from domain.ports import Book
from domain.preferences import RequestNews

MOST_THREADS = 3


def news_for(
    book: Book, person: str, request: int, what: RequestAction, facts: Mapping[str, Fact]
) -> Sequence[Announcement]:
    """As they want it. What is asked of them comes in any case: somebody waits for an answer."""
    direct = Announcement(AnnouncementKind.REQUEST_NEWS, person, about_request(request), facts)
    wish = book.wishes.of(person).request_news
    if wish is RequestNews.NOWHERE:
        return [direct] if what is RequestAction.ASK else []
    threads = _threads(book, person, request) if wish is RequestNews.THREAD else []
    below = replace(direct, about=f"{direct.about}:thread")
    told = {**facts, OR_TO: person}
    return [replace(below, to=channel, facts={**told, THREAD: ts}) for channel, ts in threads] or [direct]


def _threads(book: Book, person: str, request: int) -> list[tuple[str, str]]:
    """Of the messages that they brought in, the last first."""
    voices = reversed(book.feedback.voices(request))
    places = ((each.source.channel, each.source.thread) for each in voices if each.source and each.by == person)
    return list(dict.fromkeys(places))[:MOST_THREADS]
