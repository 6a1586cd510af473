"""The bot's whole way from a signed request to an answer, around handlers that a test brings."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
from aiohttp import ClientSession
from loopback_slack import LoopbackSlack
from slack_bolt.app.async_app import AsyncApp
from small_library import SmallLibrary

from bot.handlers import profiles
from bot.handlers.admission import Admission
from bot.handlers.affiliations import People
from bot.handlers.desk import Desk
from bot.handlers.home import Workspace
from bot.handlers.listening import bolt_app
from bot.handlers.owing import Owing
from bot.handlers.reception import Reception, Ways
from bot.handlers.responding import Responder
from bot.handlers.routing import Routes
from bot.http.app import EVENTS, Pages, http_app
from bot.http.clients import posting_client, reading_client, session
from bot.http.front_door import FrontDoor
from bot.http.metrics import Metrics
from bot.http.signatures import Signatures
from bot.services.access import Access
from bot.services.deliveries import Deliveries
from bot.services.owed_answers import OwedAnswers
from domain.permissions import Member, Role

SECRET = "loopback-signing-secret"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
DANA = Member("U0DANA", "U0Dana", Role.CSM, email="u0dana@moorline.test", locale="en-US", zone="Europe/Berlin")
_PAYLOADS = Path(__file__).parents[1] / "payloads"


def payload(name: str, **said: Any) -> dict[str, Any]:
    """A recorded payload with some of its fields said otherwise."""
    recorded: dict[str, Any] = json.loads((_PAYLOADS / f"{name}.json").read_text(encoding="utf-8"))
    return recorded | said


def signed(body: bytes, *, at: float | str | None = None, secret: str = SECRET, kind: str) -> dict[str, str]:
    timestamp = at if isinstance(at, str) else str(int(time.time() if at is None else at))
    mac = hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256)
    return {
        "content-type": kind,
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": f"v0={mac.hexdigest()}",
    }


@dataclass
class FrontDesk:
    routes: Routes
    library: SmallLibrary
    slack: LoopbackSlack
    desk: Desk
    people: People
    admission: Admission
    workspace: Workspace
    http: httpx.AsyncClient

    async def command(self, text: str = "acme", **said: Any) -> httpx.Response:
        said = {"response_url": self.slack.hook("command")} | said
        body = urlencode(payload("slash_command", text=text, **said)).encode()
        return await self.post(body, kind="application/x-www-form-urlencoded")

    async def interact(self, name: str, **said: Any) -> httpx.Response:
        recorded = payload(name, **said)
        if "response_url" in recorded:
            recorded["response_url"] = self.slack.hook(name)
        body = urlencode({"payload": json.dumps(recorded)}).encode()
        return await self.post(body, kind="application/x-www-form-urlencoded")

    async def told(self, response: httpx.Response) -> str:
        """What the person reads, whichever way it came."""
        said = response.json() if response.content else (await self.slack.until("hook"))[0]
        return str(said["text"])

    async def event(self, name: str = "user_change", **said: Any) -> httpx.Response:
        return await self.post(json.dumps(payload(name, **said)).encode(), kind="application/json")

    async def post(self, body: bytes, *, kind: str, headers: dict[str, str] | None = None) -> httpx.Response:
        return await self.http.post(EVENTS, content=body, headers=signed(body, kind=kind) | (headers or {}))


@asynccontextmanager
async def front_desk(
    slack: LoopbackSlack,
    *,
    prefix: str = "",
    default_role: Role | None = None,
    patience: float = 2.0,
    glance: float = 1.0,
) -> AsyncIterator[FrontDesk]:
    """Dana is known already."""
    shared = session()
    desk = Desk(workers=4, patience=patience, glance=glance)
    library = SmallLibrary()
    ways = _ways(slack, shared, desk, library)
    house = _house(slack, library, ways, prefix=prefix, default_role=default_role)
    try:
        await house.people.person(DANA.slack_id)
        slack.calls.clear()
        yield house
    finally:
        await house.http.aclose()
        await desk.finish(within=5)
        desk.close()
        await shared.close()


def _ways(slack: LoopbackSlack, shared: ClientSession, desk: Desk, library: SmallLibrary) -> Ways:
    reading = reading_client(shared, token="xoxb-loopback", base_url=slack.api)
    posting = posting_client(shared, token="xoxb-loopback", base_url=slack.api)
    responder = Responder(shared, posting, pause=0.01)
    owing = Owing(OwedAnswers(library, lambda: NOON), desk, responder)
    return Ways(posting, reading, desk, responder, owing)


def _house(
    slack: LoopbackSlack, library: SmallLibrary, ways: Ways, *, prefix: str, default_role: Role | None
) -> FrontDesk:
    routes, workspace = Routes(), Workspace(ways.reading)
    library.book.members.save(DANA)
    people = People(ways.reading, workspace)
    access = Access(library, clock=lambda: NOON, first_admins=frozenset({"U0FIRST"}), default_role=default_role)
    admission = Admission(access, people, workspace, clock=lambda: NOON, prefix=prefix)
    profiles.register(routes, admission, workspace, ways.desk)
    reception = Reception(routes, admission, ways, Deliveries(library, clock=lambda: NOON), prefix=prefix)
    http = _http(bolt_app(reception, workspace), library, ways.desk)
    return FrontDesk(routes, library, slack, ways.desk, people, admission, workspace, http)


def _http(app: AsyncApp, library: SmallLibrary, desk: Desk) -> httpx.AsyncClient:
    metrics = Metrics(lambda: desk.going)
    dispatch = metrics.measured(app.async_dispatch)
    door = FrontDoor(dispatch, Signatures(SECRET, time.time), refused=metrics.refused, largest_body=50_000)
    application = http_app(Pages(lambda: _ping(library), desk, metrics), front_door=door)
    return httpx.AsyncClient(transport=httpx.ASGITransport(application), base_url="http://bot")


def _ping(library: SmallLibrary) -> None:
    with library.reading():
        pass
