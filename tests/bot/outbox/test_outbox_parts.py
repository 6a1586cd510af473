"""The parts of the worker, each by itself: pace, Slack's words, the look, and words for a reader."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import ClientConnectionError, ClientConnectorError
from mail_room import MAYA, MailRoom, mail_room, trial
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.http.clients import reading_client, session
from bot.locale import Language
from bot.outbox import looking
from bot.outbox.looking import found_again
from bot.outbox.pacing import Budget
from bot.outbox.refusals import outcome_of
from bot.outbox.wording import Wordings
from domain.outbox.announcement import Announcement, AnnouncementKind, Posted
from domain.outbox.outgoing import Dropped, Limited, NotTaken, Outcome, Outgoing, Refused, ShutOut, Unclear
from domain.permissions import Member, Role
from playground.faults import Fault, FaultKind
from playground.saying import Words, say
from storage.library import SqlLibrary

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


class Waits:
    """A clock that stands still unless somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 6))
        self.now += seconds


async def test_a_burst_goes_at_once_and_then_one_at_a_time() -> None:
    waits = Waits()
    budget = Budget(2, burst=3, timer=lambda: waits.now, sleep=waits.sleep)
    waits.now += 60

    for _ in range(6):
        await budget.take()

    assert waits.slept == [0.5, 0.5, 0.5]


async def test_a_silence_saves_up_no_more_than_the_burst() -> None:
    waits = Waits()
    budget = Budget(2, burst=1, timer=lambda: waits.now, sleep=waits.sleep)
    waits.now += 3600

    for _ in range(2):
        await budget.take()

    assert waits.slept == [0.5]


class Answered(dict[str, Any]):
    """An answer of Slack's as its client hands it out."""

    def __init__(self, error: str | None, status: int, headers: Mapping[str, Any]) -> None:
        super().__init__({"error": error} if error else {})
        self.status_code, self.headers = status, headers


def refusal(error: str | None, status: int = 200, headers: Mapping[str, Any] | None = None) -> SlackApiError:
    return SlackApiError("no", Answered(error, status, headers or {}))  # type: ignore[no-untyped-call] # the SDK's own


CASES = [
    pytest.param(refusal("ratelimited", 429, {"Retry-After": "7"}), Limited("m", 7), id="seconds are said"),
    pytest.param(refusal("ratelimited", 429, {"retry-after": ["9"]}), Limited("m", 9), id="in a list"),
    pytest.param(refusal("ratelimited", 429, {"Retry-After": []}), Limited("m", 30), id="an empty list"),
    pytest.param(refusal("ratelimited", 429, {"Retry-After": "soon"}), Limited("m", 30), id="in no number"),
    pytest.param(refusal(None, 429), Limited("m", 30), id="not at all"),
    pytest.param(refusal("rate_limited"), Limited("m", 30), id="a word without its status"),
    pytest.param(refusal("token_revoked"), ShutOut("token_revoked"), id="the token is of no use"),
    pytest.param(refusal("message_not_found"), Dropped("message_not_found"), id="it was deleted"),
    pytest.param(refusal("is_archived"), Refused("is_archived"), id="never"),
    pytest.param(refusal("fatal_error"), Unclear("fatal_error"), id="some of it may have happened"),
    pytest.param(refusal(None, 503), Unclear("no answer of Slack's"), id="a gateway answers"),
    pytest.param(refusal("no_such_word"), NotTaken("no_such_word"), id="a word nobody knows"),
    pytest.param(
        ClientConnectorError(SimpleNamespace(host="h", port=1, ssl=False, is_ssl=False), OSError()),  # type: ignore[arg-type] # of the key only its names are read
        NotTaken("unreached", passes=True),
        id="nobody there",
    ),
    pytest.param(ClientConnectionError(), Unclear("ClientConnectionError"), id="a cut"),
    pytest.param(TimeoutError(), Unclear("TimeoutError"), id="no answer in time"),
    pytest.param(AttributeError("get"), Unclear("no answer of Slack's"), id="plain text that the client stumbles over"),
    pytest.param(UnicodeError(), Unclear("no answer of Slack's"), id="no text at all"),
    pytest.param(ZeroDivisionError(), None, id="a fault of ours"),
]


@pytest.mark.parametrize(("error", "outcome"), CASES)
def test_each_failure_means_one_thing(error: Exception, outcome: Outcome | None) -> None:
    assert outcome_of(error, method="m") == outcome


@pytest.fixture
async def room(sqlite_library: SqlLibrary) -> AsyncIterator[MailRoom]:
    async with mail_room(sqlite_library) as room:
        yield room


@pytest.fixture
async def reading(room: MailRoom) -> AsyncIterator[AsyncWebClient]:
    async with session() as http:
        yield reading_client(http, token="xoxb-mail-room", base_url=f"{room.workspace.base_url}/api/")


def sought(room: MailRoom, key: str = "ours", **more: Any) -> Outgoing:
    now = room.clock()
    about = Announcement(AnnouncementKind.TEST, room.line(), "test")
    return Outgoing(1, key, about, 1, 2, now, now, now, **more)


def stands(room: MailRoom, key: str | None, thread: str | None = None) -> str:
    """A message of the app, with our metadata where a key is given."""
    metadata = {"event_type": "moorline_announcement", "event_payload": {"id": key}} if key else None
    app = room.workspace.apps.named("A0PLAYAPP01")
    return say(room.workspace, app, room.line(), Words("hello", metadata=metadata), thread_ts=thread).ts


async def test_ours_is_found_among_what_others_said_since(room: MailRoom, reading: AsyncWebClient) -> None:
    stands(room, "another")
    ours = stands(room, "ours")
    for _ in range(450):
        stands(room, None)

    assert await found_again(reading, sought(room), room.line()) == Posted(room.line(), ours)
    assert await found_again(reading, sought(room, "nowhere"), room.line()) is None


async def test_a_reply_is_found_in_its_thread(room: MailRoom, reading: AsyncWebClient) -> None:
    parent = stands(room, None)
    ours = stands(room, "ours", parent)
    outgoing = sought(room, earlier=Posted(room.line(), parent))

    assert await found_again(reading, outgoing, room.line()) == Posted(room.line(), ours)


async def test_what_was_recorded_long_before_it_is_tried_again_is_found_all_the_same(
    room: MailRoom, reading: AsyncWebClient
) -> None:
    ours = stands(room, "ours")
    now = room.clock()
    about = Announcement(AnnouncementKind.TEST, room.line(), "test")
    outgoing = Outgoing(1, "ours", about, 1, 1, now, now, now + timedelta(days=2))

    assert await found_again(reading, outgoing, room.line()) == Posted(room.line(), ours)


async def test_more_than_can_be_looked_through_is_said(
    room: MailRoom, reading: AsyncWebClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "_MOST_PAGES", 2)
    for _ in range(401):
        stands(room, None)

    assert await found_again(reading, sought(room), room.line()) == "history_too_long"


async def test_a_conversation_that_may_not_be_read_says_why(room: MailRoom, reading: AsyncWebClient) -> None:
    room.workspace.faults.add(Fault(FaultKind.ERROR, error="not_in_channel"))

    assert await found_again(reading, sought(room), room.line()) == "not_in_channel"


async def test_any_other_refusal_of_a_look_is_no_answer(room: MailRoom, reading: AsyncWebClient) -> None:
    room.workspace.faults.add(Fault(FaultKind.ERROR, error="invalid_auth"))

    with pytest.raises(SlackApiError):
        await found_again(reading, sought(room), room.line())


@pytest.fixture
def wordings(sqlite_library: SqlLibrary) -> Wordings:
    lin = Member("U0LIN00001", "Lin", Role.CSM, locale="zh-CN", zone="Asia/Shanghai")
    odd = Member("U0ODD00001", "Odd", Role.CSM, language=Language.EN, zone="Mars/Base")
    with sqlite_library.writing() as book:
        book.members.save(lin)
        book.members.save(odd)
        book.members.save(Member(MAYA, "Maya", Role.CSM))
    return Wordings(sqlite_library, clock=lambda: NOON, zone="Europe/Berlin", language=Language.ZH_HANS)


@pytest.mark.parametrize(
    ("to", "language", "hour"),
    [
        pytest.param("U0LIN00001", "zh_Hans", 20, id="somebody who said so to Slack"),
        pytest.param("U0ODD00001", "en", 13, id="a zone that this machine does not know"),
        pytest.param(MAYA, "zh_Hans", 13, id="somebody who said nothing"),
        pytest.param("C0GENERAL1", "zh_Hans", 13, id="a channel"),
    ],
)
def test_each_reader_is_told_in_their_words_and_at_their_hour(
    wordings: Wordings, to: str, language: str, hour: int
) -> None:
    reader = wordings.reader(to)

    assert (reader.words.language, reader.now.hour, reader.today) == (language, hour, NOON.date())


def test_a_kind_has_its_words_once(wordings: Wordings) -> None:
    wordings.register(AnnouncementKind.TEST, trial)

    with pytest.raises(ValueError, match="test has its words already"):
        wordings.register(AnnouncementKind.TEST, trial)
