"""The process while it serves: until it is asked to stop, or has been without Slack for too long."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp

from bot.http.socket_mode import SocketMode

GRACE_SECONDS = 5
"""How long requests that were accepted may still take once the process is asked to stop."""
_STOPPING = (signal.SIGTERM, signal.SIGINT)


class Server(uvicorn.Server):
    """Stops when told; signals are ours, because there is work to finish after the last request."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listens = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listens.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    def stop(self) -> None:
        self.should_exit = True


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
