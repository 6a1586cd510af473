import asyncio
import socket
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.routing import BaseRoute
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from playground.app import create_app
from playground.workspace import Workspace


async def serve(workspace: Workspace, host: str, port: int, browser_routes: Sequence[BaseRoute] = ()) -> None:
    """Until the task is cancelled."""
    async with running(workspace, host=host, port=port, browser_routes=browser_routes):
        await asyncio.Event().wait()


@asynccontextmanager
async def running(
    workspace: Workspace, *, host: str = "127.0.0.1", port: int = 0, browser_routes: Sequence[BaseRoute] = ()
) -> AsyncIterator[Workspace]:
    """The workspace on a port (0: any free one); `workspace.base_url` tells where from then on."""
    listener = socket.create_server((host, port))
    workspace.base_url = f"http://{host}:{listener.getsockname()[1]}"
    config = uvicorn.Config(
        create_app(workspace, browser_routes), http=CuttableProtocol, log_config=None, timeout_graceful_shutdown=1
    )
    server = _Server(config)
    serving = asyncio.get_running_loop().create_task(server.serve(sockets=[listener]))
    try:
        yield workspace
    finally:
        server.should_exit = True
        await serving


class CuttableProtocol(HttpToolsProtocol):
    """Lets a request, or the WebSocket it becomes, break its own connection: `state["cut"]()`."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn itself says
        super().connection_made(transport)
        self.app_state = {**self.app_state, "cut": transport.abort}


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals belong to whoever runs the workspace, not to its server."""
        yield
