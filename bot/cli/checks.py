"""What `moorline doctor` can find out without Slack."""

from __future__ import annotations

import platform
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException

from bot.bootstrap import policy_text
from bot.settings import Mode, Settings
from domain.errors import BookUnavailableError, PolicyError
from domain.health.policy_file import policy_from_toml
from storage import migrate
from storage.away import said_plainly

LOOK_SECONDS = 2.0
MOST_READ = 65_536


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the screen; with a next step, something is wrong."""

    subject: str
    said: str
    next_step: str = ""

    @property
    def is_well(self) -> bool:
        return not self.next_step


def findings_here(settings: Settings) -> Iterator[Finding]:
    yield Finding("Python", platform.python_version())
    yield _settings(settings)
    yield _database(settings)
    yield _policy(settings)
    yield _port(settings)


def _settings(settings: Settings) -> Finding:
    if missing := settings.missing():
        return Finding("settings", "; ".join(missing), "copy it from the app's pages at api.slack.com/apps")
    return Finding("settings", f"complete for {_MODES[settings.mode]}")


def _database(settings: Settings) -> Finding:
    url = settings.database_url.get_secret_value()
    try:
        with said_plainly():
            found = migrate.current(url)
            is_behind = found is None or bool(migrate.check(url))
    except BookUnavailableError as error:
        return Finding("database", f"cannot be reached ({error.what})", "see MOORLINE_DATABASE_URL")
    if is_behind and settings.migrates_at_start:
        return Finding("database", "reached; it is brought up to date at the start")
    if is_behind:
        return Finding("database", f"reached, version {found or 'none'}", "moorline db upgrade")
    return Finding("database", f"reached, version {found}, up to date")


def _policy(settings: Settings) -> Finding:
    try:
        policy_from_toml(policy_text(settings))
    except (OSError, UnicodeDecodeError, PolicyError) as error:
        return Finding("policy", str(error), "correct the policy file; see MOORLINE_POLICY_FILE")
    return Finding("policy", "valid")


def _port(settings: Settings) -> Finding:
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((settings.host, settings.port))
        except OSError as error:
            if _is_moorline(settings):
                return Finding("port", f"{settings.host}:{settings.port}: Moorline is running there")
            return Finding(
                "port", f"{settings.host}:{settings.port}: {error.strerror}", "free it, or set MOORLINE_PORT"
            )
    return Finding("port", f"{settings.host}:{settings.port} is free")


def _is_moorline(settings: Settings) -> bool:
    """Whether the bot itself is what has the port: whoever looks from inside its container finds it so."""
    asked = HTTPConnection(settings.host, settings.port, timeout=LOOK_SECONDS)
    try:
        asked.request("GET", "/metrics")
        return b"moorline_" in asked.getresponse().read(MOST_READ)
    except (OSError, HTTPException):
        return False
    finally:
        asked.close()


_MODES = {Mode.SOCKET: "Socket Mode", Mode.HTTP: "HTTP"}
