"""What an app is told about a command, a press, a submission, a shortcut."""

from dataclasses import dataclass

from playground.apps import App, Command
from playground.channels import Channel
from playground.json_types import Json
from playground.messages import Message
from playground.payloads.objects import (
    channel_name,
    message_object,
    team_stub,
    user_stub,
    view_object,
)
from playground.people import Person
from playground.views import OpenView
from playground.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something to which app."""

    workspace: Workspace
    app: App
    person: Person

    def response_url(self, channel: Channel, message: Message | None = None, typed_command: str | None = None) -> str:
        key = self.workspace.response_rights.issue(
            self.app.id,
            self.person.id,
            channel.id,
            message_ts=message.ts if message else None,
            typed_command=typed_command,
        )
        return f"{self.workspace.base_url}/response/{key}"

    def trigger(self, view: OpenView | None = None) -> str:
        view_id = view.id if view is not None and not view.is_home else None
        return self.workspace.triggers.issue(self.app.id, self.person.id, view_id)


def command_payload(actor: Actor, command: Command, channel: Channel, text: str, typed: str) -> Json:
    workspace = actor.workspace
    return {
        "token": actor.app.credentials.verification_token,
        "team_id": workspace.team.id,
        "team_domain": workspace.team.domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": actor.person.id,
        "user_name": actor.person.handle,
        "command": command.name,
        "text": text,
        "api_app_id": actor.app.id,
        "is_enterprise_install": "false",
        "response_url": actor.response_url(channel, typed_command=typed),
        "trigger_id": actor.trigger(),
    }


def pressed_on_message(actor: Actor, message: Message, action: Json, state: Json) -> Json:
    """An ephemeral message is not sent along: the app cannot see it."""
    channel = actor.workspace.channels.named(message.channel_id)
    return {
        **_common(actor, "block_actions"),
        **_on_message(actor, message),
        "trigger_id": actor.trigger(),
        "state": {"values": state},
        "response_url": actor.response_url(channel, message),
        "actions": [action],
    }


def pressed_on_view(actor: Actor, view: OpenView, action: Json) -> Json:
    return {
        **_common(actor, "block_actions"),
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": actor.trigger(view),
        "view": view_object(actor.workspace, view),
        "actions": [action],
    }


def submitted(actor: Actor, view: OpenView, response_urls: list[Json]) -> Json:
    return {
        **_common(actor, "view_submission"),
        "trigger_id": actor.trigger(view),
        "view": view_object(actor.workspace, view),
        "response_urls": response_urls,
    }


def closed(actor: Actor, view: OpenView, *, is_cleared: bool) -> Json:
    return {
        **_common(actor, "view_closed"),
        "view": view_object(actor.workspace, view),
        "is_cleared": is_cleared,
    }


def asked_on_message(actor: Actor, message: Message, asked: Json) -> Json:
    return {**_common(actor, "block_suggestion"), **asked, **_on_message(actor, message)}


def asked_on_view(actor: Actor, view: OpenView, asked: Json) -> Json:
    return {
        **_common(actor, "block_suggestion"),
        **asked,
        "container": {"type": "view", "view_id": view.id},
        "view": view_object(actor.workspace, view),
    }


def global_shortcut(actor: Actor, callback_id: str) -> Json:
    payload = _common(actor, "shortcut")
    del payload["api_app_id"]
    return {
        **payload,
        "action_ts": actor.workspace.timestamps.next(),
        "callback_id": callback_id,
        "trigger_id": actor.trigger(),
    }


def message_shortcut(actor: Actor, message: Message, callback_id: str) -> Json:
    channel = actor.workspace.channels.named(message.channel_id)
    return {
        **_common(actor, "message_action"),
        "action_ts": actor.workspace.timestamps.next(),
        "callback_id": callback_id,
        "trigger_id": actor.trigger(),
        "response_url": actor.response_url(channel, message),
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "message_ts": message.ts,
        "message": message_object(actor.workspace, message),
    }


def _common(actor: Actor, kind: str) -> Json:
    return {
        "type": kind,
        "user": user_stub(actor.person),
        "api_app_id": actor.app.id,
        "token": actor.app.credentials.verification_token,
        "team": team_stub(actor.workspace),
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _on_message(actor: Actor, message: Message) -> Json:
    channel = actor.workspace.channels.named(message.channel_id)
    is_ephemeral = message.ephemeral_to is not None
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": is_ephemeral,
    }
    if message.thread_ts is not None:
        container["thread_ts"] = message.thread_ts
    described = {"container": container, "channel": {"id": channel.id, "name": channel_name(channel)}}
    return described if is_ephemeral else described | {"message": message_object(actor.workspace, message)}
