"""What the outbox's worker promises, counted by who receives: a workspace over loopback, Slack's own clients."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import pairwise

import pytest
from mail_room import EDIT, MAYA, OMAR, REPLY, MailRoom, mail_room

from domain.outbox.outgoing import OutboxState
from storage.library import SqlLibrary

SENT, PARKED, DROPPED, NEW = OutboxState.SENT, OutboxState.PARKED, OutboxState.DROPPED, OutboxState.NEW
POST = "chat.postMessage"


@pytest.fixture
async def room(library: SqlLibrary) -> AsyncIterator[MailRoom]:
    async with mail_room(library, channels=3) as room:
        yield room


async def test_each_conversation_gets_its_messages_in_order_a_second_apart(room: MailRoom) -> None:
    for text in "1234":
        room.say(text, to=room.line(0))
        room.say(text, to=room.line(1))

    await room.drained()

    assert room.read_in(room.line(0)) == room.read_in(room.line(1)) == ["1", "2", "3", "4"]
    ours = [call.at for call in room.workspace.calls.of(POST) if call.channel == room.line(0)]
    gaps = [later - earlier for earlier, later in pairwise(ours)]
    assert min(gaps) >= timedelta(seconds=1)


async def test_a_workspace_is_spoken_to_at_three_messages_a_second(library: SqlLibrary) -> None:
    async with mail_room(library, channels=12) as room:
        for number in range(12):
            room.say("hello", to=room.line(number))

        await room.drained()

        ours = [call.at for call in room.workspace.calls.of(POST)]
    assert len(ours) == 12
    on_the_way = 0.5  # the first may arrive that much later than it was sent, by a clock that runs ten times as fast
    assert ours[-1] - ours[0] >= timedelta(seconds=(12 - 3) / 3 - on_the_way)


async def test_a_persons_direct_messages_are_opened_once_for_ever(room: MailRoom) -> None:
    room.say("1", "2", to=MAYA)
    room.say("1", to=OMAR)

    await room.drained()

    assert (room.read_by(MAYA), room.read_by(OMAR)) == (["1", "2"], ["1"])
    assert room.outcomes("conversations.open") == ["ok", "ok"]


async def test_an_edit_changes_the_message_about_the_same_thing_and_a_reply_stands_in_its_thread(
    room: MailRoom,
) -> None:
    room.say("due", about="task:1")
    room.say("done", about="task:1", manner=EDIT)
    room.say("well done", about="task:1", manner=REPLY)

    await room.drained()

    first, reply = room.workspace.messages.of_channel(room.line())
    assert (first.text, reply.text, reply.thread_ts) == ("done", "well done", first.ts)
    assert room.states() == [SENT, SENT, SENT]


async def test_what_has_no_message_to_go_with_or_nothing_to_say_is_dropped(room: MailRoom) -> None:
    room.say("done", about="task:1", manner=EDIT)
    room.say("nothing")
    room.say("hello")

    await room.drained()

    assert [(line.state, line.reason) for line in room.lines()] == [
        (DROPPED, "there is no message to go with"),
        (DROPPED, "nothing to say any more"),
        (SENT, ""),
    ]
    assert room.read_in(room.line()) == ["hello"]


async def test_a_message_that_was_deleted_is_not_changed_any_more(room: MailRoom) -> None:
    room.say("due", about="task:1")
    await room.drained()
    [message] = room.workspace.messages.of_channel(room.line())
    room.workspace.delete(message)

    room.say("done", about="task:1", manner=EDIT)
    await room.drained()

    assert [(line.state, line.reason) for line in room.lines()][-1] == (DROPPED, "message_not_found")
    assert room.lines(PARKED) == []
