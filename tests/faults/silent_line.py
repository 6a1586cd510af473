"""A telephone exchange between the bot and Slack, whose open WebSockets can be made silent in one direction or both.

A silent line is not cut: what is said into it is taken, and never arrives.
"""

from __future__ import annotations

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_SOCKETS = b"GET /link"
_PIECE = 65_536


@dataclass(eq=False, slots=True)
class Line:
    """`carries_up` what the bot says, `carries_down` what Slack says."""

    to_bot: StreamWriter
    to_slack: StreamWriter
    is_socket: bool
    carries_up: bool = True
    carries_down: bool = True

    def cut(self) -> None:
        self.to_bot.transport.abort()
        self.to_slack.transport.abort()


@dataclass(slots=True)
class Exchange:
    host: str
    port: int
    lines: list[Line] = field(default_factory=list)

    def sockets(self) -> list[Line]:
        return [line for line in self.lines if line.is_socket]

    async def connect(self, from_bot: StreamReader, to_bot: StreamWriter) -> None:
        first = await from_bot.read(_PIECE)
        from_slack, to_slack = await asyncio.open_connection(self.host, self.port)
        to_slack.write(first)
        line = Line(to_bot, to_slack, first.startswith(_SOCKETS))
        self.lines.append(line)
        async with asyncio.TaskGroup() as both:
            both.create_task(self._carry_up(from_bot, line))
            both.create_task(self._carry_down(from_slack, line))

    async def _carry_up(self, from_bot: StreamReader, line: Line) -> None:
        with suppress(ConnectionError):
            while piece := await from_bot.read(_PIECE):
                if line.carries_up:
                    line.to_slack.write(piece)
        if line.carries_up:
            line.to_slack.close()

    async def _carry_down(self, from_slack: StreamReader, line: Line) -> None:
        with suppress(ConnectionError):
            while piece := await from_slack.read(_PIECE):
                if line.carries_down:
                    line.to_bot.write(piece)
        line.to_bot.close()


@asynccontextmanager
async def exchange(slack: str) -> AsyncIterator[tuple[Exchange, str]]:
    """Before the workspace at that address; the exchange, and its own address."""
    place = urlsplit(slack)
    between = Exchange(str(place.hostname), place.port or 80)
    server = await asyncio.start_server(between.connect, "127.0.0.1", 0)
    try:
        yield between, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for line in between.lines:
            line.cut()
        await server.wait_closed()
