"""Slash commands: from what was typed to the app's answer."""

from playground.acts.places import actor_of
from playground.apps import App
from playground.channels import Channel
from playground.delivery.courier import deliver
from playground.delivery.parcels import Parcel, ParcelKind, Reply
from playground.payloads.interactions import command_payload
from playground.refusals import SlackRefusal
from playground.responding import answer_person
from playground.triggers import ResponseRight
from playground.typing_in import command_text
from playground.workspace import Workspace


async def run_command(
    workspace: Workspace, person_id: str, channel: Channel, typed: str, *, thread_ts: str | None = None
) -> None:
    name, _, text = typed.partition(" ")
    app = workspace.apps.owner_of(name)
    person = workspace.people.named(person_id)
    if app is None or workspace.people.is_outsider(person):
        workspace.whisper(person_id, channel.id, _no_command(name), thread_ts=thread_ts)
    elif thread_ts is not None:
        workspace.whisper(person_id, channel.id, f"`{name}` does not work in threads.", thread_ts=thread_ts)
    else:
        await _run(workspace, app, person_id, channel, (name, text.strip(), typed))


async def _run(workspace: Workspace, app: App, person_id: str, channel: Channel, said: tuple[str, str, str]) -> None:
    name, text, typed = said
    command = next(each for each in app.commands if each.name == name)
    actor = actor_of(workspace, person_id, app)
    encoded = command_text(workspace, text, should_escape=command.should_escape)
    payload = command_payload(actor, command, channel, encoded, typed)
    reply = await deliver(workspace, app, Parcel(ParcelKind.COMMAND, payload))
    right = ResponseRight(app.id, person_id, channel.id, workspace.clock(), typed_command=typed)
    _show(workspace, app, right, name, reply)


def _show(workspace: Workspace, app: App, right: ResponseRight, name: str, reply: Reply) -> None:
    """The answer in the acknowledgement, or that there was none."""
    if reply.trouble is not None:
        workspace.whisper(right.person_id, right.channel_id, _failed(name, reply.trouble.value))
    elif reply.payload is not None:
        try:
            answer_person(workspace, app, right, reply.payload)
        except SlackRefusal as refusal:
            workspace.whisper(right.person_id, right.channel_id, _failed(name, refusal.code))


def _no_command(name: str) -> str:
    return f"`{name}` is not a valid command here. To send it as a message, put a space before it."


def _failed(name: str, trouble: str) -> str:
    return f"`{name}` failed with the error “{trouble}”."
