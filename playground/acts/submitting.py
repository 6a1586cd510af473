"""Submitting and closing modals."""

from playground.acts.checking import complaints
from playground.acts.places import Outcome, actor_of
from playground.acts.pressing import OfferedTo
from playground.apps import App
from playground.block_kit.answers import Typed, state_of
from playground.block_kit.inside import stateful
from playground.delivery.courier import deliver
from playground.delivery.parcels import Parcel, ParcelKind, Reply
from playground.json_types import Json
from playground.payloads.interactions import Actor, closed, submitted
from playground.payloads.objects import channel_name
from playground.refusals import SlackRefusal
from playground.showing import push_modal, update_view
from playground.sight import view_for
from playground.views import OpenView
from playground.workspace import Workspace

NO_CONNECTION = "We had some trouble connecting. Try again?"


async def submit_view(workspace: Workspace, person_id: str, view_id: str, typed: Typed) -> Outcome:
    """Slack's own checks first; then the app says what becomes of the modal."""
    view = view_for(workspace, person_id, view_id)
    view.state = state_of(view.blocks, typed, view.state, OfferedTo(workspace, person_id))
    view.errors, view.trouble = complaints(view), ""
    if view.errors:
        workspace.view_changed(view)
        return Outcome(is_ok=False)
    app = workspace.apps.named(view.app_id)
    actor = actor_of(workspace, person_id, app)
    payload = submitted(actor, view, _response_urls(actor, view))
    reply = await deliver(workspace, app, Parcel(ParcelKind.INTERACTION, payload))
    return _settle(workspace, app, view, reply)


async def close_view(workspace: Workspace, person_id: str, view_id: str, *, whole_stack: bool = False) -> None:
    """Each view that asked for it hears of its end."""
    view = view_for(workspace, person_id, view_id)
    stack = workspace.views.stack(person_id)
    going = stack if whole_stack or view.content.get("clear_on_close") else stack[stack.index(view) :]
    workspace.views.close(going[0])
    workspace.view_changed(going[0])
    for each in reversed(going):
        if each.content.get("notify_on_close"):
            await _tell_closed(workspace, each, is_cleared=len(going) > 1 or whole_stack)


async def _tell_closed(workspace: Workspace, view: OpenView, *, is_cleared: bool) -> None:
    app = workspace.apps.named(view.app_id)
    payload = closed(actor_of(workspace, view.person_id, app), view, is_cleared=is_cleared)
    await deliver(workspace, app, Parcel(ParcelKind.INTERACTION, payload))


def _settle(workspace: Workspace, app: App, view: OpenView, reply: Reply) -> Outcome:
    """An empty answer closes the view; one that makes no sense is trouble, as silence is."""
    trouble = reply.trouble or _refused(workspace, app, view, reply.payload or {})
    if trouble is None:
        return Outcome(is_ok=not view.errors)
    view.trouble = NO_CONNECTION
    workspace.view_changed(view)
    return Outcome(is_ok=False, trouble=str(trouble))


def _refused(workspace: Workspace, app: App, view: OpenView, answer: Json) -> str | None:
    try:
        _obey(workspace, app, view, answer)
    except SlackRefusal as refusal:
        return refusal.code
    return None


def _obey(workspace: Workspace, app: App, view: OpenView, answer: Json) -> None:
    wanted = answer.get("response_action")
    if wanted == "errors":
        _show_errors(workspace, view, answer)
    elif wanted == "update":
        update_view(workspace, view, answer.get("view"))
    elif wanted == "push":
        push_modal(workspace, app, view.person_id, answer.get("view"))
    elif wanted == "clear":
        workspace.views.clear(view.person_id)
        workspace.view_changed(view)
    elif answer:
        raise SlackRefusal("invalid_response")
    else:
        workspace.views.close(view)
        workspace.view_changed(view)


def _show_errors(workspace: Workspace, view: OpenView, answer: Json) -> None:
    """Keyed by block; one that names no input block of the view is refused."""
    errors = answer.get("errors") or {}
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not errors or not errors.keys() <= inputs:
        raise SlackRefusal("invalid_response")
    view.errors = dict(errors)
    workspace.view_changed(view)


def _response_urls(actor: Actor, view: OpenView) -> list[Json]:
    """One for each select of a conversation that asked for it."""
    urls: list[Json] = []
    for block, element in stateful(view.blocks):
        held = view.state[block["block_id"]][element["action_id"]]
        channel_id = held.get("selected_conversation") or held.get("selected_channel")
        channel = actor.workspace.channels.find(channel_id or "")
        if element.get("response_url_enabled") and channel is not None:
            urls.append(
                {
                    "block_id": block["block_id"],
                    "action_id": element["action_id"],
                    "channel_id": channel.id,
                    "channel_name": channel_name(channel),
                    "response_url": actor.response_url(channel),
                }
            )
    return urls
