"""A place where Slack takes files, for tests of what is sent to somebody."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from front_desk import FrontDesk
from loopback_slack import Answer


@asynccontextmanager
async def uploads(house: FrontDesk) -> AsyncIterator[list[bytes]]:
    """Where Slack takes files."""
    taken: list[bytes] = []

    async def take(request: web.Request) -> web.Response:
        taken.append(await request.read())
        return web.Response(text="OK")

    application = web.Application()
    application.router.add_post("/upload", take)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}/upload"
    house.slack.instead["files.getUploadURLExternal"].append(
        Answer({"ok": True, "upload_url": address, "file_id": "F0PIC"})
    )
    house.slack.instead["files.completeUploadExternal"].append(Answer({"ok": True, "files": [{"id": "F0PIC"}]}))
    try:
        yield taken
    finally:
        await runner.cleanup()
