"""Where whoever brought something in hears what becomes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes import FakeLibrary
from telling_book import NOW, SOURCE, announced, decide, told_library

from bot.services.outbox import Outgoings
from domain.feedback.request import Source
from domain.feedback.states import RequestAction
from domain.outbox.announcement import AnnouncementKind, Posted
from domain.outbox.outgoing import NotTaken, OutboxState, Outcome, Refused, Sent, Withheld
from domain.preferences import Preferences, RequestNews

NEWS = AnnouncementKind.REQUEST_NEWS


def wishing(wish: RequestNews) -> FakeLibrary:
    library = told_library()
    library.tables.preferences["U0DANA"] = Preferences(request_news=wish)
    return library


def told_to(library: FakeLibrary) -> list[tuple[str, object]]:
    return [(each.to, each.facts.get("thread")) for each in announced(library, NEWS)]


@pytest.mark.parametrize(
    ("wish", "to"),
    [
        pytest.param(RequestNews.DIRECT, [("U0DANA", None), ("U0LIN", None)], id="by direct message"),
        pytest.param(RequestNews.THREAD, [("C0TEAM", "17.5"), ("U0LIN", None)], id="in the thread"),
        pytest.param(RequestNews.NOWHERE, [("U0LIN", None)], id="not at all"),
    ],
)
@pytest.mark.parametrize("what", [RequestAction.ACCEPT, RequestAction.SHIP])
def test_it_comes_as_they_want_it(wish: RequestNews, to: list[tuple[str, object]], what: RequestAction) -> None:
    library = wishing(wish)

    decide(library, what)

    assert told_to(library) == to


def test_a_question_comes_in_any_case() -> None:
    library = wishing(RequestNews.NOWHERE)

    decide(library, RequestAction.ASK, note="Which sheets?")

    assert told_to(library) == [("U0DANA", None), ("U0LIN", None)]


def test_what_came_from_no_message_comes_directly() -> None:
    library = wishing(RequestNews.THREAD)
    library.tables.voices = [replace(voice, source=None) for voice in library.tables.voices]

    decide(library, RequestAction.SHIP)

    assert told_to(library) == [("U0DANA", None), ("U0LIN", None)]


def test_each_thread_hears_it_once_from_its_first_message_on() -> None:
    library = wishing(RequestNews.THREAD)
    answer = Source("C0OTHER", "19.5", "https://x.test/archives/C0OTHER/p195?thread_ts=18.25&cid=C0OTHER")
    first = library.tables.voices[0]
    library.tables.voices += [
        replace(first, id=4, source=answer),
        replace(first, id=5, source=replace(answer, ts="19.75")),
    ]

    decide(library, RequestAction.SHIP)

    assert told_to(library) == [("C0OTHER", "18.25"), ("C0TEAM", "17.5"), ("U0LIN", None)]


def settled(library: FakeLibrary, outcome: Outcome) -> OutboxState:
    desk = Outgoings(library, clock=lambda: NOW, jitter=lambda: 0)
    with library.writing() as book:
        claimed = book.outbox.claim(now=NOW, most=20)
    [ours] = [each for each in claimed if each.announcement.to == SOURCE.channel]
    assert (ours.thread, ours.announcement.about) == ("17.5", "request:1:thread")
    return desk.settle(ours, outcome).state


@pytest.mark.parametrize(
    "outcome",
    [
        pytest.param(Withheld("guests"), id="guests read along"),
        pytest.param(Refused("not_in_channel"), id="the bot is not there"),
        pytest.param(Refused("is_archived"), id="the channel is gone"),
    ],
)
def test_what_cannot_be_said_in_a_thread_comes_directly(outcome: Outcome) -> None:
    library = wishing(RequestNews.THREAD)
    decide(library, RequestAction.SHIP, note="Behind Export")

    state = settled(library, outcome)

    assert state is OutboxState.DROPPED
    direct = announced(library, NEWS)[-1]
    assert (direct.to, direct.about, direct.thread, direct.facts["note"]) == (
        "U0DANA",
        "request:1",
        None,
        "Behind Export",
    )
    assert "for" not in direct.facts
    assert announced(library, AnnouncementKind.TROUBLE) == []


@pytest.mark.parametrize("outcome", [Sent(Posted("C0TEAM", "20.5")), NotTaken("busy")])
def test_what_was_said_or_is_tried_again_comes_nowhere_else(outcome: Outcome) -> None:
    library = wishing(RequestNews.THREAD)
    decide(library, RequestAction.SHIP)
    known = len(library.tables.outbox)

    settled(library, outcome)

    assert len(library.tables.outbox) == known
