"""The HTTP side: Slack's address first, then the few pages for whoever runs the bot."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.handlers.desk import Desk
from bot.http.metrics import Metrics

log = logging.getLogger(__name__)

EVENTS = "/slack/events"
READY_SECONDS = 2.0


class Pages:
    """`/healthz` says that the process lives, `/readyz` that the book can be read, `/metrics` what happened."""

    def __init__(self, ping: Callable[[], None], desk: Desk, metrics: Metrics) -> None:
        self._ping = ping
        self._desk = desk
        self._metrics = metrics

    def routes(self) -> list[Route]:
        return [
            Route("/healthz", self.alive),
            Route("/readyz", self.ready),
            Route("/metrics", self.metrics),
        ]

    async def alive(self, _: Request) -> Response:
        return PlainTextResponse("alive")

    async def ready(self, _: Request) -> Response:
        try:
            await asyncio.wait_for(self._desk.work(self._ping), READY_SECONDS)
        except Exception as error:  # noqa: BLE001 - whatever it is, the book cannot be read
            log.warning("not ready: %s", type(error).__name__)
            return PlainTextResponse("the book cannot be read", status_code=503)
        return PlainTextResponse("ready")

    async def metrics(self, _: Request) -> Response:
        return Response(self._metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")


def http_app(
    pages: Pages,
    *,
    front_door: ASGIApp | None,
    hooks: Sequence[Route] = (),
    lifespan: Callable[[Starlette], AbstractAsyncContextManager[None]] | None = None,
) -> ASGIApp:
    """Slack's requests go past the router: they are all but a few of the requests there are."""
    rest = Starlette(routes=[*pages.routes(), *hooks], lifespan=lifespan)
    if front_door is None:
        return rest
    door: ASGIApp = front_door

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        is_slack = scope["type"] == "http" and scope["path"] == EVENTS
        await (door if is_slack else rest)(scope, receive, send)

    return application
