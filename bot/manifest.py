"""What Slack is told of us, made from one source: what we handle, and the scopes that needs, no more."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from bot.commands import SLASH_COMMANDS
from bot.ids import Shortcut

PLACEHOLDER = "https://moorline.example.com"
EVENTS_PATH = "/slack/events"
LONGEST_COMMAND = 32
LONGEST_NAME = 35


@dataclass(frozen=True, slots=True)
class Scope:
    """`lets` is what would not work without it; an optional one may be declined by whoever installs."""

    name: str
    lets: str
    is_optional: bool = False


SCOPES = (
    Scope("commands", "slash commands"),
    Scope("chat:write", "messages, and shared answers in channels the bot was invited to"),
    Scope("im:write", "direct messages: what is due, and answers where a form has no other way back"),
    Scope("users:read", "who asks: employee, guest or visitor; their language and time zone"),
    Scope("files:write", "the picture of an account's history, that in the week of a team, lists as files"),
    Scope("channels:read", "who will read a shared answer, in public channels"),
    Scope("groups:read", "who will read a shared answer, in private channels the bot was invited to"),
    Scope("channels:join", "joining a public channel that an admin chose for a digest", is_optional=True),
    Scope(
        "app_mentions:read", "the offer to send something to product when somebody mentions the bot", is_optional=True
    ),
    Scope(
        "reactions:read", "the offer to send a message to product that somebody marks with an emoji", is_optional=True
    ),
    Scope("im:history", "whether a direct message whose answer was lost is there", is_optional=True),
    Scope(
        "channels:history",
        "the same in public channels the bot was invited to, the one message that somebody marked, and that a message "
        "that was sent to product was deleted",
        is_optional=True,
    ),
    Scope("groups:history", "the same as channels:history, in private channels", is_optional=True),
)
EVENTS = ("app_home_opened", "user_change", "app_mention", "reaction_added", "message.channels", "message.groups")
"""Slack has no event for deletions alone: of messages nothing but those is handled (`bot/handlers/deletions.py`)."""

_LONG_DESCRIPTION = (
    "Moorline tells a customer-success team how its accounts are doing, and why. Type the command and the name of an "
    "account: you get its health score with the evidence behind it, what changed, and what nobody knows yet. Answers "
    "are seen by you alone until you choose to share one. It runs on your own server and keeps your book there."
)


def manifest(
    *, url: str = PLACEHOLDER, name: str = "Moorline", prefix: str = "", socket: bool = False
) -> dict[str, Any]:
    """`url` is the bot's public address; Socket Mode needs none, so the manifest then holds none."""
    address = {} if socket else {"url": url.rstrip("/") + EVENTS_PATH}
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": name,
            "description": "Explained account health for customer-success teams.",
            "long_description": _LONG_DESCRIPTION,
            "background_color": "#12324A",
        },
        "features": _features(name, prefix, address),
        "oauth_config": {"scopes": _scopes()},
        "settings": _settings(address, is_socket=socket),
    }


def written(made: dict[str, Any]) -> str:
    return yaml.safe_dump(made, sort_keys=False, allow_unicode=True, width=110)


def _features(name: str, prefix: str, address: dict[str, str]) -> dict[str, Any]:
    return {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": True},
        "bot_user": {"display_name": _bot_name(name), "always_online": True},
        "shortcuts": [
            {
                "name": "Send to product",
                "type": "message",
                "callback_id": Shortcut.FEEDBACK.value,
                "description": "What a customer asks for, to the product team",
            },
            {
                "name": "Log touchpoint",
                "type": "message",
                "callback_id": Shortcut.TOUCH.value,
                "description": "A contact with a customer, kept with its account",
            },
        ],
        "slash_commands": [
            {
                "command": slash.named(prefix),
                **address,
                "description": slash.description,
                "usage_hint": slash.hint,
                "should_escape": True,
            }
            for slash in SLASH_COMMANDS
        ],
    }


def _bot_name(name: str) -> str:
    """Bot names have no capitals, no spaces and no letters beyond a to z."""
    return re.sub(r"[^a-z0-9._-]+", "-", name.lower()).strip("-") or "moorline"


def _scopes() -> dict[str, list[str]]:
    optional = [scope.name for scope in SCOPES if scope.is_optional]
    return {"bot": [scope.name for scope in SCOPES]} | ({"bot_optional": optional} if optional else {})


def _settings(address: dict[str, str], *, is_socket: bool) -> dict[str, Any]:
    asked_at = {"request_url": address["url"]} if address else {}
    options_at = {"message_menu_options_url": address["url"]} if address else {}
    return {
        "event_subscriptions": {**asked_at, "bot_events": list(EVENTS)},
        "interactivity": {"is_enabled": True, **asked_at, **options_at},
        "org_deploy_enabled": False,
        "socket_mode_enabled": is_socket,
        "token_rotation_enabled": False,
    }
