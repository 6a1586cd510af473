from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from loopback_slack import Answer, LoopbackSlack, running_slack
from typer.testing import CliRunner, Result

from bot.cli.root import app
from bot.http.metrics import Metrics
from bot.manifest import SCOPES
from storage import migrate

ALL_SCOPES = {"x-oauth-scopes": ",".join(scope.name for scope in SCOPES)}
IDENTITY = {"ok": True, "team_id": "T1", "user_id": "U0BOT", "user": "moorline", "team": "Acme [EU]"}

pytestmark = pytest.mark.usefixtures("folder", "logs_as_they_were")


@pytest.fixture
def elsewhere() -> Iterator[LoopbackSlack]:
    """A Slack in a thread of its own: the doctor runs a loop of its own."""
    begun, done = threading.Event(), asyncio.Event()
    held: list[LoopbackSlack] = []
    loop = asyncio.new_event_loop()

    async def run() -> None:
        async with running_slack() as slack:
            held.append(slack)
            begun.set()
            await done.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(run()))
    thread.start()
    begun.wait(10)
    yield held[0]
    loop.call_soon_threadsafe(done.set)
    thread.join(10)
    loop.close()


@pytest.fixture
def well(elsewhere: LoopbackSlack, folder: Path, monkeypatch: pytest.MonkeyPatch) -> LoopbackSlack:
    """Everything is set up; a test takes something away."""
    url = f"sqlite:///{folder / 'book.db'}"
    migrate.upgrade(url)
    ours = {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_APP_TOKEN": "xapp-1",
        "SLACK_API_URL": elsewhere.api,
        "DATABASE_URL": url,
        "PORT": "0",
    }
    for name, value in ours.items():
        monkeypatch.setenv(f"MOORLINE_{name}", value)
    elsewhere.instead["auth.test"].append(Answer(IDENTITY, headers=ALL_SCOPES))
    return elsewhere


class _Pages(BaseHTTPRequestHandler):
    """The bot's page of metrics, and no word of it in the log."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/metrics" else 404)
        self.end_headers()
        self.wfile.write(Metrics(lambda: 0).text())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def running_pages() -> Iterator[int]:
    with HTTPServer(("127.0.0.1", 0), _Pages) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join(10)


def doctor() -> Result:
    return CliRunner().invoke(app, ["doctor"])


def lines(result: Result) -> dict[str, str]:
    """What is said of each subject, with its mark."""
    found = (line.split(": ", 1) for line in result.stdout.splitlines() if ": " in line and line[0] in "✓✗")
    return {subject[2:]: subject[0] + said for subject, said in found}


def test_all_is_well(well: LoopbackSlack) -> None:
    result = doctor()

    assert result.exit_code == 0
    said = lines(result)
    assert list(said) == ["Python", "settings", "database", "policy", "port", "bot token", "scopes", "Socket Mode"]
    assert said["bot token"] == "✓moorline in Acme [EU]"
    assert said["Socket Mode"] == "✓connected and greeted"
    assert result.stdout.endswith("All is well: moorline run\n")


def test_nothing_is_set_up(elsewhere: LoopbackSlack, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("MOORLINE_SLACK_API_URL", elsewhere.api)
    monkeypatch.setenv("MOORLINE_AUTO_MIGRATE", "false")
    elsewhere.instead["auth.test"].append(Answer({"ok": False, "error": "not_authed"}))
    elsewhere.instead["apps.connections.open"].append(Answer({"ok": False, "error": "not_allowed_token_type"}))

    result = doctor()

    said = lines(result)
    assert result.exit_code == 1
    assert said["settings"].startswith("✗MOORLINE_SLACK_BOT_TOKEN is not set")
    assert said["database"] == "✗reached, version none"
    assert (said["bot token"], said["Socket Mode"]) == ("✗not_authed", "✗not_allowed_token_type")
    assert "    → moorline db upgrade" in result.stdout.splitlines()
    assert "    → MOORLINE_SLACK_APP_TOKEN needs the token that starts with xapp-" in result.stdout.splitlines()
    assert "need you." in result.stderr


def test_a_scope_that_was_not_granted_is_named_with_what_it_is_for(well: LoopbackSlack) -> None:
    well.instead["auth.test"][0] = Answer(IDENTITY, headers={"x-oauth-scopes": "commands,chat:write"})

    assert lines(doctor())["scopes"].startswith("✗missing: im:write (direct messages: what is due")


def test_what_was_declined_is_named_and_nothing_is_wrong(well: LoopbackSlack) -> None:
    granted = ",".join(scope.name for scope in SCOPES if scope.name != "reactions:read")
    well.instead["auth.test"][0] = Answer(IDENTITY, headers={"x-oauth-scopes": granted})

    said = lines(doctor())["scopes"]

    assert said.startswith("✓all that are needed; not granted, so it goes without: reactions:read (the offer to")


def test_slack_away_is_said(well: LoopbackSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOORLINE_SLACK_API_URL", "http://127.0.0.1:9/api/")

    said = lines(doctor())

    assert said["bot token"].startswith("✗no answer (Client")
    assert said["Socket Mode"].startswith("✗no answer (Client")


def test_an_answer_that_is_not_slacks_is_said(well: LoopbackSlack) -> None:
    well.instead["auth.test"][0] = Answer("<html>", status=502)

    assert lines(doctor())["bot token"] == "✗no answer that Slack would give"


def test_a_connection_that_nobody_greets_is_said(well: LoopbackSlack) -> None:
    well.greeting = "goodbye"

    assert lines(doctor())["Socket Mode"] == "✗connected, but not greeted"


def test_over_http_no_socket_is_tried(well: LoopbackSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOORLINE_MODE", "http")
    monkeypatch.setenv("MOORLINE_SLACK_SIGNING_SECRET", "secret")

    assert "Socket Mode" not in lines(doctor())


def test_a_new_database_is_no_matter_where_it_is_made_at_the_start(
    well: LoopbackSlack, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setenv("MOORLINE_DATABASE_URL", f"sqlite:///{folder / 'new.db'}")

    assert lines(doctor())["database"] == "✓reached; it is brought up to date at the start"


def test_a_database_that_is_away_is_said(well: LoopbackSlack, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    (folder / "no.db").write_text("this is no database, it only looks like one for a moment " * 100)
    monkeypatch.setenv("MOORLINE_DATABASE_URL", f"sqlite:///{folder / 'no.db'}")

    assert lines(doctor())["database"] == "✗cannot be reached (damaged)"


@pytest.mark.parametrize("text", [pytest.param(None, id="no file"), pytest.param("name = 3", id="no policy")])
def test_a_policy_that_cannot_be_used_is_said(
    well: LoopbackSlack, monkeypatch: pytest.MonkeyPatch, folder: Path, text: str | None
) -> None:
    if text:
        (folder / "policy.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("MOORLINE_POLICY_FILE", str(folder / "policy.toml"))

    assert lines(doctor())["policy"].startswith("✗")


def test_a_port_in_use_is_said(well: LoopbackSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("MOORLINE_PORT", str(taken.getsockname()[1]))

        assert "Address already in use" in lines(doctor())["port"]


def test_a_port_that_the_bot_itself_has_is_no_trouble(
    well: LoopbackSlack, monkeypatch: pytest.MonkeyPatch, running_pages: int
) -> None:
    monkeypatch.setenv("MOORLINE_PORT", str(running_pages))

    assert lines(doctor())["port"] == f"✓127.0.0.1:{running_pages}: Moorline is running there"


def test_wrong_settings_are_all_there_is_to_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOORLINE_PROT", "1")

    result = doctor()

    assert result.exit_code == 1
    assert result.stdout.startswith("✗ settings: MOORLINE_PROT is no setting; did you mean MOORLINE_PORT?\n")
