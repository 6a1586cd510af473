"""The process while it serves: until it is asked to stop, or has been without Slack for too long."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket as tcp
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp

from bot.http.socket_mode import SocketMode

GRACE_SECONDS = 5
"""How long requests that were accepted may still take once the process is asked to stop."""
LAST_REQUESTS_SECONDS = 0.3
"""How long what is on its way over open connections is still waited for, before those that are idle are closed."""
_GOODBYE = (b"connection", b"close")
_STOPPING = (signal.SIGTERM, signal.SIGINT)


class PortUnusableError(Exception):
    """Nobody can listen there: another program does, or it is not allowed."""


class Server(uvicorn.Server):
    """Stops when told; signals are ours, because there is work to finish after the last request."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listens = asyncio.Event()

    async def startup(self, sockets: list[tcp.socket] | None = None) -> None:
        try:
            await super().startup(sockets)
        except SystemExit as given_up:  # it would leave without a word to whoever still has something to finish
            raise PortUnusableError from given_up
        self.listens.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    def stop(self) -> None:
        """From now on each answer says that it is the last one of its connection."""
        self.config.encoded_headers.append(_GOODBYE)
        self.server_state.default_headers.append(_GOODBYE)
        self.should_exit = True

    async def shutdown(self, sockets: list[tcp.socket] | None = None) -> None:
        """Nobody new comes in, then idle connections end: one that is closed with a request on its way loses it."""
        for server in self.servers:
            server.close()
        await asyncio.sleep(LAST_REQUESTS_SECONDS)
        await super().shutdown(sockets)


def http_server(application: ASGIApp, *, host: str, port: int) -> Server:
    config = uvicorn.Config(
        application,
        host=host,
        port=port,
        loop="none",
        http="httptools",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    return Server(config)


async def serve(server: Server, socket: SocketMode | None) -> bool:
    """False when it ended by itself, for want of Slack."""
    with _stopped_by_signals(server):
        watching = asyncio.create_task(_watch(server, socket)) if socket else None
        await server.serve()
        if watching is None:
            return True
        was_hopeless = watching.done()
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        return not was_hopeless


async def _watch(server: Server, socket: SocketMode) -> None:
    connecting = asyncio.create_task(socket.connect())
    try:
        await socket.watch()
    finally:
        connecting.cancel()
        server.stop()


@contextlib.contextmanager
def _stopped_by_signals(server: Server) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    for number in _STOPPING:
        loop.add_signal_handler(number, server.stop)
    try:
        yield
    finally:
        for number in _STOPPING:
            loop.remove_signal_handler(number)
