"""What is said in the thread it came from, or, where that may not be, to the person it is for: once."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from mail_room import MAYA, TEST, MailRoom, mail_room

from domain.outbox.announcement import OR_TO, THREAD, Announcement
from domain.outbox.outgoing import OutboxState
from playground.channels import Channel
from playground.faults import Fault, FaultKind
from playground.messages import Message
from storage.library import SqlLibrary

GIL, OTTO = "U0GIL00001", "U0OTTO0001"


@pytest.fixture
async def room(library: SqlLibrary) -> AsyncIterator[MailRoom]:
    async with mail_room(library, channels=1, looks_at_readers=True) as room:
        yield room


def asked_in(room: MailRoom) -> Message:
    """A customer's words, in a channel."""
    ts = room.workspace.timestamps.next()
    return room.workspace.post(Message(room.line(0), ts, MAYA, "SSO, please"))


def receipt(room: MailRoom, *, thread: str, to: str = "") -> None:
    facts = {"text": "taken in", THREAD: thread, OR_TO: MAYA}
    with room.library.writing() as book:
        book.outbox.put(Announcement(TEST, to or room.line(0), "receipt:1", facts), now=room.clock())


def in_thread(room: MailRoom, parent: Message) -> list[str]:
    return [each.text for each in room.workspace.messages.replies(parent.channel_id, parent.ts)]


def channel(room: MailRoom) -> Channel:
    return room.workspace.channels.named(room.line(0))


async def test_it_is_said_in_the_thread_it_came_from(room: MailRoom) -> None:
    parent = asked_in(room)

    receipt(room, thread=parent.ts)
    await room.drained()

    assert (in_thread(room, parent), room.read_by(MAYA)) == (["taken in"], [])


@pytest.mark.parametrize(
    "joined", [pytest.param(GIL, id="a guest reads there"), pytest.param(OTTO, id="an outsider reads there")]
)
async def test_where_others_read_it_goes_to_the_person(room: MailRoom, joined: str) -> None:
    parent = asked_in(room)
    room.workspace.join(channel(room), joined)

    receipt(room, thread=parent.ts)
    await room.drained()

    assert (in_thread(room, parent), room.read_by(MAYA)) == ([], ["taken in"])
    assert [(line.state, line.reason) for line in room.lines(OutboxState.SENT)] == [(OutboxState.SENT, "")]


async def test_where_moorline_is_not_it_goes_to_the_person(room: MailRoom) -> None:
    parent = asked_in(room)
    channel(room).members.remove(room.workspace.apps.named("A0PLAYAPP01").bot_user_id)

    receipt(room, thread=parent.ts)
    receipt(room, thread=parent.ts, to="D0ELSEWHERE")
    await room.drained()

    assert (in_thread(room, parent), room.read_by(MAYA)) == ([], ["taken in", "taken in"])


async def test_where_slack_refuses_the_thread_it_goes_to_the_person(room: MailRoom) -> None:
    parent = asked_in(room)
    refused = Fault(FaultKind.ERROR, "chat.postMessage", error="restricted_action", times=1)
    room.workspace.faults.add(refused)

    receipt(room, thread=parent.ts)
    await room.drained()

    assert (in_thread(room, parent), room.read_by(MAYA)) == ([], ["taken in"])


async def test_an_answer_that_was_lost_is_looked_for_in_the_thread(room: MailRoom) -> None:
    parent = asked_in(room)
    room.workspace.faults.add(Fault(FaultKind.CUT_AFTER, "chat.postMessage", times=1))

    receipt(room, thread=parent.ts)
    await room.drained()

    assert (in_thread(room, parent), room.read_by(MAYA)) == (["taken in"], [])
    assert len(room.outcomes("conversations.replies")) == 1


async def test_while_slack_is_away_it_waits_and_is_not_lost(room: MailRoom) -> None:
    parent = asked_in(room)
    room.workspace.faults.add(Fault(FaultKind.ERROR, "chat.postMessage", error="fatal_error", times=2))

    receipt(room, thread=parent.ts)
    await room.drained()

    assert in_thread(room, parent) == ["taken in"]
