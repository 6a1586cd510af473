"""What the outbox promises of messages with a picture: once, with it where that can be, and never too late for it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
from mail_room import CUSTOMERS_WORDS, MAYA, MailRoom, mail_room

from bot.outbox import pictures
from bot.services.outbox import Outgoings
from domain.errors import BookUnavailableError
from domain.outbox.outgoing import OutboxState
from playground.faults import Fault, FaultKind
from storage.library import SqlLibrary

POST = "chat.postMessage"
ASK, END = "files.getUploadURLExternal", "files.completeUploadExternal"


@pytest.fixture
async def room(library: SqlLibrary) -> AsyncIterator[MailRoom]:
    async with mail_room(library) as room:
        yield room


def shown(room: MailRoom) -> Sequence[Any]:
    """The files that the messages of the conversation have in them."""
    blocks = [block for message in room.workspace.messages.of_channel(room.line()) for block in message.blocks]
    return [block["slack_file"]["id"] for block in blocks if block["type"] == "image"]


async def test_a_message_stands_there_once_around_its_picture(room: MailRoom) -> None:
    room.say("the week", drawn="well")

    await room.drained()

    [stored] = room.workspace.files
    assert room.read_in(room.line()) == ["the week"]
    assert shown(room) == [stored.id]
    assert (stored.content, stored.title, stored.alt_text, stored.shares) == (b"\x89PNG", "Curve", "a curve", [])


async def test_a_person_gets_it_too(room: MailRoom) -> None:
    room.say("the week", to=MAYA, drawn="well")

    await room.drained()

    assert room.read_by(MAYA) == ["the week"]


async def test_what_was_posted_without_an_answer_is_not_posted_again(room: MailRoom) -> None:
    room.workspace.faults.add(Fault(FaultKind.CUT_AFTER, POST))
    room.say("the week", drawn="well")

    await room.drained()

    assert (room.read_in(room.line()), len(shown(room))) == (["the week"], 1)


async def test_a_post_that_failed_takes_the_picture_that_is_there(room: MailRoom) -> None:
    room.workspace.faults.add(Fault(FaultKind.ERROR, POST, error="ekm_hiccup"))
    room.say("the week", drawn="well")

    await room.drained()

    assert (room.read_in(room.line()), len(list(room.workspace.files))) == (["the week"], 1)


async def test_slack_is_given_the_moment_that_it_needs_to_know_a_file(room: MailRoom) -> None:
    room.workspace.files.seconds_to_know = 0.9
    room.say("the week", drawn="well")

    await room.drained()

    assert (room.read_in(room.line()), len(shown(room))) == (["the week"], 1)
    assert room.outcomes(POST)[0] == "invalid_blocks"


async def test_a_file_that_slack_never_knows_is_left_out(room: MailRoom) -> None:
    room.workspace.files.seconds_to_know = 3600
    room.say("the week", drawn="well")

    await room.drained()

    assert room.read_in(room.line()) == ["the week, in words"]
    assert room.outcomes(POST) == ["invalid_blocks"] * pictures.MOST_TRIES + ["ok"]


@pytest.mark.parametrize(
    "kind", [FaultKind.STATUS, FaultKind.HTML, FaultKind.CUT_BEFORE, FaultKind.BROKEN_AFTER, FaultKind.ERROR]
)
@pytest.mark.parametrize("method", [ASK, END])
async def test_trouble_that_passes_costs_no_picture(room: MailRoom, kind: FaultKind, method: str) -> None:
    room.workspace.faults.add(Fault(kind, method))
    room.say("the week", drawn="well")

    await room.drained()

    assert (room.read_in(room.line()), len(shown(room))) == (["the week"], 1)


@pytest.mark.parametrize("method", [ASK, END])
async def test_trouble_that_stays_costs_the_picture_and_not_the_message(room: MailRoom, method: str) -> None:
    room.workspace.faults.add(Fault(FaultKind.STATUS, method, times=None))
    room.say("the week", drawn="well")

    await room.drained()

    assert room.read_in(room.line()) == ["the week, in words"]
    assert room.states() == [OutboxState.SENT]


async def test_a_limit_is_waited_for_as_long_as_slack_says(room: MailRoom) -> None:
    room.workspace.faults.add(Fault(FaultKind.RATE_LIMIT, ASK, seconds=4, times=4))
    room.say("the week", drawn="well")

    await room.drained()

    assert (room.read_in(room.line()), len(shown(room))) == (["the week"], 1)
    assert room.outcomes(ASK) == ["rate_limit"] * 4 + ["ok"]


async def test_without_the_permission_to_upload_it_goes_in_words_at_once(library: SqlLibrary) -> None:
    async with mail_room(library, may_upload=False) as room:
        room.say("the week", drawn="well")

        await room.drained()

        assert room.read_in(room.line()) == ["the week, in words"]
        assert room.outcomes(ASK) == ["missing_scope"]


async def test_a_picture_that_cannot_be_drawn_stops_no_message(
    room: MailRoom, caplog: pytest.LogCaptureFixture
) -> None:
    room.say("the week", drawn="badly")

    await room.drained()

    assert room.read_in(room.line()) == ["the week, in words"]
    assert "goes without its picture" in caplog.text
    assert CUSTOMERS_WORDS not in caplog.text


async def test_an_upload_that_takes_too_long_is_given_up(room: MailRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "LONGEST", 0.05)
    room.workspace.faults.add(Fault(FaultKind.SLOW, ASK, seconds=1, times=None))
    room.say("the week", drawn="well")

    await room.drained()

    assert room.read_in(room.line()) == ["the week, in words"]


async def test_a_token_that_slack_does_not_know_loses_neither(room: MailRoom) -> None:
    room.workspace.faults.add(Fault(FaultKind.ERROR, ASK, error="token_revoked"))
    room.say("the week", drawn="well")

    await room.drained(seconds=60)

    assert (room.read_in(room.line()), len(shown(room))) == (["the week"], 1)


async def test_a_book_that_is_away_while_a_picture_is_brought_costs_nothing(
    room: MailRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, went_away = Outgoings.seconds_held, list[str]()

    def away_once(outgoings: Outgoings, method: str) -> float:
        if method == ASK and not went_away:
            went_away.append(method)
            raise BookUnavailableError("away")
        return held(outgoings, method)

    monkeypatch.setattr(Outgoings, "seconds_held", away_once)
    room.say("the week", drawn="well")

    await room.drained()

    assert (room.read_in(room.line()), len(shown(room)), went_away) == (["the week"], 1, [ASK])
