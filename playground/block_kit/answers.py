"""What a person chose or typed, from the browser's plain strings to Slack's shape."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from playground.block_kit.inside import stateful
from playground.block_kit.objects import offered_options
from playground.json_types import Json

Typed = Mapping[str, Mapping[str, Sequence[str]]]
State = dict[str, dict[str, Json]]
Offered = Callable[[str, str], Sequence[Json]]
SINGLE_OPTION = {"static_select", "external_select", "radio_buttons", "overflow"}
SEVERAL_OPTIONS = {"multi_static_select", "multi_external_select", "checkboxes"}
SINGLE = {
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "rich_text_input": ("rich_text_value", "initial_value"),
}
SEVERAL = {
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "file_input": ("files", ""),
}
TYPED_TEXT = ("value", "initial_value")


def answer(element: Json, chosen: Sequence[str], offered: Sequence[Json] = ()) -> Json:
    """`offered` is what an external select showed last. Nothing chosen is an answer too."""
    kind = element["type"]
    if kind in SINGLE_OPTION:
        return {"type": kind, "selected_option": next(iter(_options(element, chosen, offered)), None)}
    if kind in SEVERAL_OPTIONS:
        return {"type": kind, "selected_options": _options(element, chosen, offered)}
    if kind == "file_input":
        return {"type": kind, "files": [{"id": file_id} for file_id in chosen]}
    if kind in SEVERAL:
        return {"type": kind, SEVERAL[kind][0]: list(chosen)}
    if kind == "timepicker" and element.get("timezone"):
        return {**_single(kind, chosen), "timezone": element["timezone"]}
    return _single(kind, chosen)


def state_of(blocks: Sequence[Json], typed: Typed, before: State, offered: Offered) -> State:
    """Every value in these blocks: as typed now, else as it was, else as the app set it at first."""
    values: State = {}
    for block, element in stateful(blocks):
        block_id, action_id = block["block_id"], element["action_id"]
        chosen = typed.get(block_id, {}).get(action_id)
        known = before.get(block_id, {}).get(action_id)
        given = None if chosen is None else answer(element, chosen, offered(block_id, action_id))
        kept = known if known and known["type"] == element["type"] else first_answer(element)
        values.setdefault(block_id, {})[action_id] = given or kept
    return values


def first_answer(element: Json) -> Json:
    """What an element holds before anybody touched it."""
    kind = element["type"]
    if kind in SINGLE_OPTION:
        return {"type": kind, "selected_option": element.get("initial_option")}
    if kind in SEVERAL_OPTIONS:
        return {"type": kind, "selected_options": element.get("initial_options") or []}
    if kind in SEVERAL:
        key, initial = SEVERAL[kind]
        return {"type": kind, key: element.get(initial) or []}
    key, initial = SINGLE.get(kind, TYPED_TEXT)
    return {"type": kind, key: element.get(initial)}


def is_empty(given: Json) -> bool:
    return not any(value for key, value in given.items() if key not in {"type", "timezone"})


def _options(element: Json, chosen: Sequence[str], offered: Sequence[Json]) -> list[Json]:
    initial = [element.get("initial_option"), *(element.get("initial_options") or ())]
    known = [*offered_options(element), *offered, *(option for option in initial if option)]
    by_value = {option["value"]: option for option in reversed(known)}
    return [by_value[value] for value in chosen if value in by_value]


def _single(kind: str, chosen: Sequence[str]) -> Json:
    key, _ = SINGLE.get(kind, TYPED_TEXT)
    first = next((each for each in chosen if each), None)
    return {"type": kind, key: None if first is None else _converted(kind, first)}


def _converted(kind: str, first: str) -> Any:
    if kind == "datetimepicker":
        return int(first)
    if kind == "rich_text_input":
        section = {"type": "rich_text_section", "elements": [{"type": "text", "text": first}]}
        return {"type": "rich_text", "elements": [section]}
    return first
