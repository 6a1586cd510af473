"""What the outbox's worker promises when Slack, the way to it, the book or a wording fails."""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import pairwise

import pytest
from mail_room import ADA, CUSTOMERS_WORDS, EDIT, MAYA, OMAR, REPLY, MailRoom, mail_room, until

from domain.outbox.outgoing import EVERYTHING, OutboxState
from domain.outbox.settling import RetryRules
from domain.permissions import Member, Role
from playground.faults import Fault, FaultKind
from playground.saying import Words, say
from storage.library import SqlLibrary

SENT, PARKED, DROPPED, NEW = OutboxState.SENT, OutboxState.PARKED, OutboxState.DROPPED, OutboxState.NEW
POST, EDITING, OPEN, LOOK = "chat.postMessage", "chat.update", "conversations.open", "conversations.history"


@pytest.fixture
async def room(library: SqlLibrary) -> AsyncIterator[MailRoom]:
    async with mail_room(library, channels=3) as room:
        yield room


@pytest.fixture
async def blind_room(sqlite_library: SqlLibrary) -> AsyncIterator[MailRoom]:
    """The app may post, but not read what stands in a conversation."""
    async with mail_room(sqlite_library, may_look=False) as room:
        yield room


async def test_too_much_at_once_leaves_exactly_that_method_alone(room: MailRoom) -> None:
    room.say("due", about="task:1", to=room.line(1))
    await room.drained()
    room.workspace.faults.add(Fault(FaultKind.RATE_LIMIT, POST, seconds=6))
    room.workspace.calls.clear()

    room.say("1", "2")
    room.say("done", about="task:1", manner=EDIT, to=room.line(1))
    await room.drained()

    limited, first, second = room.workspace.calls.of(POST)
    [edit] = room.workspace.calls.of(EDITING)
    assert (limited.outcome, first.outcome, second.outcome) == ("rate_limit", "ok", "ok")
    assert first.at - limited.at >= timedelta(seconds=6)
    assert edit.at - limited.at < timedelta(seconds=6)
    assert room.read_in(room.line()) == ["1", "2"]


async def test_a_method_that_only_some_need_holds_back_only_those(room: MailRoom) -> None:
    room.workspace.faults.add(Fault(FaultKind.RATE_LIMIT, OPEN, seconds=6))

    room.say("direct", to=MAYA)
    async with room.draining():
        await until(lambda: room.outcomes(OPEN) != [])
        room.say("direct", to=OMAR)
        room.say("1", "2")
        await room.until_done()

    limited, *opened = room.workspace.calls.of(OPEN)
    assert min(call.at - limited.at for call in opened) >= timedelta(seconds=6)
    assert room.outcomes(OPEN).count("rate_limit") == 1
    in_channel = [call.at - limited.at for call in room.workspace.calls.of(POST) if call.channel == room.line()]
    assert len(in_channel) == 2
    assert max(in_channel) < timedelta(seconds=6)
    assert (room.read_by(MAYA), room.read_by(OMAR)) == (["direct"], ["direct"])


async def test_while_slack_is_ill_it_is_asked_ever_more_seldom(room: MailRoom) -> None:
    room.workspace.faults.add(Fault(FaultKind.ERROR, EDITING, error="fatal_error", times=3))
    room.say("due", about="task:1")
    room.say("done", about="task:1", manner=EDIT)

    await room.drained()

    times = [call.at for call in room.workspace.calls.of(EDITING)]
    waits = [(later - earlier).total_seconds() for earlier, later in pairwise(times)]
    assert [wait >= least for wait, least in zip(waits, [1, 2, 4], strict=True)] == [True, True, True]
    assert room.read_in(room.line()) == ["done"]


async def test_an_illness_of_many_tries_gives_up_nothing(room: MailRoom) -> None:
    room.workspace.faults.add(Fault(FaultKind.STATUS, EDITING, times=5))
    room.say("due", about="task:1")
    room.say("done", about="task:1", manner=EDIT)

    await room.drained()

    assert (room.states(), room.read_in(room.line())) == ([SENT, SENT], ["done"])


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(FaultKind.CUT_AFTER, id="cut"),
        pytest.param(FaultKind.BROKEN_AFTER, id="half an answer"),
    ],
)
async def test_what_arrived_and_was_not_answered_is_found_again_and_not_sent_twice(
    room: MailRoom, kind: FaultKind
) -> None:
    room.workspace.faults.add(Fault(kind, POST, times=2))

    room.say("1", "2", "3")
    await room.drained()

    assert room.read_in(room.line()) == ["1", "2", "3"]
    assert len(room.outcomes()) == 3
    assert all(line.posted for line in room.lines(SENT))


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(FaultKind.CUT_BEFORE, id="cut"),
        pytest.param(FaultKind.BROKEN_BEFORE, id="half an answer"),
        pytest.param(FaultKind.HTML, id="a gateway's page"),
        pytest.param(FaultKind.STATUS, id="a server that is ill"),
    ],
)
async def test_what_did_not_arrive_is_looked_for_in_vain_and_sent_again(room: MailRoom, kind: FaultKind) -> None:
    room.workspace.faults.add(Fault(kind, POST))

    room.say("1", "2")
    await room.drained()

    assert room.read_in(room.line()) == ["1", "2"]
    assert room.outcomes(LOOK) == ["ok"]


async def test_a_reply_is_looked_for_in_its_thread(room: MailRoom) -> None:
    room.workspace.faults.add(Fault(FaultKind.CUT_AFTER, POST, from_call=2))

    room.say("due", about="task:1")
    room.say("late", about="task:1", manner=REPLY)
    await room.drained()

    assert room.read_in(room.line()) == ["due", "late"]
    assert room.outcomes("conversations.replies", LOOK) == ["ok"]


async def test_what_cannot_be_looked_for_is_given_up_aloud_and_stays_there_once(blind_room: MailRoom) -> None:
    blind_room.workspace.faults.add(Fault(FaultKind.CUT_AFTER, POST))

    blind_room.say("1", "2")
    await blind_room.drained()

    assert [(line.announcement.facts["text"], line.reason) for line in blind_room.lines(PARKED)] == [
        ("1", "missing_scope")
    ]
    assert blind_room.read_in(blind_room.line()) == ["1", "2"]
    assert blind_room.read_by(ADA) == ["trouble: missing_scope"]


async def test_what_cannot_be_looked_for_is_sent_again_where_the_setting_says_so(sqlite_library: SqlLibrary) -> None:
    rules = RetryRules(repeats_unseen=True)
    async with mail_room(sqlite_library, may_look=False, rules=rules) as room:
        room.workspace.faults.add(Fault(FaultKind.CUT_BEFORE, POST))

        room.say("1", "2")
        await room.drained()

        assert (room.read_in(room.line()), room.lines(PARKED)) == (["1", "2"], [])


async def test_what_slack_will_never_take_is_given_up_and_the_admin_told_once(room: MailRoom) -> None:
    archived = room.workspace.channels.named(room.line(1))
    archived.is_archived = True

    room.say("1", "2", "3", to=archived.id)
    room.say("other")
    room.say("nobody", to="U0NOBODY01")
    await room.drained()

    assert [(line.announcement.to, line.reason, line.tries) for line in room.lines(PARKED)] == [
        *[(archived.id, "is_archived", 1)] * 3,
        ("U0NOBODY01", "user_not_found", 1),
    ]
    assert sorted(room.read_by(ADA)) == ["trouble: is_archived", "trouble: user_not_found"]
    assert room.read_in(room.line()) == ["other"]


async def test_what_is_refused_without_a_known_reason_is_given_up_after_five_tries(room: MailRoom) -> None:
    room.workspace.faults.add(Fault(FaultKind.ERROR, POST, error="no_such_word", times=5))

    room.say("1", "2")
    await room.drained()

    assert [(line.reason, line.tries) for line in room.lines(PARKED)] == [("no_such_word", 5)]
    assert room.read_in(room.line()) == ["2"]


async def test_without_a_token_everything_waits_and_nothing_is_lost(
    room: MailRoom, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(3):
        room.say(*"12345", to=room.line(number))
    room.workspace.faults.add(Fault(FaultKind.ERROR, error="token_revoked", from_call=4, times=None))

    async with room.draining():
        await until(lambda: "token_revoked" in room.outcomes())
        revoked = next(call for call in room.workspace.calls if call.outcome == "token_revoked")
        await until(lambda: room.clock() > revoked.at + timedelta(seconds=20))
        calls = [call for call in room.workspace.calls if call.at >= revoked.at]
        pauses = room.outgoings.look().pauses
        room.workspace.faults.clear()
        await room.until_done()

    assert len(calls) <= 4
    assert [(pause.method, pause.reason) for pause in pauses] == [(EVERYTHING, "token_revoked")]
    assert "Slack does not know the token any more (token_revoked): nothing is sent until it does" in caplog.messages
    assert [room.read_in(room.line(number)) for number in range(3)] == [list("12345")] * 3
    assert room.outgoings.look().pauses == []


async def test_a_wording_that_fails_gives_up_that_message_with_a_reference_and_logs_nothing_anybody_wrote(
    room: MailRoom, caplog: pytest.LogCaptureFixture
) -> None:
    room.say("broken", "1")
    await room.drained()

    [parked] = room.lines(PARKED)
    match = re.fullmatch(r"unforeseen:([0-9a-f]{8})", parked.reason)
    assert match
    assert any(message.startswith(f"reference {match[1]}: ValueError") for message in caplog.messages)
    assert CUSTOMERS_WORDS not in caplog.text
    assert room.read_in(room.line()) == ["1"]


async def test_wordings_that_fail_all_day_tell_the_admin_once(room: MailRoom) -> None:
    room.say("broken", "broken", "broken")

    await room.drained()

    assert len(room.lines(PARKED)) == 3
    assert len(room.read_by(ADA)) == 1


async def until_later(room: MailRoom, seconds: float) -> None:
    """By the clock of the room."""
    then = room.clock() + timedelta(seconds=seconds)
    await until(lambda: room.clock() > then)


async def test_while_the_book_is_away_nothing_is_lost(room: MailRoom, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    room.say("1", "2")
    room.library.is_away = True

    async with room.draining():
        await until(lambda: "the outbox is not looked into now: away" in caplog.messages)
        await until_later(room, 5)
        room.library.is_away = False
        await room.until_done()

    assert room.read_in(room.line()) == ["1", "2"]
    assert caplog.messages == ["the outbox is not looked into now: away"]


async def test_what_came_of_a_message_is_written_down_once_the_book_is_back(room: MailRoom) -> None:
    slow = Fault(FaultKind.SLOW, POST, seconds=0.2)
    room.workspace.faults.add(slow)
    room.say("1")

    async with room.draining():
        await until(lambda: slow.times == 0)
        room.library.is_away = True
        await until(lambda: room.read_in(room.line()) == ["1"])
        room.library.is_away = False
        await room.until_done()

    assert (room.states(), room.outcomes(), room.outcomes(LOOK)) == ([SENT], ["ok"], [])


async def test_a_book_that_is_away_for_longer_than_the_lease_costs_a_look_and_no_second_message(
    room: MailRoom, caplog: pytest.LogCaptureFixture
) -> None:
    slow = Fault(FaultKind.SLOW, POST, seconds=0.2)
    room.workspace.faults.add(slow)
    [number] = room.say("1")

    async with room.draining():
        await until(lambda: slow.times == 0)
        room.library.is_away = True
        lost = f"what became of announcement {number} is not written down: its lease ends"
        await until(lambda: lost in caplog.messages)
        room.library.is_away = False
        await room.until_done()

    assert (room.states(), room.outcomes(), room.outcomes(LOOK)) == ([SENT], ["ok"], ["ok"])


async def test_what_a_worker_left_behind_when_it_died_is_looked_for_after_the_lease(room: MailRoom) -> None:
    """One had posted and not written it down, the other had not begun."""
    room.say("1")
    room.say("2", to=room.line(1))
    with room.library.writing() as book:
        first, _ = book.outbox.claim(now=room.clock(), most=5)
    app = room.workspace.apps.named("A0PLAYAPP01")

    key = {"event_type": "moorline_announcement", "event_payload": {"id": first.key}}
    say(room.workspace, app, room.line(), Words("1", metadata=key))
    began = room.clock()

    await room.drained()

    assert (room.read_in(room.line()), room.read_in(room.line(1))) == (["1"], ["2"])
    assert room.clock() - began >= timedelta(seconds=25)


async def test_trouble_is_told_to_every_admin_but_not_to_one_whom_it_is_about(room: MailRoom) -> None:
    with room.library.writing() as book:
        book.members.save(Member(OMAR, "Omar", Role.ADMIN))
    room.say("broken", to=OMAR)

    await room.drained()

    assert (len(room.read_by(ADA)), room.read_by(OMAR)) == (1, [])
