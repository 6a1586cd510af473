"""Where whoever brought something in hears what becomes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes import FakeLibrary
from telling_book import announced, decide, told_library

from domain.feedback.request import Source
from domain.feedback.states import RequestAction
from domain.outbox.announcement import AnnouncementKind
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


def test_in_a_thread_it_is_said_to_them_directly_where_it_may_not_be_said_there() -> None:
    library = wishing(RequestNews.THREAD)

    decide(library, RequestAction.SHIP, note="Behind Export")

    [below] = [each for each in announced(library, NEWS) if each.thread]
    direct = below.to_the_person()
    assert (below.to, below.or_to, below.about) == ("C0TEAM", "U0DANA", "request:1:thread")
    assert (direct.to, direct.thread, direct.or_to, direct.facts["note"]) == ("U0DANA", None, "", "Behind Export")
