"""Typing, reacting, inviting, opening a direct message or an app's Home tab."""

from playground.acts.commands import run_command
from playground.acts.places import actor_of
from playground.apps import App
from playground.block_kit.inside import with_ids
from playground.channels import Channel
from playground.delivery.courier import deliver_event
from playground.json_types import Json
from playground.messages import Message
from playground.payloads.events import (
    SUBSCRIPTION,
    envelope,
    home_opened_event,
    joined_event,
    mention_event,
    message_event,
    reaction_event,
)
from playground.refusals import NotVisibleError
from playground.sight import channel_for, message_for
from playground.typing_in import message_text, rich_text
from playground.workspace import Workspace

NEEDED = {
    "app_mention": "app_mentions:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
}
"""Events that are not sent to an app whose installer declined their scope."""


async def type_message(
    workspace: Workspace, person_id: str, channel_id: str, text: str, *, thread_ts: str | None = None
) -> None:
    channel = channel_for(workspace, person_id, channel_id)
    if text.startswith("/invite @"):
        await _invite_typed(workspace, person_id, channel, text.removeprefix("/invite ").strip())
    elif text.startswith("/"):
        await run_command(workspace, person_id, channel, text, thread_ts=thread_ts)
    elif text.strip():
        _say(workspace, person_id, channel, text.strip(), thread_ts)


async def react(workspace: Workspace, person_id: str, channel_id: str, ts: str, name: str) -> None:
    """The same reaction a second time takes it back."""
    message = message_for(workspace, person_id, channel_id, ts)
    if message.ephemeral_to is not None:
        raise NotVisibleError(ts)
    kind = _toggled(message, person_id, name)
    workspace.message_changed(message)
    event = reaction_event(workspace, kind, workspace.people.named(person_id), name, message)
    tell_apps(workspace, kind, event, workspace.channels.named(channel_id))


async def invite(workspace: Workspace, person_id: str, channel_id: str, other_id: str) -> None:
    channel = channel_for(workspace, person_id, channel_id)
    other = workspace.people.named(other_id)
    if other.id in channel.members or channel.is_im:
        return
    workspace.join(channel, other.id)
    event = joined_event(workspace, other.id, channel, person_id)
    tell_apps(workspace, "member_joined_channel", event, channel)


async def open_direct(workspace: Workspace, person_id: str, other_id: str) -> Channel:
    return workspace.direct_channel(person_id, workspace.people.named(other_id).id)


async def open_home(workspace: Workspace, person_id: str, app_id: str, *, tab: str = "home") -> None:
    """The app hears of it and publishes its view; what it published before is shown meanwhile."""
    app = workspace.apps.named(app_id)
    actor = actor_of(workspace, person_id, app)
    channel = workspace.direct_channel(app.bot_user_id, person_id)
    if "app_home_opened" in app.events:
        event = home_opened_event(workspace, app, actor.person, channel, tab)
        _send_event(workspace, app, event, channel)


def tell_apps(workspace: Workspace, subscription: str, event: Json, channel: Channel) -> None:
    """Every app whose bot is in the channel and that asked to hear of such."""
    for app in list(workspace.apps):
        if app.bot_user_id in channel.members:
            _tell_app(workspace, app, subscription, event, channel)


def _toggled(message: Message, person_id: str, name: str) -> str:
    """The event that tells of it."""
    people = message.reactions.setdefault(name, [])
    if person_id not in people:
        people.append(person_id)
        return "reaction_added"
    people.remove(person_id)
    if not people:
        del message.reactions[name]
    return "reaction_removed"


def _say(workspace: Workspace, person_id: str, channel: Channel, typed: str, thread_ts: str | None) -> None:
    text = message_text(workspace, typed)
    message = workspace.post(
        Message(
            channel.id,
            workspace.timestamps.next(),
            person_id,
            text,
            blocks=with_ids([rich_text(text)], workspace.ids),
            thread_ts=thread_ts,
        )
    )
    tell_apps(workspace, SUBSCRIPTION[channel.kind], message_event(workspace, message, channel), channel)
    for app in list(workspace.apps):
        if f"<@{app.bot_user_id}>" in text and app.bot_user_id in channel.members and not channel.is_im:
            _tell_app(workspace, app, "app_mention", mention_event(workspace, message), channel)


async def _invite_typed(workspace: Workspace, person_id: str, channel: Channel, name: str) -> None:
    wanted = name.removeprefix("@").casefold()
    other = next(
        (each for each in workspace.people if wanted in {each.handle.casefold(), each.real_name.casefold()}), None
    )
    if other is None:
        workspace.whisper(person_id, channel.id, f"Nobody here is called {name}.")
    else:
        await invite(workspace, person_id, channel.id, other.id)


def _tell_app(workspace: Workspace, app: App, subscription: str, event: Json, channel: Channel) -> None:
    if subscription in app.events and NEEDED.get(subscription, "") in {"", *app.scopes}:
        _send_event(workspace, app, event, channel)


def _send_event(workspace: Workspace, app: App, event: Json, channel: Channel) -> None:
    workspace.errands.start(deliver_event(workspace, app, envelope(workspace, app, event, channel)))
