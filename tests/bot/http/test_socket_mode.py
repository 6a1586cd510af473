from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from front_desk import payload
from loopback_slack import LoopbackSlack, eventually
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.http import socket_mode
from bot.http.clients import reading_client, session
from bot.http.socket_mode import HOPELESS_SECONDS, TICKET_SECONDS, Absences, SocketMode


class Dispatched:
    """Answers like the bot, and remembers the requests."""

    def __init__(self) -> None:
        self.requests: list[AsyncBoltRequest] = []

    async def __call__(self, request: AsyncBoltRequest) -> BoltResponse:
        self.requests.append(request)
        said = {"text": request.body["text"]} if "text" in request.body else ""
        return BoltResponse(status=200, body=said)


@asynccontextmanager
async def connected(slack: LoopbackSlack, dispatched: Dispatched, *, count: int = 2) -> AsyncIterator[SocketMode]:
    async with session() as http:
        web = reading_client(http, token="xoxb-loopback", base_url=slack.api)
        socket = SocketMode(dispatched, web, app_token="xapp-loopback", connections=count)
        await socket.connect()
        await slack.until_connected(count)
        try:
            yield socket
        finally:
            await socket.close()
            await asyncio.sleep(0.05)


async def test_an_answer_rides_in_the_acknowledgement_of_an_envelope(slack: LoopbackSlack) -> None:
    async with connected(slack, Dispatched()):
        answered = await slack.envelope(0, "slash_commands", payload("slash_command", text="acme"))

    assert answered["payload"] == {"text": "acme"}


async def test_what_no_database_keeps_is_taken_out_of_an_envelope_too(slack: LoopbackSlack) -> None:
    async with connected(slack, Dispatched()):
        answered = await slack.envelope(0, "slash_commands", payload("slash_command", text="ac\0me \ud83d"))

    assert answered["payload"] == {"text": "acme \ufffd"}


async def test_an_envelope_of_an_unknown_shape_is_acknowledged_and_its_words_are_not_written(
    slack: LoopbackSlack, caplog: pytest.LogCaptureFixture
) -> None:
    class Failing(Dispatched):
        async def __call__(self, request: AsyncBoltRequest) -> BoltResponse:
            raise ValueError(request.body["text"])

    async with connected(slack, Failing()):
        answered = await slack.envelope(0, "slash_commands", payload("slash_command", text="Acme Confidential"))

    assert answered.get("payload") is None
    assert "a request of an unknown shape: ValueError" in caplog.text
    assert "Confidential" not in caplog.text


async def test_every_connection_brings_requests(slack: LoopbackSlack) -> None:
    dispatched = Dispatched()

    async with connected(slack, dispatched) as socket:
        await slack.envelope(0, "events_api", payload("user_change"))
        await slack.envelope(1, "events_api", payload("user_change") | {"event_id": "Ev2"})
        alive = await socket.connected()

    assert alive == [True, True]
    assert [request.body["event_id"] for request in dispatched.requests] == ["Ev0CHANGE", "Ev2"]


async def test_connections_of_another_process_are_warned_of(
    slack: LoopbackSlack, caplog: pytest.LogCaptureFixture
) -> None:
    async with connected(slack, Dispatched(), count=1), connected(slack, Dispatched(), count=1):
        pass

    warned = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert warned == ["2 connections to Slack, 1 of them ours: other processes take requests too"]


async def test_a_repeated_delivery_is_marked_like_one_over_http(slack: LoopbackSlack) -> None:
    dispatched = Dispatched()

    async with connected(slack, dispatched, count=1):
        await slack.sockets[0].send_json(
            {
                "envelope_id": "again",
                "type": "events_api",
                "payload": payload("user_change"),
                "retry_attempt": 1,
                "retry_reason": "timeout",
            }
        )
        await slack.envelope(0, "events_api", payload("user_change"))

    assert dispatched.requests[0].headers["x-slack-retry-num"] == ["1"]
    assert dispatched.requests[0].headers["x-slack-retry-reason"] == ["timeout"]


async def test_the_token_of_the_app_opens_the_connections(slack: LoopbackSlack) -> None:
    async with connected(slack, Dispatched()):
        pass

    opened = [call.token for call in slack.calls if call.method == "apps.connections.open"]
    assert opened == ["Bearer xapp-loopback"] * 2


async def test_a_polite_refresh_leads_to_a_new_connection(slack: LoopbackSlack) -> None:
    async with connected(slack, Dispatched(), count=1):
        await slack.sockets[0].send_json({"type": "disconnect", "reason": "refresh_requested"})
        await eventually(lambda: len(slack.sockets) == 2)

    assert slack.tickets == ["ticket-0", "ticket-1"]


async def test_a_dead_ticket_is_thrown_away_by_the_watch(
    slack: LoopbackSlack, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(socket_mode, "PING_SECONDS", 0.05)
    monkeypatch.setattr(socket_mode, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(socket_mode, "TICKET_SECONDS", 0.1)

    async with connected(slack, Dispatched(), count=1) as socket:
        watching = asyncio.create_task(socket.watch())
        reconnecting = asyncio.create_task(socket_mode._connect(socket._clients[0]))
        await eventually(lambda: len(slack.sockets) == 2)
        await reconnecting
        watching.cancel()

    assert slack.tickets == ["ticket-0", "ticket-1"]
    assert "asking for a new ticket" in caplog.text


async def test_the_watch_ends_when_there_is_no_slack_for_too_long(
    slack: LoopbackSlack, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(socket_mode, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(socket_mode, "TICKET_SECONDS", 0.02)
    monkeypatch.setattr(socket_mode, "HOPELESS_SECONDS", 0.05)
    async with session() as http:
        web = reading_client(http, token="xoxb-loopback", base_url=slack.api)
        socket = SocketMode(Dispatched(), web, app_token="xapp-loopback", connections=2)

        await asyncio.wait_for(socket.watch(), 5)
        await socket.close()

    assert "giving up" in caplog.text


def test_a_connection_that_is_away_for_long_needs_a_new_ticket() -> None:
    absences = Absences(2)

    assert absences.look([False, True], 0.0) == []
    assert absences.look([False, True], TICKET_SECONDS - 1) == []
    assert absences.look([False, True], TICKET_SECONDS) == [0]
    assert absences.look([False, True], TICKET_SECONDS + 1) == []
    assert absences.look([False, True], TICKET_SECONDS * 2) == [0]


def test_a_connection_that_came_back_has_the_whole_time_again() -> None:
    absences = Absences(1)
    absences.look([False], 0.0)
    absences.look([True], TICKET_SECONDS - 1)

    assert absences.look([False], TICKET_SECONDS) == []


def test_only_being_without_any_connection_is_hopeless() -> None:
    absences = Absences(2)

    absences.look([False, True], 0.0)
    one_left = absences.is_hopeless(HOPELESS_SECONDS)
    absences.look([False, False], 10.0)
    absences.look([False, False], 20.0)

    assert one_left is False
    assert absences.is_hopeless(HOPELESS_SECONDS + 9.0) is False
    assert absences.is_hopeless(HOPELESS_SECONDS + 10.0) is True
