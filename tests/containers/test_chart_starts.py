"""What a pod of charts/moorline starts, without Kubernetes: the image, the arguments, the environment, the probes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import httpx
import pytest
from cluster import Object, Release, needs_helm, rendered
from processes import LONGEST, ended, free_port, in_the_image, started, stopped, surroundings_here

from bot.manifest import manifest
from playground.acts.commands import run_command
from playground.apps import App, DeliveryMode
from playground.seed import default_plan, workspace_from
from playground.server import running
from playground.sight import messages_for
from playground.workspace import Workspace

MAYA = "U0MAYA0001"
VALUES = {
    "image": {"repository": "registry.test/moorline"},
    "existingSecret": "slack",
    "database": {"secret": {"name": "book"}},
    "settings": {"mode": "http", "first_admins": [MAYA]},
    "ingress": {"enabled": True, "host": "bot.test"},
}

pytestmark = [pytest.mark.postgres, needs_helm()]


@asynccontextmanager
async def workspace(events: str) -> AsyncIterator[Workspace]:
    app = App.from_manifest(manifest(socket=False), delivery=DeliveryMode.HTTP, request_url=events)
    async with running(workspace_from(default_plan().with_apps(app))) as made:
        yield made


def secrets(made: Workspace, url: str) -> dict[str, dict[str, str]]:
    """What whoever installs the chart keeps in the namespace."""
    [app] = made.apps
    tokens = {
        "MOORLINE_SLACK_BOT_TOKEN": app.credentials.bot_token,
        "MOORLINE_SLACK_SIGNING_SECRET": app.credentials.signing_secret,
    }
    return {"slack": tokens, "book": {"uri": url.replace("+psycopg", "")}}


def path_of(release: Release) -> str:
    [rule] = release.named("Ingress")["spec"]["rules"]
    [only] = rule["http"]["paths"]
    return str(only["path"])


async def is_well(bot: Object, probe: str, environment: Mapping[str, str]) -> bool:
    path = bot[probe]["httpGet"]["path"]
    async with httpx.AsyncClient() as client:
        try:
            answer = await client.get(f"http://127.0.0.1:{environment['MOORLINE_PORT']}{path}")
        except httpx.TransportError:
            return False
    return answer.is_success


async def until_well(bot: Object, probe: str, environment: Mapping[str, str]) -> None:
    async with asyncio.timeout(LONGEST):
        while not await is_well(bot, probe, environment):  # noqa: ASYNC110 - what is waited for is in another process
            await asyncio.sleep(0.1)


async def test_a_replica_comes_up_by_its_probes_answers_through_the_ingress_and_stops(
    image: Path, empty_database: str
) -> None:
    release = rendered({"here": VALUES}).releases["here"]
    [migrate], [bot] = release.pod["initContainers"], release.pod["containers"]
    [doctor] = release.named("Pod")["spec"]["containers"]
    port = free_port()
    async with workspace(f"http://127.0.0.1:{port}{path_of(release)}") as made, AsyncExitStack() as stack:
        [app] = made.apps
        told = release.environment(bot, secrets(made, empty_database)) | surroundings_here(made, port)
        migrating = await started(in_the_image(migrate["args"]), image, told)
        migrated = await migrating.wait()
        process = await started(in_the_image(bot["args"]), image, told)
        stack.callback(ended, process)
        for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
            await until_well(bot, probe, told)
        place = made.direct_channel(MAYA, app.bot_user_id)
        await run_command(made, MAYA, place, "/health")
        looking = await started(in_the_image(doctor["args"]), image, told)
        looked = await looking.wait()

        said = str(list(messages_for(made, MAYA, place.id)))
        assert (migrated, looked) == (0, 0)
        assert "failed with the error" not in said
        assert "No scored account has you as" in said
        assert await stopped(process, release.pod["terminationGracePeriodSeconds"]) == 0
