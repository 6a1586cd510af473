"""Real bot processes around a workspace of their own, to be killed, frozen and told to stop."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import httpx
import pytest
import unmeasured
from mail_room import FastClock, until
from sqlalchemy import text

from bot.manifest import manifest
from domain.outbox.announcement import Announcement, AnnouncementKind
from playground.acts.places import actor_of
from playground.apps import App, Credentials, DeliveryMode
from playground.delivery.courier import deliver
from playground.delivery.parcels import Parcel, ParcelKind, Reply
from playground.json_types import Json
from playground.payloads.interactions import command_payload
from playground.seed import default_plan, workspace_from
from playground.server import running
from playground.workspace import Workspace
from storage.library import SqlLibrary

TURNS = int(os.environ.get("FAULT_TURNS", "1"))
"""`make faults` does it twenty times on each database, each time at another moment."""
IS_LONG = TURNS > 1
SECRETS = Credentials("xoxb-faults", "xapp-faults", "signing-secret", "verification")
LONGEST = 100
"""Seconds to wait for whatever must come."""
_HERE = Path(__file__).parent
_PATHS = (_HERE.parents[1], _HERE.parent)
_PLAIN, _HURRIED = ("-m", "bot", "run"), (str(_HERE / "hurried_bot.py"),)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def shared_book(request: pytest.FixtureRequest, kind: str) -> tuple[str, SqlLibrary]:
    """The address of an empty book on `sqlite` or `postgres`, and the book."""
    return str(request.getfixturevalue(f"{kind}_url")), request.getfixturevalue(f"{kind}_library")


def is_whole(library: SqlLibrary) -> bool:
    """SQLite's own look at its file."""
    with library.engines.reading.connect() as connection:
        return bool(connection.execute(text("PRAGMA integrity_check")).scalar() == "ok")


@dataclass(frozen=True, slots=True)
class Bot:
    process: Process
    port: int
    web: httpx.AsyncClient

    async def until_ready(self) -> None:
        async with asyncio.timeout(LONGEST):
            while not await self._is_ready():
                assert self.process.returncode is None
                await asyncio.sleep(0.05)

    async def kill(self) -> None:
        self.process.kill()
        await self.process.wait()

    async def told_to_stop(self) -> int:
        """Its exit status."""
        self.process.terminate()
        return await self.process.wait()

    async def _is_ready(self) -> bool:
        with suppress(httpx.TransportError):
            return (await self.web.get("/readyz")).is_success
        return False


@dataclass(frozen=True, slots=True)
class Street:
    """A workspace, the bots that serve it, and the clock they all go by (None: the wall's)."""

    workspace: Workspace
    url: str
    clock: FastClock | None
    bots: list[Bot] = field(default_factory=list)

    @property
    def app(self) -> App:
        return self.workspace.apps.named("A0PLAYAPP01")

    def send_requests_to(self, bot: Bot) -> None:
        self.app.request_url = f"http://127.0.0.1:{bot.port}/slack/events"

    def command(self, person: str, typed: str) -> Json:
        """The request, as Slack makes it."""
        name, _, words = typed.partition(" ")
        command = self.app.command(name)
        channel = self.workspace.channels.called("general")
        assert command is not None
        assert channel is not None
        actor = actor_of(self.workspace, person, self.app)
        return command_payload(actor, command, channel, words, typed)

    async def ask(self, person: str, typed: str = "/cs") -> Reply:
        """What comes with the acknowledgement of a command."""
        return await deliver(self.workspace, self.app, Parcel(ParcelKind.COMMAND, self.command(person, typed)))

    def told_late(self, person: str) -> list[str]:
        """What only this person sees: answers that came by `response_url`."""
        messages = (
            message for channel in self.workspace.channels for message in self.workspace.messages.of_channel(channel.id)
        )
        return [message.text for message in messages if message.ephemeral_to == person]

    async def start(self, **settings: object) -> Bot:
        """Another bot on the same book; not waited for."""
        port = free_port()
        mode = "socket" if self.app.delivery is DeliveryMode.SOCKET else "http"
        ours = {
            "mode": mode,
            "port": port,
            "slack_bot_token": SECRETS.bot_token,
            "slack_app_token": SECRETS.app_token,
            "slack_signing_secret": SECRETS.signing_secret,
            "slack_api_url": f"{self.workspace.base_url}/api/",
            "database_url": self.url,
            "messages_per_second": 20,
        } | settings
        process = await asyncio.create_subprocess_exec(
            sys.executable, *(_HURRIED if self.clock else _PLAIN), env=self._environment(ours)
        )
        bot = Bot(process, port, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=10))
        self.bots.append(bot)
        return bot

    async def close(self) -> None:
        for bot in self.bots:
            if bot.process.returncode is None:
                await bot.kill()
            await bot.web.aclose()

    def lines(self) -> list[str]:
        """The channels `line-0`, `line-1` …"""
        return [channel.id for channel in self.workspace.channels if channel.name.startswith("line-")]

    def arrived(self) -> Counter[str]:
        """How many messages stand in each of those channels."""
        return Counter({line: len(list(self.workspace.messages.of_channel(line))) for line in self.lines()})

    def pictures(self) -> int:
        """How many of those messages have one in them."""
        said = (message for line in self.lines() for message in self.workspace.messages.of_channel(line))
        return sum(block["type"] == "image" for message in said for block in message.blocks)

    def _environment(self, settings: Mapping[str, object]) -> dict[str, str]:
        usual = unmeasured.environment()
        usual["PYTHONPATH"] = os.pathsep.join(map(str, _PATHS))
        if self.clock:
            usual |= {"FAULT_SPEED": str(self.clock.speed), "FAULT_BEGAN": repr(self.clock.began)}
        return usual | {f"MOORLINE_{name.upper()}": str(value) for name, value in settings.items()}


@asynccontextmanager
async def street(
    url: str,
    *,
    speed: float | None = None,
    channels: int = 0,
    delivery: DeliveryMode = DeliveryMode.HTTP,
    prepare: Callable[[Workspace], None] = lambda _: None,
) -> AsyncIterator[Street]:
    """Without `speed` the bots are plain `moorline run`."""
    clock = FastClock(speed) if speed else None
    app = App.from_manifest(manifest(url="http://127.0.0.1:9"), credentials=SECRETS, delivery=delivery)
    plan = default_plan().with_apps(app)
    made = workspace_from(plan, clock=clock) if clock else workspace_from(plan)
    for number in range(channels):
        made.open_channel(f"line-{number}", members=[app.bot_user_id])
    prepare(made)
    async with running(made):
        street = Street(made, url, clock)
        try:
            yield street
        finally:
            await street.close()


def put_messages(library: SqlLibrary, lines: list[str], *, each: int = 1, now: datetime) -> None:
    with library.writing() as book:
        for _ in range(each):
            for line in lines:
                book.outbox.put(Announcement(AnnouncementKind.TEST, line, "test"), now=now)


def open_messages(library: SqlLibrary, now: datetime) -> int:
    """How many are not said yet."""
    with library.reading() as book:
        counts = book.outbox.counts(now=now)
    return counts.waiting + counts.sending


async def until_all_is_said(library: SqlLibrary, now: Callable[[], datetime]) -> None:
    await until(lambda: open_messages(library, now()) == 0, LONGEST)
