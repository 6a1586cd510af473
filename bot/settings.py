"""Every setting: `MOORLINE_…` in the environment, or the same name in `moorline.toml`; unknown ones are errors."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.locale import Language
from bot.setting_kinds import COMMAND_PREFIX, DatabaseUrl, Secret, SlackIds
from bot.survey_settings import SurveySettings
from bot.tracker_settings import TrackerSettings
from domain.permissions import Role
from storage.addresses import password_in, without_credentials

PREFIX = "MOORLINE_"
FILE = Path("moorline.toml")
FILE_VARIABLE = "MOORLINE_SETTINGS"
"""Names another file than `moorline.toml` in the directory where the bot is started."""


class Mode(StrEnum):
    SOCKET = "socket"
    HTTP = "http"


class Unseen(StrEnum):
    """What becomes of a message of which nobody can see whether it arrived."""

    LEAVE = "leave"
    REPEAT = "repeat"


class Deleted(StrEnum):
    """What becomes of a customer's words when their message is deleted in Slack."""

    REMOVE = "remove"
    KEEP = "keep"


class LogFormat(StrEnum):
    CONSOLE = "console"
    JSON = "json"


class LogLevel(StrEnum):
    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


_NEEDED = {
    "slack_bot_token": "the bot token (OAuth & Permissions, starts with xoxb-)",
    "slack_app_token": "the app-level token (Basic Information, starts with xapp-)",
    "slack_signing_secret": "the signing secret (Basic Information)",
}
_SPARED = {"slack_app_token": (Mode.HTTP,), "slack_signing_secret": (Mode.SOCKET,)}


class SettingsError(Exception):
    """What is wrong with the settings, a sentence a line; values are never repeated, they may be secrets."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(lines)
        super().__init__("\n".join(self.lines))


def _known_zone(zone: str) -> str:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise ValueError("is no time zone; write one like Europe/Berlin or Asia/Shanghai") from None
    return zone


def _ended(url: str) -> str:
    return url if url.endswith("/") else url + "/"


Zone = Annotated[str, AfterValidator(_known_zone)]


class Settings(TrackerSettings, SurveySettings):
    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True, env_ignore_empty=True)

    slack_bot_token: Secret = Field(SecretStr(""), description="the bot token, xoxb-…")
    slack_app_token: Secret = Field(SecretStr(""), description="the app-level token of Socket Mode, xapp-…")
    slack_signing_secret: Secret = Field(SecretStr(""), description="the signing secret, for HTTP")
    slack_api_url: Annotated[str, AfterValidator(_ended)] = Field(
        "https://slack.com/api/", description="where Slack's Web API is", pattern=r"^https?://"
    )
    mode: Mode = Field(Mode.SOCKET, description="how requests come: socket or http")
    socket_connections: int = Field(2, ge=2, le=10, description="connections of Socket Mode")
    host: str = Field("127.0.0.1", description="the address the bot's own HTTP server listens on")
    port: int = Field(3000, ge=0, le=65535, description="its port")
    database_url: DatabaseUrl = Field(SecretStr("sqlite:///moorline.db"), description="where the book is")
    auto_migrate: bool | None = Field(None, description="bring the database up to date at start (SQLite: yes)")
    policy_file: Path | None = Field(None, description="a policy in the place of the shipped one")
    zone: Zone = Field("UTC", description="the workspace's time zone")
    language: Language = Field(Language.EN, description="the language of channel posts: en or zh_Hans")
    currency: str = Field(
        "USD", pattern=r"^[A-Z]{3}$", description="the base currency: of amounts that name none, and of sums"
    )
    first_admins: SlackIds = Field((), description="Slack user ids that become admin at first contact")
    default_role: Role | None = Field(None, description="the role an employee without one gets")
    command_prefix: str = Field("", pattern=COMMAND_PREFIX, description="cs makes /cs-health")
    first_decision_days: int = Field(
        5, ge=1, le=60, description="working days within which product decides on a request for the first time"
    )
    score_hour: int = Field(2, ge=0, le=23, description="the hour of the day at which all accounts are scored")
    messages_per_second: float = Field(3.0, gt=0, le=20, description="how fast messages go out, over all conversations")
    look_after_seconds: float = Field(
        3.0, ge=0, le=60, description="how long to wait before a message whose answer was lost is looked for"
    )
    unseen_messages: Unseen = Field(
        Unseen.LEAVE, description="leave or repeat a message that may have arrived and cannot be looked for"
    )
    deleted_messages: Deleted = Field(
        Deleted.REMOVE, description="remove or keep a quote in a request whose message is deleted in Slack"
    )
    workers: int = Field(8, ge=1, le=10, description="threads, and so connections, that read and write the book")
    log_level: LogLevel = Field(LogLevel.INFO, description="debug, info, warning or error")
    log_format: LogFormat = Field(LogFormat.CONSOLE, description="console or json")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment over what is handed in, which is what the file says."""
        del settings_cls, dotenv_settings, file_secret_settings
        return env_settings, init_settings

    @property
    def migrates_at_start(self) -> bool:
        if self.auto_migrate is not None:
            return self.auto_migrate
        return self.database_url.get_secret_value().startswith("sqlite")

    def missing(self) -> tuple[str, ...]:
        """What the bot cannot start without, a sentence each."""
        return tuple(
            f"{PREFIX}{name.upper()} is not set: {what}"
            for name, what in _NEEDED.items()
            if self.mode not in _SPARED.get(name, ()) and self._is_blank(name)
        )

    def _is_blank(self, name: str) -> bool:
        secret: SecretStr = getattr(self, name)
        return not secret.get_secret_value().strip()


def settings_file() -> Path:
    return Path(os.environ.get(FILE_VARIABLE) or FILE)


def settings_read() -> Settings:
    """The settings of the environment and the file; everything that is wrong with them in one error."""
    written = _written(settings_file())
    if wrong := [*_unknown_in_file(written), *_unknown_in_environment(), *_no_numbers(written)]:
        raise SettingsError(wrong)
    try:
        return Settings(**written)
    except ValidationError as error:
        raise SettingsError(_lines(error)) from None


def secrets_in(settings: Settings) -> tuple[str, ...]:
    """Every value that is written nowhere."""
    values = (getattr(settings, name) for name in Settings.model_fields if name != "database_url")
    tokens = (value.get_secret_value() for value in values if isinstance(value, SecretStr))
    password = password_in(settings.database_url.get_secret_value())
    return tuple(filter(None, (*tokens, *settings.survey_hook_secrets.values(), password)))


def shown(settings: Settings) -> list[tuple[str, str, str, str]]:
    """Name, value, where it comes from and what it means; a secret is only said to be set."""
    written = _written(settings_file())
    return [
        (name, _shown(name, getattr(settings, name)), _origin(name, written), field.description or "")
        for name, field in Settings.model_fields.items()
    ]


def _written(file: Path) -> dict[str, Any]:
    """Nothing where there is no file; one that was named has to be there."""
    if not file.exists() and not os.environ.get(FILE_VARIABLE):
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError([f"{file}: {error.strerror}"]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError([f"{file}: {error}"]) from None


def _unknown_in_file(written: Mapping[str, Any]) -> list[str]:
    names = list(Settings.model_fields)
    return [f"{settings_file()}: {name} is no setting{_nearest(name, names)}" for name in written if name not in names]


def _unknown_in_environment() -> list[str]:
    names = list(Settings.model_fields)
    ours = sorted(name for name in os.environ if name.upper().startswith(PREFIX) and name != FILE_VARIABLE)
    said = [(name, name[len(PREFIX) :].lower()) for name in ours]
    return [f"{name} is no setting{_nearest(plain, names, PREFIX)}" for name, plain in said if plain not in names]


def _no_numbers(written: Mapping[str, Any]) -> list[str]:
    """`port = true` would be read as 1."""
    numbers = {name for name, field in Settings.model_fields.items() if field.annotation in (int, float)}
    return [
        f"{settings_file()}: {name} is a number, not true or false"
        for name, value in written.items()
        if name in numbers and isinstance(value, bool)
    ]


def _nearest(name: str, names: list[str], prefix: str = "") -> str:
    if nearest := get_close_matches(name, names, n=1):
        return f"; did you mean {prefix + nearest[0].upper() if prefix else nearest[0]}?"
    return "; `moorline config show` lists them all"


def _lines(error: ValidationError) -> list[str]:
    return [f"{wrong['loc'][0]}: {wrong['msg'].removeprefix('Value error, ')}" for wrong in error.errors()]


def _shown(name: str, value: object) -> str:
    if name == "database_url" and isinstance(value, SecretStr):
        return without_credentials(value.get_secret_value())
    if isinstance(value, SecretStr):
        return "(set)" if value.get_secret_value().strip() else "(not set)"
    if isinstance(value, tuple):
        return ", ".join(value) or "(none)"
    return "(none)" if value is None or value == "" else str(value)


def _origin(name: str, written: Mapping[str, Any]) -> str:
    if os.environ.get(PREFIX + name.upper()):
        return "environment"
    return "file" if name in written else "default"
