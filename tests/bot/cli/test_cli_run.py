from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import socket
import sys
import threading
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from front_desk import SECRET, payload, signed
from loopback_slack import LoopbackSlack
from typer.testing import CliRunner

from bot.cli import running
from bot.cli.root import app
from domain.errors import BookUnavailableError
from domain.permissions import Member, Role
from storage import migrate
from storage.library import SqlLibrary

FORM = "application/x-www-form-urlencoded"

pytestmark = pytest.mark.usefixtures("folder", "logs_as_they_were")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def settings(slack: LoopbackSlack, folder: Path, **said: Any) -> dict[str, str]:
    ours = {
        "slack_bot_token": "xoxb-loopback",
        "slack_app_token": "xapp-loopback",
        "slack_signing_secret": SECRET,
        "slack_api_url": slack.api,
        "database_url": f"sqlite:///{folder / 'book.db'}",
        "first_admins": "U0DANA",
        "log_format": "json",
    } | said
    return {f"MOORLINE_{name.upper()}": str(value) for name, value in ours.items()}


@asynccontextmanager
async def running_bot(environment: dict[str, str]) -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env=os.environ | environment, stderr=PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def until_ready(http: httpx.AsyncClient) -> None:
    async with asyncio.timeout(40):
        while True:
            try:
                if (await http.get("/readyz")).status_code == 200:
                    return
            except httpx.TransportError:
                await asyncio.sleep(0.02)


async def post_command(http: httpx.AsyncClient, **said: Any) -> httpx.Response:
    body = urlencode(payload("slash_command", **said)).encode()
    return await http.post("/slack/events", content=body, headers=signed(body, kind=FORM))


@pytest.fixture(autouse=True)
def at_the_repository(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[3]))


async def test_the_bot_answers_a_signed_command_and_stops_when_it_is_told_to(
    slack: LoopbackSlack, folder: Path
) -> None:
    port = free_port()
    async with running_bot(settings(slack, folder, mode="http", port=port)) as bot:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=5) as http:
            await until_ready(http)
            answer = await told(slack, await post_command(http, text="acme", response_url=slack.hook()))
            forged = await http.post("/slack/events", content=b"command=%2Fhealth", headers={"content-type": FORM})
            metrics = (await http.get("/metrics")).text
        began = time.monotonic()
        bot.send_signal(signal.SIGTERM)
        _, errors = await bot.communicate()

    assert "acme" in answer
    assert forged.status_code == 401
    assert 'moorline_requests_total{kind="command",status="200"} 1.0' in metrics
    assert (bot.returncode, time.monotonic() - began < 10) == (0, True)
    assert b"xoxb-loopback" not in errors
    assert b"Traceback" not in errors


async def test_a_late_answer_is_finished_before_the_bot_stops(slack: LoopbackSlack, folder: Path) -> None:
    slack.seconds["users.info"] = 1.0
    port = free_port()
    async with running_bot(settings(slack, folder, mode="http", port=port)) as bot:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=5) as http:
            await until_ready(http)
            await post_command(http, text="acme", response_url=slack.hook())
        bot.send_signal(signal.SIGTERM)
        await bot.communicate()

    assert [bool(body["text"]) for _, body in slack.posts] == [True]
    assert bot.returncode == 0


async def test_the_same_bot_answers_over_socket_mode(slack: LoopbackSlack, folder: Path) -> None:
    async with running_bot(settings(slack, folder, mode="socket", port=free_port())) as bot:
        async with asyncio.timeout(40):
            await slack.until_connected(2)
        said = payload("slash_command", text="acme", response_url=slack.hook())
        answered = await slack.envelope(1, "slash_commands", said)
        async with asyncio.timeout(40):
            while "payload" not in (again := await slack.envelope(0, "slash_commands", said)):
                """Late, and so by the response URL: the rest of the bot is being loaded."""
        bot.send_signal(signal.SIGTERM)
        await bot.communicate()

    assert "acme" in json.dumps([answered, again, slack.posts])
    assert "acme" in again["payload"]["text"]
    assert bot.returncode == 0


async def test_without_slack_the_bot_starts_and_says_so(slack: LoopbackSlack, folder: Path) -> None:
    port = free_port()
    nowhere = f"http://127.0.0.1:{free_port()}/api/"
    async with running_bot(settings(slack, folder, mode="http", port=port, slack_api_url=nowhere)) as bot:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=20) as http:
            await until_ready(http)
            response = await post_command(http, response_url=slack.hook())
            await slack.until("hook")
        bot.send_signal(signal.SIGTERM)
        _, errors = await bot.communicate()

    assert response.status_code == 200
    assert slack.posts[0][1]["text"].startswith("Slack cannot be reached right now.")
    assert b"Slack did not say who we are" in errors


def test_the_bot_does_not_start_without_its_secrets() -> None:
    result = CliRunner().invoke(app, ["run"])

    assert result.exit_code == 2
    assert "MOORLINE_SLACK_BOT_TOKEN is not set" in result.stderr
    assert "moorline doctor" in result.stderr


def test_the_bot_does_not_start_on_an_old_database(
    slack: LoopbackSlack, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in settings(slack, folder, auto_migrate=False).items():
        monkeypatch.setenv(name, value)

    result = CliRunner().invoke(app, ["run"])

    assert result.exit_code == 1
    assert result.stderr == "✗ the database is older than this version of the bot: run moorline db upgrade\n"


def test_the_bot_does_not_start_without_its_database(
    slack: LoopbackSlack, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_: object) -> None:
        raise BookUnavailableError("away")

    for name, value in settings(slack, folder).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(running, "prepared", away)

    result = CliRunner().invoke(app, ["run"])

    assert result.exit_code == 1
    assert result.stderr == "✗ the database cannot be reached (away); see MOORLINE_DATABASE_URL\n"


def test_the_bot_does_not_start_with_a_policy_that_cannot_be_used(
    slack: LoopbackSlack, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in settings(slack, folder, policy_file=folder / "none.toml").items():
        monkeypatch.setenv(name, value)

    result = CliRunner().invoke(app, ["run"])

    assert result.exit_code == 1
    assert result.stderr.startswith("✗ the policy cannot be used; see MOORLINE_POLICY_FILE: ")


async def test_the_bot_does_not_start_where_another_program_listens(slack: LoopbackSlack, folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        environment = settings(slack, folder, mode="http", host="127.0.0.1", port=port)
        async with asyncio.timeout(40), running_bot(environment) as process:
            _, errors = await process.communicate()

    assert process.returncode == 1
    assert f"✗ cannot listen at 127.0.0.1, port {port}: another program may be there".encode() in errors
    assert b"Traceback" not in errors


@pytest.mark.parametrize(
    ("ended_well", "status"), [pytest.param(True, 0, id="told to"), pytest.param(False, 1, id="no Slack for too long")]
)
def test_the_exit_status_says_how_it_ended(
    slack: LoopbackSlack, folder: Path, monkeypatch: pytest.MonkeyPatch, *, ended_well: bool, status: int
) -> None:
    async def served(_: object) -> bool:
        return ended_well

    for name, value in settings(slack, folder).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(running, "serve", served)

    assert CliRunner().invoke(app, ["run"]).exit_code == status


def test_a_job_that_does_not_end_does_not_hold_the_bot(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    free = threading.Event()
    monkeypatch.setattr(running, "THREAD_SECONDS", 0.01)
    monkeypatch.setattr(os, "_exit", ended.append)
    monkeypatch.setattr(logging, "shutdown", lambda: None)
    job = threading.Thread(target=free.wait)
    job.start()

    running._leave_threads(0)
    free.set()
    job.join()

    assert ended == [0]


async def test_an_up_to_date_database_is_used_as_it_is(slack: LoopbackSlack, folder: Path) -> None:
    environment = settings(slack, folder, mode="http", port=(port := free_port()), auto_migrate=False)
    url = environment["MOORLINE_DATABASE_URL"]
    migrate.upgrade(url)
    library = SqlLibrary(url)
    with library.writing() as book:
        book.members.save(Member("U0DANA", "Dana", Role.PRODUCT))
    library.close()

    async with running_bot(environment) as bot:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=5) as http:
            await until_ready(http)
            answer = await told(slack, await post_command(http, text="acme", response_url=slack.hook()))
        bot.send_signal(signal.SIGTERM)
        await bot.communicate()

    assert answer == (
        "Your role does not allow this. Accounts are read by those who look after them. Yours has `/cs requests` and "
        "`/cs triage`; for another one ask <@U0DANA>."
    )


async def told(slack: LoopbackSlack, response: httpx.Response) -> str:
    said = response.json() if response.content else (await slack.until("hook"))[-1]
    return str(said["text"])
