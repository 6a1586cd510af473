"""Socket Mode: several connections to Slack, so that one may break, and a watch over each."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from typing import Any

from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.http.bodies import cleaned
from bot.http.metrics import Dispatch

log = logging.getLogger(__name__)
quiet = logging.getLogger("slack_sdk.socket_mode")

PING_SECONDS = 4.0
"""A silent peer is noticed within four of these."""
LOOK_SECONDS = 5.0
TICKET_SECONDS = 20.0
"""How long one connection may be away before its ticket is thrown away: the client would use a dead one for ever."""
HOPELESS_SECONDS = 120.0
"""How long all of them may be away before the process ends, for whoever started it to start it anew."""


class Absences:
    """How long each connection has been away; pure, so that it can be tested without time."""

    def __init__(self, connections: int) -> None:
        self._since: list[float | None] = [None] * connections
        self._all_since: float | None = None

    def look(self, connected: list[bool], now: float) -> list[int]:
        """The connections that need a new ticket now; each gets the whole time again afterwards."""
        needy = []
        for place, is_connected in enumerate(connected):
            since = self._since[place]
            self._since[place] = None if is_connected else since if since is not None else now
            if not is_connected and since is not None and now - since >= TICKET_SECONDS:
                needy.append(place)
                self._since[place] = now
        self._all_since = None if any(connected) else self._all_since if self._all_since is not None else now
        return needy

    def is_hopeless(self, now: float) -> bool:
        return self._all_since is not None and now - self._all_since >= HOPELESS_SECONDS


class SocketMode:
    """Constructed inside the running loop; `web` knows where Slack is and needs no token of its own."""

    def __init__(
        self,
        dispatch: Dispatch,
        web: AsyncWebClient,
        *,
        app_token: str,
        connections: int,
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        self._dispatch = dispatch
        self._timer = timer
        self._clients = [self._client(web, app_token) for _ in range(connections)]

    async def connect(self) -> None:
        """Returns when every connection is there; the client itself keeps trying until it is."""
        await asyncio.gather(*map(_connect, self._clients))

    async def connected(self) -> list[bool]:
        return [await _is_connected(client) for client in self._clients]

    async def watch(self) -> None:
        """Ends only when there has been no connection for a long time."""
        absences = Absences(len(self._clients))
        while not absences.is_hopeless(self._timer()):
            await asyncio.sleep(LOOK_SECONDS)
            for place in absences.look(await self.connected(), self._timer()):
                log.warning("connection %s has been away for %s s: asking for a new ticket", place, TICKET_SECONDS)
                self._clients[place].wss_uri = None
        log.error("no connection to Slack for %s s: giving up", HOPELESS_SECONDS)

    async def close(self) -> None:
        await asyncio.gather(*map(_close, self._clients), return_exceptions=True)

    def _client(self, web: AsyncWebClient, app_token: str) -> SocketModeClient:
        client = SocketModeClient(app_token, logger=quiet, web_client=web, ping_interval=PING_SECONDS)
        client.socket_mode_request_listeners.append(self._receive)
        client.message_listeners.append(self._note_greeting)
        return client

    async def _note_greeting(
        self, _: AsyncBaseSocketModeClient, message: dict[str, Any], __: str | None = None
    ) -> None:
        """Each request goes to one connection of all there are, so a process that nobody thinks of takes its share."""
        if message.get("type") != "hello":
            return
        total, ours = message.get("num_connections"), len(self._clients)
        if isinstance(total, int) and total > ours:
            log.warning("%s connections to Slack, %s of them ours: other processes take requests too", total, ours)
        else:
            log.info("connected to Slack, %s connections in all", total)

    async def _receive(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        """What fails is Bolt, over a shape that no request of Slack has: it is acknowledged, or it came again."""
        began = time.time()
        try:
            response = await self._dispatch(
                AsyncBoltRequest(body=cleaned(request.payload), headers=_headers(request) or None, mode="socket_mode")
            )
        except Exception as error:  # noqa: BLE001 - the client's own line about it would hold its words
            log.warning("a request of an unknown shape: %s", type(error).__name__)
            response = BoltResponse(status=200, body="")
        await send_async_response(client, request, response, began)


async def _connect(client: SocketModeClient) -> None:
    await client.connect()  # type: ignore[no-untyped-call] # the SDK leaves it untyped


async def _close(client: SocketModeClient) -> None:
    await client.close()  # type: ignore[no-untyped-call] # the SDK leaves it untyped


async def _is_connected(client: SocketModeClient) -> bool:
    """The client's own answer does not look at its HTTP session, which may be closed under it."""
    return await client.is_connected() and not client.aiohttp_client_session.closed


def _headers(request: SocketModeRequest) -> dict[str, str | Sequence[str]]:
    said = {"x-slack-retry-num": request.retry_attempt, "x-slack-retry-reason": request.retry_reason}
    return {name: str(value) for name, value in said.items() if value is not None}
