from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from bot.commands import SLASH_COMMANDS, prefixed, unprefixed
from bot.ids import Command
from bot.manifest import LONGEST_COMMAND, SCOPES, manifest, written

SCHEMA = json.loads((Path(__file__).parent / "manifest.schema.json").read_text(encoding="utf-8"))
SHIPPED = Path(__file__).parents[2] / "app.manifest.yml"
KNOWN_SCOPES = {
    "commands",
    "chat:write",
    "im:write",
    "users:read",
    "files:write",
    "channels:read",
    "groups:read",
    "channels:join",
    "app_mentions:read",
    "reactions:read",
    "im:history",
    "channels:history",
    "groups:history",
}
SCOPE_OF_EVENT = {
    "user_change": "users:read",
    "team_join": "users:read",
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "reaction_added": "reactions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
}
VARIANTS = [
    pytest.param({}, id="as shipped"),
    pytest.param({"socket": True}, id="Socket Mode"),
    pytest.param({"url": "https://bot.acme.test/", "name": "客户成功", "prefix": "cs"}, id="another name and prefix"),
]


@pytest.mark.parametrize("said", VARIANTS)
def test_a_manifest_keeps_slacks_rules(said: dict[str, Any]) -> None:
    errors = [error.message for error in Draft7Validator(SCHEMA).iter_errors(manifest(**said))]

    assert errors == []


@pytest.mark.parametrize("said", VARIANTS)
def test_a_manifest_keeps_the_rules_that_a_schema_cannot_say(said: dict[str, Any]) -> None:
    made = manifest(**said)
    scopes = made["oauth_config"]["scopes"]

    assert set(scopes["bot"]) == KNOWN_SCOPES
    assert set(scopes.get("bot_optional", ())) <= set(scopes["bot"])
    needed = {SCOPE_OF_EVENT[event] for event in made["settings"]["event_subscriptions"]["bot_events"]}
    assert needed - {None} <= set(scopes["bot"])
    commands = [slash["command"] for slash in made["features"]["slash_commands"]]
    assert all(re.fullmatch(r"/[a-z0-9][a-z0-9_-]{0,30}", command) for command in commands)
    assert len(set(commands)) == len(commands)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        pytest.param(("display_information", "name"), "n" * 36, id="a name too long"),
        pytest.param(("display_information", "long_description"), "short", id="a description too short"),
        pytest.param(("_metadata", "major_version"), 1, id="the old version"),
        pytest.param(("features", "slash_commands"), [{"command": "/Has Space", "description": "x"}], id="a space"),
        pytest.param(("settings", "unheard_of"), True, id="a key nobody knows"),
        pytest.param(("settings", "interactivity"), {"is_enabled": True, "request_url": "http://x/"}, id="no https"),
    ],
)
def test_the_rules_refuse_what_slack_refuses(place: tuple[str, str], value: object) -> None:
    made = manifest()
    made[place[0]][place[1]] = value

    assert not Draft7Validator(SCHEMA).is_valid(made)


def test_socket_mode_holds_no_address() -> None:
    assert "https://" not in written(manifest(socket=True))
    with_address = written(manifest(url="https://bot.acme.test"))
    assert with_address.count("https://bot.acme.test/slack/events") == 3 + len(SLASH_COMMANDS)


def test_every_command_is_in_the_manifest_and_every_scope_says_what_for() -> None:
    assert {slash.command for slash in SLASH_COMMANDS} == set(Command)
    assert all(scope.lets for scope in SCOPES)


def test_the_shipped_file_is_what_the_command_prints() -> None:
    assert SHIPPED.read_text(encoding="utf-8") == written(manifest())
    assert yaml.safe_load(SHIPPED.read_text(encoding="utf-8")) == manifest()


@pytest.mark.parametrize(
    ("prefix", "name"), [pytest.param("", "/health", id="no prefix"), pytest.param("cs", "/cs-health", id="a prefix")]
)
def test_a_prefix_goes_on_and_comes_off(prefix: str, name: str) -> None:
    assert prefixed(Command.HEALTH, prefix) == name
    assert unprefixed(name, prefix) == Command.HEALTH


def test_the_guide_says_what_every_scope_is_for() -> None:
    guide = (SHIPPED.parent / "docs" / "slack-setup.md").read_text(encoding="utf-8")

    assert [line for line in guide.splitlines() if line.startswith("| `") and "| `MOORLINE" not in line][
        : len(SCOPES)
    ] == [f"| `{scope.name}` | {scope.lets} |" for scope in SCOPES]


def test_with_the_longest_prefix_a_command_is_as_long_as_slack_takes() -> None:
    assert max(len(slash.named("a" * 16)) for slash in SLASH_COMMANDS) <= LONGEST_COMMAND
