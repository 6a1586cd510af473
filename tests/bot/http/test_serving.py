from __future__ import annotations

import asyncio
import os
import signal
from typing import cast

import httpx
import pytest
from loopback_slack import eventually
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.http.serving import Server, http_server, serve
from bot.http.socket_mode import SocketMode


class FakeSocket:
    """Connects at once; its watch ends when it is told to."""

    def __init__(self) -> None:
        self.gives_up = asyncio.Event()
        self.connections = 0

    async def connect(self) -> None:
        self.connections += 1

    async def watch(self) -> None:
        await self.gives_up.wait()


async def slow(_: Request) -> Response:
    await asyncio.sleep(0.3)
    return PlainTextResponse("done")


@pytest.fixture
def server() -> Server:
    return http_server(Starlette(routes=[Route("/slow", slow)]), host="127.0.0.1", port=0)


async def address(server: Server) -> str:
    await eventually(lambda: server.started)
    return f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it_after_the_requests_that_were_accepted(server: Server, number: signal.Signals) -> None:
    serving = asyncio.create_task(serve(server, None))
    async with httpx.AsyncClient(base_url=await address(server)) as http:
        asking = asyncio.create_task(http.get("/slow"))
        await asyncio.sleep(0.1)

        os.kill(os.getpid(), number)

        assert (await asking).text == "done"
    assert await asyncio.wait_for(serving, 5) is True


async def test_it_ends_by_itself_when_slack_is_away_for_too_long(server: Server) -> None:
    socket = FakeSocket()
    serving = asyncio.create_task(serve(server, cast("SocketMode", socket)))
    await address(server)

    socket.gives_up.set()

    assert await asyncio.wait_for(serving, 5) is False
    assert socket.connections == 1


async def test_being_told_to_stop_is_no_want_of_slack(server: Server) -> None:
    serving = asyncio.create_task(serve(server, cast("SocketMode", FakeSocket())))
    await address(server)

    server.stop()

    assert await asyncio.wait_for(serving, 5) is True


async def test_a_connection_that_is_open_is_answered_once_more_when_nobody_new_comes_in(server: Server) -> None:
    serving = asyncio.create_task(serve(server, None))
    url = await address(server)
    async with httpx.AsyncClient(base_url=url) as http:
        kept = await http.get("/slow")
        server.stop()
        await until_nobody_comes_in(url)

        last = await http.get("/slow")

    assert await asyncio.wait_for(serving, 5) is True
    assert ("connection" in kept.headers, last.text, last.headers["connection"]) == (False, "done", "close")


async def until_nobody_comes_in(url: str) -> None:
    async with asyncio.timeout(5):
        while True:
            try:
                async with httpx.AsyncClient() as other:
                    await other.get(url)
            except httpx.TransportError:
                return
