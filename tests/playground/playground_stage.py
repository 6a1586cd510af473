"""What the tests of the workspace share: a clock to set, an app that answers as told, a workspace with both."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from playground.apps import App, Credentials
from playground.channels import Channel
from playground.delivery.links import Link
from playground.messages import Message
from playground.seed import default_plan, workspace_from
from playground.server import running
from playground.sight import messages_for
from playground.views import OpenView
from playground.workspace import Workspace

Json = dict[str, Any]
MAYA, OMAR, GIL, OTTO, PRIYA = "U0MAYA0001", "U0OMAR0001", "U0GIL00001", "U0OTTO0001", "U0PRIYA001"
SECRETS = Credentials("xoxb-stage", "xapp-stage", "signing-secret", "verification")
MANIFEST: Json = {
    "display_information": {"name": "Probe"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "probe"},
        "slash_commands": [
            {"command": "/probe", "description": "Asks", "usage_hint": "[name]", "should_escape": True},
            {"command": "/raw", "description": "Asks plainly"},
        ],
        "shortcuts": [
            {"type": "global", "callback_id": "begin", "name": "Begin", "description": "Begins"},
            {"type": "message", "callback_id": "file_it", "name": "File it", "description": "Files"},
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "commands", "chat:write", "im:write", "im:read", "im:history", "users:read", "users:read.email",
                "channels:read", "channels:history", "channels:join", "groups:read", "groups:history", "files:write",
                "files:read", "reactions:read", "reactions:write", "team:read", "app_mentions:read",
            ]
        }
    },
    "settings": {
        "socket_mode_enabled": True,
        "interactivity": {"is_enabled": True},
        "event_subscriptions": {
            "bot_events": [
                "app_home_opened", "app_mention", "message.im", "message.channels", "reaction_added",
                "reaction_removed", "member_joined_channel",
            ]
        },
    },
}  # fmt: skip


class SettableClock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class ScriptedApp:
    """Connected like any app; takes what it is told and acknowledges with what the test laid ready."""

    told: list[Json] = field(default_factory=list)
    answer: Callable[[Json], Json | None] = lambda payload: None
    is_silent: bool = False
    link: Link | None = None

    async def take(self, words: str) -> None:
        envelope = json.loads(words)
        if "envelope_id" not in envelope:
            return
        self.told.append(envelope["payload"])
        if not self.is_silent and self.link is not None:
            payload = self.answer(envelope["payload"])
            body = {} if payload is None else {"payload": payload}
            self.link.acknowledge({"envelope_id": envelope["envelope_id"], **body})

    def answers(self, payload: Json | None) -> None:
        self.answer = lambda _: payload

    @property
    def last(self) -> Json:
        return self.told[-1]

    @property
    def events(self) -> list[Json]:
        return [payload["event"] for payload in self.told if payload["type"] == "event_callback"]


@dataclass
class Stage:
    workspace: Workspace
    clock: SettableClock
    app: App
    scripted: ScriptedApp

    def channel(self, name: str) -> Channel:
        found = self.workspace.channels.called(name)
        assert found is not None
        return found

    def seen_by(self, person_id: str, channel: str = "general") -> list[Message]:
        return messages_for(self.workspace, person_id, self.channel(channel).id)

    def texts(self, person_id: str, channel: str = "general") -> list[str]:
        return [message.text for message in self.seen_by(person_id, channel)]

    def top(self, person_id: str = MAYA) -> OpenView:
        view = self.workspace.views.top(person_id)
        assert view is not None
        return view


@asynccontextmanager
async def staged() -> AsyncIterator[Stage]:
    clock = SettableClock()
    app = App.from_manifest(MANIFEST, credentials=SECRETS)
    app.retry_delays = (0, 0, 0)
    workspace = workspace_from(default_plan().with_apps(app), clock=clock)
    workspace.links.answer_within = 0.2
    scripted = ScriptedApp()
    scripted.link = Link(app.id, scripted.take, lambda: None)
    await workspace.links.welcome(scripted.link)
    yield Stage(workspace, clock, app, scripted)
    await workspace.close()


@asynccontextmanager
async def served(stage: Stage) -> AsyncIterator[AsyncWebClient]:
    """Slack's own client, pointed at the stage."""
    async with running(stage.workspace):
        yield AsyncWebClient(token=SECRETS.bot_token, base_url=f"{stage.workspace.base_url}/api/")


def section(text: str = "Hello", **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(value: str) -> Json:
    return {"text": plain(value.title()), "value": value}


def button(action_id: str = "go", **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain("Go"), "value": "17", **more}


def actions(*elements: Json, block_id: str = "row") -> Json:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def asking(element: Json, block_id: str = "ask", **more: Any) -> Json:
    return {"type": "input", "block_id": block_id, "label": plain("Ask"), "element": element, **more}


def text_input(action_id: str = "words", **more: Any) -> Json:
    return {"type": "plain_text_input", "action_id": action_id, **more}


def modal(*blocks: Json, **more: Any) -> Json:
    return {"type": "modal", "title": plain("Form"), "submit": plain("Save"), "blocks": list(blocks), **more}
