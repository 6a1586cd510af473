"""The bot at work, until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from bot.bootstrap.house import FINISHING_SECONDS, House, opened_house
from bot.handlers.home import Workspace
from bot.http.serving import Server, http_server
from bot.http.serving import serve as serve_http
from bot.http.socket_mode import SocketMode
from bot.loading import loaded
from bot.references import note_forgotten
from bot.settings import Mode, Settings

log = logging.getLogger(__name__)

FIRST_SECONDS = 0.5
"""How long, once the bot listens, it does nothing but answer: somebody may have waited for it."""


async def serve(settings: Settings) -> bool:
    """Until it is told to stop; False when there was no Slack for too long."""
    asyncio.get_running_loop().set_exception_handler(note_forgotten)
    async with opened_house(settings) as house:
        desk = house.around.desk
        desk.start(_greet(house.around.workspace))
        server = http_server(house.application, host=settings.host, port=settings.port)
        socket = _socket(settings, house) if settings.mode is Mode.SOCKET else None
        try:
            async with _all_the_rest(house, server):
                return await serve_http(server, socket)
        finally:
            await desk.finish(within=FINISHING_SECONDS)
            if socket:
                await socket.close()


async def _greet(workspace: Workspace) -> None:
    """Who we are is asked beside the start; without Slack the bot starts all the same, and asks again later."""
    try:
        home = await workspace.home()
    except (SlackApiError, ClientError, TimeoutError) as error:
        log.warning("Slack did not say who we are: %s", type(error).__name__)
    else:
        log.info("at home in %s", home.team)


@asynccontextmanager
async def _all_the_rest(house: House, server: Server) -> AsyncIterator[None]:
    """Where it cannot be loaded, the server stops, and the reason is raised."""
    is_over = asyncio.Event()
    going = asyncio.create_task(_go_on(house, server, is_over))
    going.add_done_callback(lambda _: server.stop())
    try:
        yield
    finally:
        is_over.set()
        server.listens.set()
        await going


async def _go_on(house: House, server: Server, is_over: asyncio.Event) -> None:
    """The first answer does not wait for what it does not need: that is loaded a moment later, in a thread."""
    await server.listens.wait()
    with suppress(TimeoutError):
        await asyncio.wait_for(is_over.wait(), FIRST_SECONDS)
    errands = await house.around.desk.work(lambda: loaded("bot.bootstrap.errands"))
    async with errands.going(house.around, house.routes):
        await is_over.wait()


def _socket(settings: Settings, house: House) -> SocketMode:
    return SocketMode(
        house.dispatch,
        house.around.reading,
        app_token=settings.slack_app_token.get_secret_value(),
        connections=settings.socket_connections,
    )
