"""Blocks and their limits: what may stand in a message, a modal, a Home tab."""

from collections.abc import Iterator, Mapping
from typing import Any

from playground.block_kit.checks import Check, also, anything, by_type, flag, many, one_of, shape, string, whole, wrong
from playground.block_kit.elements import accessory, action_element, context_action, input_element
from playground.block_kit.objects import identifier, picture, plain, text, url
from playground.block_kit.rich_text import rich_text

MOST_IN_MESSAGE = 50
MOST_IN_VIEW = 100
LONGEST_MARKDOWN = 12_000
LONGEST_TABLE = 10_000

ID: Mapping[str, Check] = {"block_id": identifier}


def _has_text_or_fields(value: Any, at: str) -> Iterator[str]:
    if not (value.get("text") or value.get("fields")):
        yield wrong("missing required field: text or fields", at)


def _cells_fit(value: Any, at: str) -> Iterator[str]:
    if _characters(value["rows"]) > LONGEST_TABLE:
        yield wrong(f"must be less than {LONGEST_TABLE + 1} characters over all cells", f"{at}/rows")


def _characters(node: Any) -> int:
    """Of every text, however deep it stands."""
    if isinstance(node, dict):
        return sum(
            len(each) if key == "text" and isinstance(each, str) else _characters(each) for key, each in node.items()
        )
    return sum(_characters(each) for each in node) if isinstance(node, list) else 0


_context_element = by_type(lambda: {"image": picture, "plain_text": plain(3000), "mrkdwn": text(3000)})
_cell = by_type(
    lambda: {
        "raw_text": shape({"text": string(LONGEST_TABLE)}),
        "raw_number": shape({"value": anything}, {"text": string(100)}),
        "rich_text": rich_text,
    }
)
_column = shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": flag})
_nullable_column: Check = lambda value, at: iter(()) if value is None else _column(value, at)  # noqa: E731 - one check out of another

_section = also(
    shape({}, {**ID, "text": text(3000), "fields": many(text(2000), 1, 10), "accessory": accessory, "expand": flag}),
    _has_text_or_fields,
)
_input = shape(
    {"label": plain(2000), "element": input_element},
    {**ID, "hint": plain(2000), "optional": flag, "dispatch_action": flag},
)
_table = also(
    shape(
        {"rows": many(many(_cell, 1, 20), 1, 100)},
        {**ID, "column_settings": many(_nullable_column, 0, 20)},
    ),
    _cells_fit,
)
_video = shape(
    {"alt_text": string(2000), "title": plain(199), "thumbnail_url": url, "video_url": url},
    {
        **ID,
        "author_name": string(49),
        "description": plain(200),
        "provider_icon_url": url,
        "provider_name": string(50),
        "title_url": url,
    },
)
_card = shape(
    {},
    {
        **ID,
        "hero_image": picture,
        "icon": picture,
        "title": text(150),
        "subtitle": text(150),
        "body": text(200),
        "subtext": text(200),
        "actions": many(action_element, 1, 5),
    },
)
COMMON: Mapping[str, Check] = {
    "section": _section,
    "context": shape({"elements": many(_context_element, 1, 10)}, ID),
    "header": shape({"text": plain(150)}, {**ID, "level": whole(1, 4)}),
    "divider": shape({}, ID),
    "actions": shape({"elements": many(action_element, 1, 25)}, ID),
    "input": _input,
    "image": picture,
    "rich_text": rich_text,
    "video": _video,
    "file": shape({"external_id": string(255), "source": one_of("remote")}, ID),
}
CONTAINABLE = ("actions", "context", "divider", "file", "header", "image", "input", "rich_text", "section", "video")
_container = shape(
    {"child_blocks": many(by_type(lambda: {kind: COMMON[kind] for kind in CONTAINABLE} | {"table": _table}), 1, 10)},
    {
        **ID,
        "title": plain(150),
        "subtitle": plain(150),
        "icon": picture,
        "width": one_of("narrow", "standard", "wide", "full"),
        "is_collapsible": flag,
        "default_collapsed": flag,
        "has_divider": flag,
    },
)
_alert = shape({"text": text(200)}, {**ID, "level": one_of("default", "info", "warning", "error", "success")})
IN_MESSAGES: Mapping[str, Check] = {
    **COMMON,
    "context_actions": shape({"elements": many(context_action, 1, 5)}, ID),
    "markdown": shape({"text": string(LONGEST_MARKDOWN)}, ID),
    "table": _table,
    "card": _card,
    "carousel": shape({"elements": many(by_type(lambda: {"card": _card}), 1, 10)}, ID),
    "container": _container,
}
IN_MODALS: Mapping[str, Check] = {**COMMON, "alert": _alert}
IN_HOMES: Mapping[str, Check] = {**COMMON, "container": _container}

message_block = by_type(lambda: IN_MESSAGES)
modal_block = by_type(lambda: IN_MODALS)
home_block = by_type(lambda: IN_HOMES)
