"""Buttons, selects, overflows, dates: everything that tells the app at once; and external selects' options."""

from collections.abc import Sequence

from playground.acts.places import Found, Outcome, Place, found_element, outcome_of
from playground.block_kit.answers import State, Typed, answer, state_of
from playground.block_kit.inside import STATELESS
from playground.delivery.courier import deliver
from playground.delivery.parcels import Parcel, ParcelKind
from playground.json_types import Json
from playground.payloads.interactions import asked_on_message, asked_on_view, pressed_on_message, pressed_on_view
from playground.views import OpenView
from playground.workspace import Workspace

NOTHING_TYPED: Typed = {}


async def press(
    workspace: Workspace,
    person_id: str,
    place: Place,
    *,
    block_id: str,
    action_id: str,
    chosen: Sequence[str] = (),
    typed: Typed = NOTHING_TYPED,
) -> Outcome:
    found = found_element(workspace, person_id, place, block_id, action_id)
    state = _state(workspace, found, _with_chosen(typed, found, chosen))
    if found.block["type"] == "input" and not found.block.get("dispatch_action"):
        return Outcome()
    action = _action(workspace, found, chosen)
    reply = await deliver(workspace, found.actor.app, Parcel(ParcelKind.INTERACTION, _payload(found, action, state)))
    outcome = outcome_of(reply)
    if not outcome.is_ok:
        _tell_trouble(workspace, found, outcome.trouble)
    return outcome


async def suggest(
    workspace: Workspace, person_id: str, place: Place, *, block_id: str, action_id: str, query: str
) -> list[Json]:
    """What the app offers for these letters; none when it does not answer in time."""
    found = found_element(workspace, person_id, place, block_id, action_id)
    asked = {"action_id": action_id, "block_id": block_id, "value": query}
    if isinstance(found.what, OpenView):
        payload = asked_on_view(found.actor, found.what, asked)
    else:
        payload = asked_on_message(found.actor, found.what, asked)
    reply = await deliver(workspace, found.actor.app, Parcel(ParcelKind.INTERACTION, payload))
    offered = reply.payload or {}
    groups: list[Json] = offered.get("option_groups") or []
    options: list[Json] = offered.get("options") or []
    flat = [*options, *(option for group in groups for option in group["options"])]
    workspace.offered.setdefault((person_id, block_id, action_id), []).extend(flat)
    return groups or options


def _with_chosen(typed: Typed, found: Found, chosen: Sequence[str]) -> Typed:
    block_id, action_id = found.block["block_id"], found.element["action_id"]
    return {**typed, block_id: {**typed.get(block_id, {}), action_id: list(chosen)}}


def _state(workspace: Workspace, found: Found, typed: Typed) -> State:
    """What stands in all elements around; a view keeps it."""
    before = found.what.state if isinstance(found.what, OpenView) else {}
    state = state_of(found.what.blocks, typed, before, _offered(workspace, found))
    if isinstance(found.what, OpenView):
        found.what.state = state
    return state


def _offered(workspace: Workspace, found: Found) -> "OfferedTo":
    return OfferedTo(workspace, found.actor.person.id)


class OfferedTo:
    """The options external selects have shown this person."""

    def __init__(self, workspace: Workspace, person_id: str) -> None:
        self._offered = workspace.offered
        self._person_id = person_id

    def __call__(self, block_id: str, action_id: str) -> Sequence[Json]:
        return self._offered.get((self._person_id, block_id, action_id), ())


def _action(workspace: Workspace, found: Found, chosen: Sequence[str]) -> Json:
    element = found.element
    block_id, action_id = found.block["block_id"], element["action_id"]
    return {
        "action_id": action_id,
        "block_id": block_id,
        **_carried(element, chosen, _offered(workspace, found)(block_id, action_id)),
        "action_ts": workspace.timestamps.next(),
    }


def _carried(element: Json, chosen: Sequence[str], offered: Sequence[Json]) -> Json:
    """What an action says of its element: a button its text and value, an input what stands in it."""
    kind = element["type"]
    if kind == "feedback_buttons":
        pressed = [element["positive_button"], element["negative_button"]]
        return {"type": kind, **next(button for button in pressed if button["value"] in chosen)}
    if kind in STATELESS - {"overflow"}:
        return {"type": kind, **{key: element[key] for key in ("text", "value", "style", "url") if key in element}}
    kept: Json = {key: element[key] for key in ("placeholder", "initial_option") if key in element}
    return {**kept, **answer(element, chosen, offered)}


def _payload(found: Found, action: Json, state: State) -> Json:
    if isinstance(found.what, OpenView):
        return pressed_on_view(found.actor, found.what, action)
    return pressed_on_message(found.actor, found.what, action, state)


def _tell_trouble(workspace: Workspace, found: Found, trouble: str) -> None:
    """Beside the message for its presser alone; at the top of a view."""
    if isinstance(found.what, OpenView):
        found.what.trouble = trouble
        workspace.view_changed(found.what)
    else:
        words = f"{found.actor.app.name} did not answer: “{trouble}”."
        workspace.whisper(found.actor.person.id, found.what.channel_id, words, thread_ts=found.what.thread_ts)
