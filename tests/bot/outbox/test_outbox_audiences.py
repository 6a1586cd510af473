"""Who reads a channel is looked at again before something is said there."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from mail_room import ADA, MailRoom, mail_room

from domain.outbox.outgoing import OutboxState
from playground.faults import Fault, FaultKind
from storage.library import SqlLibrary

GIL, OTTO = "U0GIL00001", "U0OTTO0001"
SENT, PARKED, DROPPED = OutboxState.SENT, OutboxState.PARKED, OutboxState.DROPPED


@pytest.fixture
async def room(library: SqlLibrary) -> AsyncIterator[MailRoom]:
    async with mail_room(library, channels=2, looks_at_readers=True) as room:
        yield room


@pytest.mark.parametrize(
    ("joined", "reason"), [pytest.param(GIL, "guests", id="a guest"), pytest.param(OTTO, "outsiders", id="a stranger")]
)
async def test_nothing_is_said_where_others_joined_and_admins_hear_of_it(
    room: MailRoom, joined: str, reason: str
) -> None:
    room.workspace.join(room.workspace.channels.named(room.line(0)), joined)

    room.say("secret", to=room.line(0))
    room.say("hello", to=room.line(1))
    await room.drained()

    assert (room.read_in(room.line(0)), room.read_in(room.line(1))) == ([], ["hello"])
    assert [(line.state, line.reason) for line in room.lines(DROPPED)] == [(DROPPED, reason)]
    assert room.read_by(ADA) == [f"trouble: {reason}"]


async def test_a_channel_shared_with_another_company_gets_nothing(room: MailRoom) -> None:
    room.workspace.channels.named(room.line(0)).is_ext_shared = True

    room.say("secret")
    await room.drained()

    assert (room.read_in(room.line(0)), room.lines(DROPPED)[0].reason) == ([], "outsiders")


async def test_where_moorline_was_removed_from_it_is_given_up_aloud(room: MailRoom) -> None:
    channel = room.workspace.channels.named(room.line(0))
    channel.members.remove(room.workspace.apps.named("A0PLAYAPP01").bot_user_id)

    room.say("hello")
    await room.drained()

    assert [(line.state, line.reason) for line in room.lines(PARKED)] == [(PARKED, "not_in_channel")]


async def test_while_the_readers_cannot_be_looked_at_it_waits(room: MailRoom) -> None:
    room.workspace.faults.add(Fault(FaultKind.ERROR, "conversations.info", error="fatal_error", times=5))

    room.say("hello")
    await room.drained()

    assert (room.states(), room.read_in(room.line(0))) == ([SENT], ["hello"])


async def test_people_are_written_to_without_a_look_at_a_channel(room: MailRoom) -> None:
    room.say("hello", to=ADA)

    await room.drained()

    assert (room.read_by(ADA), room.outcomes("conversations.info")) == (["hello"], [])
