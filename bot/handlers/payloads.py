"""Where things stand in what Slack sends; every shape may be missing, none is believed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

Payload: TypeAlias = Mapping[str, Any]
MESSAGE_DELETED = "message.message_deleted"


def person_in(payload: Payload) -> str:
    """The Slack user id of who did it; empty when nobody is named."""
    user = payload.get("user")
    return str(payload.get("user_id") or (user.get("id") if isinstance(user, Mapping) else user) or "")


def home_team_of_person_in(payload: Payload) -> str | None:
    """The workspace the person belongs to, where Slack says it (clicks and forms)."""
    return _mapping(payload, "user").get("team_id")


def channel_in(payload: Payload) -> str | None:
    return (
        payload.get("channel_id")
        or _mapping(payload, "channel").get("id")
        or _mapping(payload, "container").get("channel_id")
    )


def action_in(payload: Payload) -> str:
    """The id of the thing pressed or written into."""
    return str(_action(payload).get("action_id") or payload.get("action_id") or "")


def value_in(payload: Payload) -> str:
    action = _action(payload)
    chosen = action.get("selected_option")
    found = action.get("value") or (chosen.get("value") if isinstance(chosen, Mapping) else None)
    found = found or action.get("selected_date") or action.get("selected_user") or action.get("selected_conversation")
    return str(found or payload.get("value") or "")


def event_in(payload: Payload) -> str:
    """The kind of an event; of messages with what happened to them, as only that is handled, never what is said.

    A first message with answers is not deleted but emptied: Slack leaves a tombstone in its place.
    """
    event = _mapping(payload, "event")
    kind, what = str(event.get("type") or ""), str(event.get("subtype") or "")
    if kind != "message":
        return kind
    is_tombstone = what == "message_changed" and _mapping(event, "message").get("subtype") == "tombstone"
    return MESSAGE_DELETED if is_tombstone or what == "message_deleted" else f"message.{what}"


def state_in(payload: Payload) -> Mapping[str, Any]:
    return _mapping(_mapping(payload, "view") or payload, "state").get("values") or {}


def typed_in(state: Mapping[str, Any], field: str, element_id: str = "") -> str:
    """What was filled into a form's field, where the element is called as its block is, or as said; else nothing."""
    element = (state.get(field) or {}).get(element_id or field) or {}
    chosen = element.get("selected_option") or {}
    typed = element.get("value") or element.get("selected_date") or element.get("selected_time")
    typed = typed or element.get("selected_user")
    return str(typed or chosen.get("value") or "")


def chosen_in(state: Mapping[str, Any], field: str, element_id: str = "") -> tuple[str, ...]:
    """Everything that was chosen in a field of several."""
    element = (state.get(field) or {}).get(element_id or field) or {}
    if conversations := element.get("selected_conversations"):
        return tuple(map(str, conversations))
    return tuple(str(each.get("value") or "") for each in element.get("selected_options") or ())


def callback_in(payload: Payload) -> str:
    return str(_mapping(payload, "view").get("callback_id") or payload.get("callback_id") or "")


def modal_in(payload: Payload) -> Payload | None:
    """The form or page that was pressed; the Home tab is none: what opens from it lies on nothing."""
    view = payload.get("view")
    return view if isinstance(view, Mapping) and view.get("type") != "home" else None


def response_url_in(payload: Payload) -> str | None:
    """Forms have one only when they ask for a channel with `response_url_enabled`."""
    if url := payload.get("response_url"):
        return str(url)
    return next((str(place["response_url"]) for place in payload.get("response_urls") or ()), None)


def _action(payload: Payload) -> Payload:
    actions = payload.get("actions")
    return actions[0] if isinstance(actions, list) and actions and isinstance(actions[0], Mapping) else {}


def _mapping(payload: Payload, key: str) -> Payload:
    found = payload.get(key)
    return found if isinstance(found, Mapping) else {}
