from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.routing import BaseRoute

from playground.delivery.socket_endpoint import socket_route
from playground.web_api.endpoint import api_route
from playground.web_api.side_doors import side_routes
from playground.workspace import Workspace


def create_app(workspace: Workspace, browser_routes: Sequence[BaseRoute] = ()) -> Starlette:
    """Slack's side of the protocol, and whatever shows the workspace to people."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await workspace.close()

    routes = [api_route(workspace), *side_routes(workspace), socket_route(workspace), *browser_routes]
    return Starlette(routes=routes, lifespan=lifespan)
