"""The worker itself: how it begins, stops and meets what nobody foresaw."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from mail_room import MailRoom, mail_room, until

from domain.outbox.outgoing import OutboxState
from playground.faults import Fault, FaultKind
from storage.library import SqlLibrary

SENT, SENDING, NEW = OutboxState.SENT, OutboxState.SENDING, OutboxState.NEW
POST = "chat.postMessage"


@pytest.fixture
async def room(sqlite_library: SqlLibrary) -> AsyncIterator[MailRoom]:
    async with mail_room(sqlite_library, channels=6) as room:
        yield room


async def test_what_is_being_said_when_it_stops_is_finished(room: MailRoom) -> None:
    slow = Fault(FaultKind.SLOW, POST, seconds=0.1)
    room.workspace.faults.add(slow)
    room.say("1")

    async with room.draining():
        await until(lambda: slow.times == 0)

    assert (room.states(), room.read_in(room.line())) == ([SENT], ["1"])


async def test_what_takes_too_long_when_it_stops_is_looked_for_by_whoever_comes_next(room: MailRoom) -> None:
    slow = Fault(FaultKind.SLOW, POST, seconds=0.5)
    room.workspace.faults.add(slow)
    room.say("1")
    drain = room.new_drain()
    going = asyncio.create_task(drain.run())
    await until(lambda: slow.times == 0)

    await drain.stop(within=0.05)
    await going

    assert room.states() == [SENDING]
    await room.drained()
    assert (room.states(), room.read_in(room.line())) == ([SENT], ["1"])


async def test_what_was_claimed_as_it_stopped_is_given_back_untried(room: MailRoom) -> None:
    room.say("1")
    drain = room.new_drain()

    await drain.stop(within=0)
    claimed = await drain.once()
    await drain.run()

    assert (claimed, room.states(), room.outcomes()) == (1, [NEW], [])
    [line] = room.lines()
    assert line.tries == 0


async def test_a_worker_takes_four_at_once_and_no_more(room: MailRoom) -> None:
    room.workspace.faults.add(Fault(FaultKind.SLOW, POST, seconds=0.2, times=None))
    for number in range(6):
        room.say("hello", to=room.line(number))
    drain = room.new_drain()

    found = [await drain.once(), await drain.once()]
    await drain.settled()

    assert (found, room.states().count(SENT)) == ([4, 0], 4)


async def test_whatever_happens_in_a_look_the_worker_goes_on(
    room: MailRoom, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    drain = room.new_drain()
    claim, tries = drain._outgoings.claim, iter([ZeroDivisionError("secret words")])

    def stumbling(most: int) -> object:
        if error := next(tries, None):
            raise error
        return claim(most)

    monkeypatch.setattr(drain._outgoings, "claim", stumbling)
    room.say("1")
    going = asyncio.create_task(drain.run())
    await room.until_done()
    await drain.stop(within=1)
    await going

    assert room.read_in(room.line()) == ["1"]
    assert "the outbox could not be looked into, reference " in caplog.text
    assert "secret words" not in caplog.text


async def test_what_cannot_be_written_down_for_an_unforeseen_reason_is_left_to_its_lease(
    room: MailRoom, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    drain = room.new_drain()

    def stumbling(*_: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(drain._outgoings, "settle", stumbling)
    room.say("1")
    await drain.once()
    await drain.settled()
    assert room.states() == [SENDING]
    assert "what became of announcement 1 is lost, reference" in caplog.text

    await room.drained()

    assert (room.states(), room.read_in(room.line())) == ([SENT], ["1"])


async def test_a_call_that_fails_by_our_own_fault_gives_up_that_message(
    room: MailRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    drain = room.new_drain()

    async def stumbling(**_: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(drain._poster._client, "chat_postMessage", stumbling)
    room.say("1")
    await drain.once()
    await drain.settled()

    assert [line.reason.partition(":")[0] for line in room.lines(OutboxState.PARKED)] == ["unforeseen"]


async def test_whoever_slept_over_its_lease_says_nothing(room: MailRoom) -> None:
    """The budget lets one message through in a minute: the second waits for longer than a lease may wait."""
    async with mail_room(room.library, per_second=1 / 60) as slow:
        for _ in range(4):
            slow.say("hello", to=slow.line())
        with slow.library.writing() as book:
            [first] = book.outbox.claim(now=slow.clock(), most=1)
        drain = slow.new_drain()
        await until(lambda: slow.clock() > first.lease_until - timedelta(seconds=5))

        outcome = await drain._poster.deliver(first)

        assert (type(outcome).__name__, slow.outcomes()) == ("GivenBack", [])


async def test_an_idle_worker_writes_nothing(
    room: MailRoom, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> object:
        raise AssertionError("nothing is due")

    monkeypatch.setattr(room.library, "writing", refuse)
    async with room.draining():
        await asyncio.sleep(0.3)

    assert caplog.messages == []
