"""News in the thread of a customer's message, in a workspace that behaves like Slack; else by direct message."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from mail_room import ADA, MAYA, TEST, MailRoom, mail_room

from domain.outbox.announcement import Announcement
from domain.outbox.outgoing import OutboxState
from playground.acts import type_message
from playground.faults import Fault, FaultKind
from storage.library import SqlLibrary

GIL = "U0GIL00001"


@pytest.fixture
async def room(library: SqlLibrary) -> AsyncIterator[MailRoom]:
    async with mail_room(library, looks_at_readers=True) as room:
        yield room


async def asked(room: MailRoom, text: str = "We need exports") -> str:
    """A customer's message in the channel; its time."""
    await type_message(room.workspace, MAYA, room.line(), text)
    return list(room.workspace.messages.of_channel(room.line()))[-1].ts


def tell(room: MailRoom, ts: str, text: str = "It is there") -> None:
    facts = {"text": text, "thread": ts, "or_to": MAYA}
    room.put(Announcement(TEST, room.line(), "request:1:thread", facts))


def below(room: MailRoom, ts: str) -> list[str]:
    return [message.text for message in room.workspace.messages.replies(room.line(), ts)]


async def test_it_stands_below_the_message_it_is_about(room: MailRoom) -> None:
    ts = await asked(room)

    tell(room, ts)
    await room.drained()

    assert (below(room, ts), room.read_by(MAYA)) == (["It is there"], [])


@pytest.mark.parametrize("trouble", ["a guest", "another company", "the bot is not there", "archived"])
async def test_where_it_may_not_stand_it_comes_directly_once(room: MailRoom, trouble: str) -> None:
    ts = await asked(room)
    channel = room.workspace.channels.named(room.line())
    if trouble == "a guest":
        room.workspace.join(channel, GIL)
    elif trouble == "another company":
        channel.is_ext_shared = True
    elif trouble == "archived":
        channel.is_archived = True
    else:
        channel.members.remove(room.workspace.apps.named("A0PLAYAPP01").bot_user_id)

    tell(room, ts)
    await room.drained()

    assert (below(room, ts), room.read_by(MAYA), room.read_by(ADA)) == ([], ["It is there"], [])
    assert room.states() == [OutboxState.SENT]


async def test_an_answer_that_was_lost_is_looked_for_in_the_thread(room: MailRoom) -> None:
    ts = await asked(room)
    room.workspace.faults.add(Fault(FaultKind.CUT_AFTER, "chat.postMessage"))

    tell(room, ts)
    await room.drained()

    assert (below(room, ts), room.read_by(MAYA)) == (["It is there"], [])
    assert room.workspace.calls.of("conversations.replies")
