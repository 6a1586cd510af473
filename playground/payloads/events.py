"""Events and the envelope they come in."""

from playground.apps import App
from playground.channels import Channel, ChannelKind
from playground.json_types import Json
from playground.messages import Message
from playground.payloads.objects import message_object, view_object
from playground.people import Person
from playground.workspace import Workspace

SUBSCRIPTION = {
    ChannelKind.PUBLIC: "message.channels",
    ChannelKind.PRIVATE: "message.groups",
    ChannelKind.IM: "message.im",
}


def envelope(workspace: Workspace, app: App, event: Json, channel: Channel | None = None) -> Json:
    """Each call is a new delivery: `event_id` tells repeated attempts of the same one."""
    return {
        "token": app.credentials.verification_token,
        "team_id": workspace.team.id,
        "context_team_id": workspace.team.id,
        "context_enterprise_id": None,
        "api_app_id": app.id,
        "event": event,
        "type": "event_callback",
        "event_id": workspace.ids.next("Ev"),
        "event_time": int(workspace.clock().timestamp()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": workspace.team.id,
                "user_id": app.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": bool(channel and channel.is_ext_shared),
        "event_context": f"4-{workspace.ids.next('')}",
    }


def message_event(workspace: Workspace, message: Message, channel: Channel) -> Json:
    return {**_said("message", workspace, message), "channel_type": channel.kind.value}


def deleted_event(workspace: Workspace, message: Message, channel: Channel, before: Json) -> Json:
    """`before` is the message as it was."""
    return {
        **_hidden(workspace, channel),
        "subtype": "message_deleted",
        "deleted_ts": message.ts,
        "previous_message": before,
    }


def tombstone_event(workspace: Workspace, message: Message, channel: Channel, before: Json) -> Json:
    """Of a first message with answers: it is changed into one that says that it was deleted."""
    stone = message_object(workspace, message)
    return {
        **_hidden(workspace, channel),
        "subtype": "message_changed",
        "message": stone,
        "previous_message": before,
    }


def mention_event(workspace: Workspace, message: Message) -> Json:
    return _said("app_mention", workspace, message)


def home_opened_event(workspace: Workspace, app: App, person: Person, channel: Channel, tab: str) -> Json:
    event: Json = {
        "type": "app_home_opened",
        "user": person.id,
        "channel": channel.id,
        "tab": tab,
        "event_ts": workspace.timestamps.next(),
    }
    view = workspace.views.home(app.id, person.id)
    return event | {"view": view_object(workspace, view)} if view is not None and tab == "home" else event


def reaction_event(workspace: Workspace, kind: str, person: Person, name: str, message: Message) -> Json:
    return {
        "type": kind,
        "user": person.id,
        "reaction": name,
        "item": {"type": "message", "channel": message.channel_id, "ts": message.ts},
        "item_user": message.user_id,
        "event_ts": workspace.timestamps.next(),
    }


def joined_event(workspace: Workspace, person_id: str, channel: Channel, inviter_id: str | None) -> Json:
    event = {
        "type": "member_joined_channel",
        "user": person_id,
        "channel": channel.id,
        "channel_type": "G" if channel.is_private else "C",
        "team": workspace.team.id,
        "event_ts": workspace.timestamps.next(),
    }
    return event | {"inviter": inviter_id} if inviter_id else event


def _hidden(workspace: Workspace, channel: Channel) -> Json:
    ts = workspace.timestamps.next()
    event = {"type": "message", "channel": channel.id, "hidden": True, "ts": ts, "event_ts": ts}
    return event | {"channel_type": channel.kind.value}


def _said(kind: str, workspace: Workspace, message: Message) -> Json:
    person = workspace.people.named(message.user_id)
    event: Json = {
        "client_msg_id": workspace.ids.next("m"),
        "type": kind,
        "user": person.id,
        "text": message.text,
        "ts": message.ts,
        "team": person.team_id,
        "blocks": message.blocks,
        "channel": message.channel_id,
        "event_ts": message.ts,
    }
    if message.thread_ts is not None:
        event["thread_ts"] = message.thread_ts
    if workspace.people.is_outsider(person):
        event |= {"user_team": person.team_id, "source_team": person.team_id}
    return event
