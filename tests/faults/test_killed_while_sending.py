"""Fault matrix 9 and 11: real bots are killed with -9 while they send; what arrived is counted in the workspace.

On PostgreSQL two replicas share one book, and one dies; on SQLite the only one dies and is started again.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import socket
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from week_samples import WEEKLY

from bot.manifest import manifest
from domain.outbox.announcement import Announcement, AnnouncementKind
from domain.outbox.outgoing import OutboxState
from domain.weekly.written import weekly_facts
from playground.apps import App, Credentials
from playground.seed import default_plan, workspace_from
from playground.server import running
from playground.workspace import Workspace
from storage.library import SqlLibrary

CHANNELS, EACH = 16, 3
DRAWN = 4
"""So many channels get a message with a picture among the others."""
TURNS = int(os.environ.get("FAULT_TURNS", "1"))
"""`make faults` kills twenty times on each database, each time at another moment."""
SECRETS = Credentials("xoxb-faults", "xapp-faults", "signing-secret", "verification")
LONGEST = 100
"""Seconds for everything to arrive: a dead replica's lease is over after thirty."""


@asynccontextmanager
async def workspace() -> AsyncIterator[Workspace]:
    app = App.from_manifest(manifest(url="http://127.0.0.1:9"), credentials=SECRETS)
    made = workspace_from(default_plan().with_apps(app))
    for number in range(CHANNELS):
        made.open_channel(f"line-{number}", members=[app.bot_user_id])
    async with running(made):
        yield made


async def started(made: Workspace, url: str) -> asyncio.subprocess.Process:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    ours = {
        "MOORLINE_MODE": "http",
        "MOORLINE_PORT": str(port),
        "MOORLINE_SLACK_BOT_TOKEN": SECRETS.bot_token,
        "MOORLINE_SLACK_SIGNING_SECRET": SECRETS.signing_secret,
        "MOORLINE_SLACK_API_URL": f"{made.base_url}/api/",
        "MOORLINE_DATABASE_URL": url,
        "MOORLINE_MESSAGES_PER_SECOND": "20",
    }
    usual = {name: value for name, value in os.environ.items() if not name.startswith("MOORLINE_")}
    return await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "run", env=usual | ours)


def lines_of(made: Workspace) -> list[str]:
    return [channel.id for channel in made.channels if channel.name.startswith("line-")]


def arrived(made: Workspace) -> Counter[str]:
    """How many messages stand in each channel."""
    return Counter({line: len(list(made.messages.of_channel(line))) for line in lines_of(made)})


def pictures(made: Workspace) -> int:
    """How many messages have one in them."""
    messages = [message for line in lines_of(made) for message in made.messages.of_channel(line)]
    return sum(block["type"] == "image" for message in messages for block in message.blocks)


def put_messages(library: SqlLibrary, made: Workspace) -> None:
    drawn = [(0, line) for line in lines_of(made)[:DRAWN]]
    with library.writing() as book:
        for turn in range(EACH):
            for line in lines_of(made):
                said = week(line) if (turn, line) in drawn else Announcement(AnnouncementKind.TEST, line, "test")
                book.outbox.put(said, now=datetime.now(UTC))


def week(line: str) -> Announcement:
    return Announcement(AnnouncementKind.WEEKLY, line, "weekly", weekly_facts(WEEKLY))


async def until_all_is_said(library: SqlLibrary) -> None:
    async with asyncio.timeout(LONGEST):
        while waiting(library):  # noqa: ASYNC110 - what is waited for happens in other processes
            await asyncio.sleep(0.2)


def waiting(library: SqlLibrary) -> int:
    with library.reading() as book:
        counts = book.outbox.counts(now=datetime.now(UTC))
    return counts.waiting + counts.sending


async def until_some_arrived(made: Workspace) -> None:
    async with asyncio.timeout(LONGEST):
        while sum(arrived(made).values()) < CHANNELS // 2:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("turn", range(TURNS))
@pytest.mark.parametrize(
    "replicas",
    [
        pytest.param(2, id="two replicas on postgres", marks=pytest.mark.postgres),
        pytest.param(1, id="one on sqlite, started again"),
    ],
)
async def test_a_bot_that_is_killed_loses_nothing_and_says_nothing_twice(
    request: pytest.FixtureRequest, replicas: int, turn: int
) -> None:
    del turn
    url = str(request.getfixturevalue("postgres_url" if replicas > 1 else "sqlite_url"))
    library = SqlLibrary(url)
    async with workspace() as made:
        bots = [await started(made, url) for _ in range(replicas)]
        put_messages(library, made)
        await until_some_arrived(made)
        await asyncio.sleep(random.uniform(0, 1))

        bots[0].send_signal(signal.SIGKILL)
        await bots[0].wait()
        if replicas == 1:
            bots.append(await started(made, url))
        await until_all_is_said(library)
        for bot in bots[1:]:
            bot.terminate()
            assert await bot.wait() == 0

        assert arrived(made) == Counter(dict.fromkeys(lines_of(made), EACH))
        assert pictures(made) == DRAWN
    with library.reading() as book:
        assert len(book.outbox.lines([OutboxState.SENT], limit=500)) == CHANNELS * EACH
    if replicas == 1:
        with library.engines.reading.connect() as connection:
            assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    library.close()
