"""Where a person acts, and how it went."""

from dataclasses import dataclass

from playground.apps import App
from playground.block_kit.inside import find_element
from playground.delivery.parcels import Reply
from playground.json_types import Json
from playground.messages import Message
from playground.payloads.interactions import Actor
from playground.refusals import NotVisibleError
from playground.sight import message_for, view_for
from playground.views import OpenView
from playground.workspace import Workspace


@dataclass(frozen=True, slots=True)
class OnMessage:
    channel_id: str
    ts: str


@dataclass(frozen=True, slots=True)
class OnView:
    """A modal or a Home tab."""

    view_id: str


Place = OnMessage | OnView


@dataclass(frozen=True, slots=True)
class Outcome:
    """`trouble` is what the person is shown when the app did not take it."""

    is_ok: bool = True
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What the person acts on: a message or a view of an app, and the element in it."""

    actor: Actor
    what: Message | OpenView
    block: Json
    element: Json


def outcome_of(reply: Reply) -> Outcome:
    return Outcome() if reply.trouble is None else Outcome(is_ok=False, trouble=reply.trouble.value)


def actor_of(workspace: Workspace, person_id: str, app: App) -> Actor:
    return Actor(workspace, app, workspace.people.named(person_id))


def found_element(workspace: Workspace, person_id: str, place: Place, block_id: str, action_id: str) -> Found:
    what = _what(workspace, person_id, place)
    element = find_element(what.blocks, block_id, action_id)
    if element is None or what.app_id is None:
        raise NotVisibleError(f"{block_id} {action_id}")
    return Found(actor_of(workspace, person_id, workspace.apps.named(what.app_id)), what, *element)


def _what(workspace: Workspace, person_id: str, place: Place) -> Message | OpenView:
    if isinstance(place, OnMessage):
        return message_for(workspace, person_id, place.channel_id, place.ts)
    return view_for(workspace, person_id, place.view_id)
