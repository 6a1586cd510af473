"""What the elements that choose something offer, and what stands chosen when they are drawn."""

from collections.abc import Mapping
from typing import Any

from playground.browser.reader import Reader
from playground.json_types import Json

PICKERS = ("static_select", "external_select", "users_select", "conversations_select", "channels_select")
TEMPLATES = {
    "button": "button",
    "workflow_button": "button",
    "overflow": "overflow",
    "image": "image",
    "checkboxes": "choices",
    "radio_buttons": "choices",
    "plain_text_input": "text",
    "number_input": "text",
    "email_text_input": "text",
    "url_text_input": "text",
    "rich_text_input": "text",
    "datepicker": "moment",
    "timepicker": "moment",
    "datetimepicker": "moment",
} | {f"{several}{kind}": "picker" for kind in PICKERS for several in ("", "multi_")}
OPTIONS_CHOSEN = ("selected_option", "selected_options", "initial_option", "initial_options")
IDS_CHOSEN = tuple(
    f"{when}_{kind}{plural}"
    for when in ("selected", "initial")
    for kind in ("user", "conversation", "channel")
    for plural in ("", "s")
)
MOMENTS_CHOSEN = tuple(f"{when}_{kind}" for when in ("selected", "initial") for kind in ("date_time", "date", "time"))


def element_template(kind: str) -> str:
    return f"elements/{TEMPLATES.get(kind, 'unknown')}.html"


def option_groups(element: Json, reader: Reader) -> list[Json]:
    """Groups without a label where there are none; empty for an external select, which asks when typed into."""
    kind = element["type"].removeprefix("multi_")
    if kind == "static_select" and "option_groups" in element:
        return list(element["option_groups"])
    return [{"options": _options(kind, element, reader)}]


def chosen_options(element: Json, entered: Mapping[str, Any], reader: Reader) -> list[Json]:
    """What was entered, else what the app chose to begin with."""
    source = entered or element
    if options := _first(source, OPTIONS_CHOSEN):
        return options if isinstance(options, list) else [options]
    ids = _first(source, IDS_CHOSEN) or []
    return [_named_option(each, _name_of(each, reader)) for each in ([ids] if isinstance(ids, str) else ids)]


def chosen_moment(element: Json, entered: Mapping[str, Any], reader: Reader) -> str:
    """In the form a browser's own date and time fields take."""
    chosen = _first(entered or element, MOMENTS_CHOSEN)
    if isinstance(chosen, int):
        return f"{reader.local(chosen):%Y-%m-%dT%H:%M}"
    return str(chosen or "")


def _options(kind: str, element: Json, reader: Reader) -> list[Json]:
    if kind == "users_select":
        return _named_options(reader.people, "@")
    if kind == "channels_select":
        return _named_options(reader.channels, "#")
    if kind == "conversations_select":
        return [*_named_options(reader.channels, "#"), *_named_options(reader.people, "@")]
    return list(element.get("options", ()))


def _named_options(names: Mapping[str, str], sign: str) -> list[Json]:
    return [_named_option(each, f"{sign}{name}") for each, name in names.items()]


def _named_option(value: str, name: str) -> Json:
    return {"value": value, "text": {"type": "literal", "text": name}}


def _name_of(each: str, reader: Reader) -> str:
    if each in reader.channels:
        return f"#{reader.channels[each]}"
    return f"@{reader.people.get(each, each)}"


def _first(source: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    return next((source[key] for key in keys if source.get(key)), None)
