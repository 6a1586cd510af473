"""The WebSocket end of Socket Mode."""

import asyncio
import json
from contextlib import suppress

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from playground.delivery.links import Link
from playground.workspace import Workspace

REFUSED = 4004


def socket_route(workspace: Workspace) -> WebSocketRoute:
    async def connect(socket: WebSocket) -> None:
        app_id = workspace.links.redeem(socket.query_params.get("ticket", ""))
        if app_id is None:
            await socket.close(REFUSED)
            return
        await socket.accept()
        link = Link(app_id, socket.send_text, socket.scope["state"]["cut"])
        if await workspace.links.welcome(link):
            await _converse(workspace, socket, link)

    return WebSocketRoute("/link", connect)


async def _converse(workspace: Workspace, socket: WebSocket, link: Link) -> None:
    refresh = _refresh_later(workspace, socket, link)
    try:
        with suppress(WebSocketDisconnect):
            async for words in socket.iter_text():
                _take(link, words)
    finally:
        workspace.links.forget(link)
        if refresh is not None:
            refresh.cancel()


def _take(link: Link, words: str) -> None:
    with suppress(ValueError):  # Slack ignores what is no JSON
        acknowledged = json.loads(words)
        if isinstance(acknowledged, dict):
            link.acknowledge(acknowledged)


def _refresh_later(workspace: Workspace, socket: WebSocket, link: Link) -> asyncio.TimerHandle | None:
    """`debug_reconnects=true` makes Slack ask for a new connection after six minutes."""
    if socket.query_params.get("debug_reconnects") != "true":
        return None
    start = workspace.errands.start
    return asyncio.get_running_loop().call_later(
        workspace.links.life_when_debugging, lambda: start(link.ask_to_leave("refresh_requested"))
    )
