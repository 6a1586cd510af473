"""A Slack on the loopback address: it answers, remembers what it was asked, and misbehaves on request."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

TEAM = "T0MOORLINE"
BOT = "U0BOT"


def profile(slack_id: str, **said: Any) -> dict[str, Any]:
    """A user object; what is said goes over an ordinary employee's."""
    user = {
        "id": slack_id,
        "team_id": TEAM,
        "name": slack_id.lower(),
        "deleted": False,
        "tz": "Europe/Berlin",
        "locale": "en-US",
        "is_bot": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "profile": {"display_name": slack_id.title(), "email": f"{slack_id.lower()}@moorline.test"},
    }
    return user | said


async def eventually(holds: Callable[[], bool], seconds: float = 40) -> None:
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - what is waited for happens in another task, or another process
            await asyncio.sleep(0.005)


@dataclass(frozen=True, slots=True)
class Call:
    method: str
    said: dict[str, Any]
    token: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a method answers instead, once."""

    body: Any
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class LoopbackSlack:
    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.posts: list[tuple[str, dict[str, Any]]] = []
        self.users = {"U0DANA": profile("U0DANA"), BOT: profile(BOT, is_bot=True)}
        self.instead: defaultdict[str, deque[Answer]] = defaultdict(deque)
        self.hook_statuses: deque[int] = deque()
        self.seconds: dict[str, float] = {}
        self.connections: set[int] = set()
        self.address = ""
        self.tickets: list[str] = []
        self.spent: set[str] = set()
        self.sockets: list[web.WebSocketResponse] = []
        self.acknowledged: dict[str, dict[str, Any]] = {}
        self.greeting = "hello"

    @property
    def api(self) -> str:
        return f"{self.address}/api/"

    def hook(self, name: str = "1") -> str:
        """A `response_url`."""
        return f"{self.address}/hook/{name}"

    def said_to(self, method: str) -> list[dict[str, Any]]:
        return [call.said for call in self.calls if call.method == method]

    async def until(self, method: str, count: int = 1) -> list[dict[str, Any]]:
        """The calls of a method, once there are as many; `hook` is the `response_url`."""
        await eventually(lambda: len(self._arrived(method)) >= count)
        return self._arrived(method)

    def _arrived(self, method: str) -> list[dict[str, Any]]:
        return [body for _, body in self.posts] if method == "hook" else self.said_to(method)

    async def _method(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        said = await _said(request)
        self.calls.append(Call(method, said, request.headers.get("authorization", "")))
        self._note_connection(request)
        await asyncio.sleep(self.seconds.get(method, self.seconds.get("*", 0)))
        if self.instead[method]:
            other = self.instead[method].popleft()
            return _written(other)
        return web.json_response(self._answer(method, said), headers={"x-oauth-scopes": "commands,chat:write"})

    def _note_connection(self, request: web.Request) -> None:
        assert request.transport is not None
        self.connections.add(request.transport.get_extra_info("peername")[1])

    def _answer(self, method: str, said: dict[str, Any]) -> dict[str, Any]:
        if method == "apps.connections.open":
            return self._ticket()
        if method == "users.info":
            user = self.users.get(said["user"])
            return {"ok": True, "user": user} if user else {"ok": False, "error": "user_not_found"}
        return {"ok": True} | _ANSWERS.get(method, {})

    async def _hook(self, request: web.Request) -> web.Response:
        self.posts.append((request.match_info["name"], await request.json()))
        return web.Response(status=self.hook_statuses.popleft() if self.hook_statuses else 200, text="ok")

    async def envelope(self, number: int, kind: str, said: dict[str, Any]) -> dict[str, Any]:
        """Sends a request over the connection of that number, and gives what came back with the acknowledgement."""
        name = f"envelope-{len(self.acknowledged)}"
        envelope = {"envelope_id": name, "type": kind, "payload": said, "accepts_response_payload": True}
        await self.sockets[number].send_json(envelope)
        await eventually(lambda: name in self.acknowledged)
        return self.acknowledged[name]

    async def until_connected(self, count: int) -> None:
        await eventually(lambda: len([socket for socket in self.sockets if not socket.closed]) >= count)

    def _ticket(self) -> dict[str, Any]:
        self.tickets.append(f"ticket-{len(self.tickets)}")
        return {"ok": True, "url": f"{self.address.replace('http', 'ws')}/socket/{self.tickets[-1]}"}

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        """A ticket opens one connection."""
        if request.match_info["ticket"] in self.spent:
            raise web.HTTPForbidden
        self.spent.add(request.match_info["ticket"])
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": self.greeting, "num_connections": len(self.sockets) + 1})
        self.sockets.append(socket)
        async for message in socket:
            said = json.loads(message.data)
            self.acknowledged[said["envelope_id"]] = said
        return socket

    def application(self) -> web.Application:
        application = web.Application()
        application.router.add_route("*", "/api/{method}", self._method)
        application.router.add_post("/hook/{name}", self._hook)
        application.router.add_get("/socket/{ticket}", self._socket)
        return application


_ANSWERS: dict[str, dict[str, Any]] = {
    "auth.test": {"team_id": TEAM, "user_id": BOT, "bot_id": "B0MOORLINE", "team": "moorline", "url": "https://x/"},
    "views.open": {"view": {"id": "V0NEW", "hash": "new.hash"}},
    "views.push": {"view": {"id": "V0PUSHED", "hash": "pushed.hash"}},
    "views.update": {"view": {"id": "V0NEW", "hash": "newer.hash"}},
    "conversations.open": {"channel": {"id": "D0DANA"}},
    "chat.postMessage": {"channel": "D0DANA", "ts": "1763800009.000100"},
}


@asynccontextmanager
async def running_slack() -> AsyncIterator[LoopbackSlack]:
    slack = LoopbackSlack()
    runner = web.AppRunner(slack.application(), shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    slack.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield slack
    finally:
        await runner.cleanup()


async def _said(request: web.Request) -> dict[str, Any]:
    body = await request.text()
    if request.content_type == "application/json":
        return dict(json.loads(body))
    return dict(request.query) | dict(parse_qsl(body, keep_blank_values=True))


def _written(answer: Answer) -> web.Response:
    text = answer.body if isinstance(answer.body, str) else json.dumps(answer.body)
    kind = "text/html" if isinstance(answer.body, str) else "application/json"
    return web.Response(status=answer.status, text=text, content_type=kind, headers=answer.headers)
