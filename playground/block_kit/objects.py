"""Composition objects: texts, options, confirmation."""

from collections.abc import Iterator
from typing import Any

from playground.block_kit.checks import Check, also, anything, by_type, flag, many, one_of, shape, string, wrong

LONGEST_ID = 255
LONGEST_URL = 3000
MOST_OPTIONS = 100

identifier = string(LONGEST_ID, 0)
url = string(LONGEST_URL)


def plain(longest: int, shortest: int = 1) -> Check:
    return by_type(lambda: {"plain_text": _plain(longest, shortest)})


def text(longest: int = 3000, shortest: int = 1) -> Check:
    """Either kind of text object."""
    return by_type(lambda: {"plain_text": _plain(longest, shortest), "mrkdwn": _mrkdwn(longest, shortest)})


def _plain(longest: int, shortest: int) -> Check:
    return shape({"text": string(longest, shortest)}, {"emoji": flag})


def _mrkdwn(longest: int, shortest: int) -> Check:
    return shape({"text": string(longest, shortest)}, {"verbatim": flag})


confirm = shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)

option = shape({"text": plain(75), "value": string(150)}, {"description": plain(75)})
rich_option = shape({"text": text(75), "value": string(150)}, {"description": text(75)})
overflow_option = shape({"text": plain(75), "value": string(150)}, {"description": plain(75), "url": url})
option_group = shape({"label": plain(75), "options": many(option, 1, MOST_OPTIONS)})

options = many(option, 1, MOST_OPTIONS)
option_groups = many(option_group, 1, MOST_OPTIONS)

conversation_filter = shape(
    {},
    {
        "include": many(one_of("im", "mpim", "private", "public"), 1, 4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
)
dispatch_config = shape({}, {"trigger_actions_on": many(one_of("on_enter_pressed", "on_character_entered"), 1, 2)})
slack_file = shape({}, {"id": string(LONGEST_ID), "url": url})


def has_options_or_groups(value: Any, at: str) -> Iterator[str]:
    if ("options" in value) == ("option_groups" in value):
        yield wrong("exactly one of options and option_groups is needed", at)


def initial_is_offered(value: Any, at: str) -> Iterator[str]:
    """What a select shows at first must be, in full, one of what it offers."""
    offered = offered_options(value)
    first = [value["initial_option"]] if value.get("initial_option") else value.get("initial_options") or []
    if any(each not in offered for each in first):
        yield wrong("initial option must exactly match one of the provided options", at)


def offered_options(element: dict[str, Any]) -> list[dict[str, Any]]:
    grouped = [each for group in element.get("option_groups") or () for each in group["options"]]
    return [*(element.get("options") or ()), *grouped]


def has_picture(value: Any, at: str) -> Iterator[str]:
    if ("image_url" in value) == ("slack_file" in value):
        yield wrong("exactly one of image_url and slack_file is needed", at)


picture = also(
    shape(
        {"alt_text": string(2000)},
        {"image_url": url, "slack_file": slack_file, "block_id": identifier, "title": plain(2000)},
    ),
    has_picture,
)
metadata = shape({"event_type": string(LONGEST_ID), "event_payload": anything})
