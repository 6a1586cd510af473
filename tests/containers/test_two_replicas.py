"""What compose.yaml starts, without Docker: the files of the image, the commands, the environment, the health check."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
from processes import LONGEST, ended, free_port, in_the_image, started, stopped, surroundings_here
from recipe import Service, example, services

from bot.manifest import manifest
from playground.acts.commands import run_command
from playground.apps import App, DeliveryMode
from playground.seed import default_plan, workspace_from
from playground.server import running
from playground.sight import messages_for
from playground.workspace import Workspace

SERVICES = services()
BOT, MIGRATE = SERVICES["bot"], SERVICES["migrate"]
MAYA = "U0MAYA0001"
PASSWORD = "made-up"

pytestmark = pytest.mark.postgres


@asynccontextmanager
async def workspace() -> AsyncIterator[Workspace]:
    app = App.from_manifest(manifest(socket=True), delivery=DeliveryMode.SOCKET)
    async with running(workspace_from(default_plan().with_apps(app))) as made:
        yield made


def filled(made: Workspace) -> dict[str, str]:
    """`.env.example` as somebody fills it in who has read it."""
    [app] = made.apps
    answers = {
        "POSTGRES_PASSWORD": PASSWORD,
        "MOORLINE_SLACK_BOT_TOKEN": app.credentials.bot_token,
        "MOORLINE_SLACK_APP_TOKEN": app.credentials.app_token,
        "MOORLINE_FIRST_ADMINS": MAYA,
    }
    assert set(answers) <= set(example())
    return example() | answers


def surroundings(service: Service, made: Workspace, url: str) -> dict[str, str]:
    """The container's environment, with what lies outside of it: this machine's port, the database, Slack."""
    return {
        **service.environment(filled(made)),
        **surroundings_here(made, free_port()),
        "MOORLINE_DATABASE_URL": url,
    }


async def is_healthy(image: Path, environment: Mapping[str, str]) -> bool:
    kind, program, *rest = BOT.said["healthcheck"]["test"]
    assert (kind, program) == ("CMD", "python")
    asked = await started([sys.executable, *rest], image, environment)
    return await asked.wait() == 0


async def until_healthy(image: Path, environment: Mapping[str, str]) -> None:
    async with asyncio.timeout(LONGEST):
        while not await is_healthy(image, environment):  # noqa: ASYNC110 - as below
            await asyncio.sleep(0.1)


async def test_two_bots_come_up_together_answer_and_stop_in_time(image: Path, empty_database: str) -> None:
    async with workspace() as made, AsyncExitStack() as stack:
        [app] = made.apps
        migrating = await started(
            in_the_image(MIGRATE.said["command"]), image, surroundings(MIGRATE, made, empty_database)
        )
        migrated = await migrating.wait()
        environments = [surroundings(BOT, made, empty_database) for _ in range(BOT.said["deploy"]["replicas"])]
        before = await is_healthy(image, environments[0])

        bots = [await started(in_the_image(BOT.said["command"]), image, each) for each in environments]
        for bot in bots:
            stack.callback(ended, bot)
        await asyncio.gather(*(until_healthy(image, each) for each in environments))
        async with asyncio.timeout(LONGEST):
            while made.links.connected(app.id) < 4:  # noqa: ASYNC110 - what is waited for happens in other processes
                await asyncio.sleep(0.05)
        place = made.direct_channel(MAYA, app.bot_user_id)
        await run_command(made, MAYA, place, "/health")

        assert (migrated, before) == (0, False)
        assert "failed with the error" not in str(list(messages_for(made, MAYA, place.id)))
        assert await asyncio.gather(*(stopped(bot, BOT.seconds("stop_grace_period")) for bot in bots)) == [0, 0]
