from playground.acts.places import Outcome, actor_of, outcome_of
from playground.apps import App, ShortcutKind
from playground.delivery.courier import deliver
from playground.delivery.parcels import Parcel, ParcelKind
from playground.json_types import Json
from playground.payloads.interactions import global_shortcut, message_shortcut
from playground.people import WORKSPACE_VOICE
from playground.refusals import NotVisibleError
from playground.sight import message_for
from playground.workspace import Workspace


async def run_global_shortcut(workspace: Workspace, person_id: str, app_id: str, callback_id: str) -> Outcome:
    app = _app_with(workspace, person_id, app_id, callback_id, ShortcutKind.GLOBAL)
    payload = global_shortcut(actor_of(workspace, person_id, app), callback_id)
    return await _send(workspace, app, payload)


async def run_message_shortcut(
    workspace: Workspace, person_id: str, channel_id: str, ts: str, app_id: str, callback_id: str
) -> Outcome:
    """Only on messages that last: an ephemeral one has no menu."""
    app = _app_with(workspace, person_id, app_id, callback_id, ShortcutKind.MESSAGE)
    message = message_for(workspace, person_id, channel_id, ts)
    if message.ephemeral_to is not None or message.user_id == WORKSPACE_VOICE:
        raise NotVisibleError(ts)
    payload = message_shortcut(actor_of(workspace, person_id, app), message, callback_id)
    return await _send(workspace, app, payload)


def _app_with(workspace: Workspace, person_id: str, app_id: str, callback_id: str, kind: ShortcutKind) -> App:
    """Outsiders have no shortcuts of an app that is not theirs."""
    app = workspace.apps.named(app_id)
    shortcut = app.shortcut(callback_id)
    is_outsider = workspace.people.is_outsider(workspace.people.named(person_id))
    if shortcut is None or shortcut.kind is not kind or is_outsider:
        raise NotVisibleError(callback_id)
    return app


async def _send(workspace: Workspace, app: App, payload: Json) -> Outcome:
    return outcome_of(await deliver(workspace, app, Parcel(ParcelKind.INTERACTION, payload)))
