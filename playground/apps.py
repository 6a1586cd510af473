import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

import yaml

from playground.refusals import SlackRefusal


class DeliveryMode(StrEnum):
    SOCKET = "socket"
    HTTP = "http"


class ShortcutKind(StrEnum):
    GLOBAL = "global"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


@dataclass(frozen=True, slots=True)
class Shortcut:
    kind: ShortcutKind
    callback_id: str
    name: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Credentials:
    bot_token: str
    app_token: str
    signing_secret: str
    verification_token: str

    @classmethod
    def fresh(cls) -> Self:
        return cls(
            f"xoxb-{secrets.token_hex(16)}",
            f"xapp-1-{secrets.token_hex(16)}",
            secrets.token_hex(16),
            secrets.token_hex(12),
        )


@dataclass(slots=True)
class App:
    """An installed app; `scopes` empty means: no manifest said any, so none is checked."""

    id: str
    name: str
    bot_id: str
    bot_user_id: str
    bot_handle: str
    credentials: Credentials
    commands: tuple[Command, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    scopes: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    delivery: DeliveryMode = DeliveryMode.SOCKET
    request_url: str = ""
    has_home_tab: bool = False
    has_messages_tab: bool = False
    retry_delays: tuple[float, ...] = field(default=(0.1, 60, 300))

    @classmethod
    def from_manifest(
        cls,
        manifest: Path | Mapping[str, Any],
        *,
        number: int = 1,
        credentials: Credentials | None = None,
        delivery: DeliveryMode | None = None,
        request_url: str = "",
    ) -> Self:
        """`number` tells apps of one workspace apart; `delivery` and `request_url` stand before what the file says."""
        read = yaml.safe_load(manifest.read_text("utf-8")) if isinstance(manifest, Path) else manifest
        return cls(
            id=f"A0PLAYAPP{number:02d}",
            bot_id=f"B0PLAYAPP{number:02d}",
            bot_user_id=f"U0PLAYAPP{number:02d}",
            credentials=credentials or Credentials.fresh(),
            delivery=delivery or _delivery(read),
            request_url=request_url or _request_url(read),
            **_features(read),
        )

    def command(self, name: str) -> Command | None:
        return next((command for command in self.commands if command.name == name), None)

    def shortcut(self, callback_id: str) -> Shortcut | None:
        return next((shortcut for shortcut in self.shortcuts if shortcut.callback_id == callback_id), None)

    def lacks(self, any_of: Iterable[str]) -> bool:
        wanted = frozenset(any_of)
        return bool(self.scopes and wanted) and not (self.scopes & wanted)


class Apps:
    def __init__(self) -> None:
        self._apps: dict[str, App] = {}

    def __iter__(self) -> Iterator[App]:
        return iter(self._apps.values())

    def add(self, app: App) -> App:
        self._apps[app.id] = app
        return app

    def named(self, app_id: str) -> App:
        if app := self._apps.get(app_id):
            return app
        raise SlackRefusal("app_not_found")

    def owner_of(self, command: str) -> App | None:
        """Commands have no namespaces: the app installed last wins."""
        return next((app for app in reversed(self._apps.values()) if app.command(command)), None)

    def with_token(self, token: str) -> tuple[App, bool] | None:
        """The app and whether the token is its app-level one."""
        for app in self._apps.values():
            if token in {app.credentials.bot_token, app.credentials.app_token}:
                return app, token == app.credentials.app_token
        return None


def _delivery(manifest: Mapping[str, Any]) -> DeliveryMode:
    is_socket = manifest.get("settings", {}).get("socket_mode_enabled", False)
    return DeliveryMode.SOCKET if is_socket else DeliveryMode.HTTP


def _request_url(manifest: Mapping[str, Any]) -> str:
    return str(manifest.get("settings", {}).get("interactivity", {}).get("request_url", ""))


def _features(manifest: Mapping[str, Any]) -> dict[str, Any]:
    features = manifest.get("features", {})
    home = features.get("app_home", {})
    name = manifest["display_information"]["name"]
    return {
        "name": name,
        "bot_handle": features.get("bot_user", {}).get("display_name", name),
        "commands": tuple(_command(each) for each in features.get("slash_commands", ())),
        "shortcuts": tuple(_shortcut(each) for each in features.get("shortcuts", ())),
        "scopes": frozenset(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", ())),
        "events": frozenset(manifest.get("settings", {}).get("event_subscriptions", {}).get("bot_events", ())),
        "has_home_tab": bool(home.get("home_tab_enabled", False)),
        "has_messages_tab": bool(home.get("messages_tab_enabled", False)),
    }


def _command(declared: Mapping[str, Any]) -> Command:
    return Command(
        declared["command"],
        declared.get("description", ""),
        declared.get("usage_hint", ""),
        bool(declared.get("should_escape", False)),
    )


def _shortcut(declared: Mapping[str, Any]) -> Shortcut:
    return Shortcut(
        ShortcutKind(declared["type"]), declared["callback_id"], declared["name"], declared.get("description", "")
    )
