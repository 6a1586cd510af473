"""The things people press and fill in, as plain dictionaries within Slack's limits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal, TypeAlias

from bot.blocks.kit.text import cut_in_the_middle, plain

Element: TypeAlias = dict[str, Any]
Option: TypeAlias = dict[str, Any]

OPTIONS_IN_A_SELECT = 100
OPTIONS_IN_A_GROUP = 10
OPTIONS_IN_AN_OVERFLOW = 5
LONGEST_BUTTON = 75
LONGEST_VALUE = 2000
LONGEST_OPTION_VALUE = 150
LONGEST_ID = 255


class LimitError(ValueError):
    """Slack would refuse this, and cutting it silently would lose something."""


def plain_text(text: str, limit: int = 3000) -> Element:
    return {"type": "plain_text", "text": plain(text, limit) or " ", "emoji": True}


def button(
    text: str,
    action: str,
    *,
    value: str = "",
    style: Literal["primary", "danger"] | None = None,
    says: str = "",
    confirm: Element | None = None,
) -> Element:
    """`says` is what a screen reader reads where the label alone would be one of many ("Show Acme")."""
    made: Element = {
        "type": "button",
        "action_id": identifier(action),
        "text": plain_text(text, LONGEST_BUTTON),
    }
    if value:
        made["value"] = within(value, LONGEST_VALUE, "button value")
    if style:
        made["style"] = style
    if says:
        made["accessibility_label"] = plain(says, LONGEST_BUTTON)
    if confirm:
        made["confirm"] = confirm
    return made


def confirmation(*, title: str, text: str, confirm: str, deny: str) -> Element:
    return {
        "title": plain_text(title, 100),
        "text": plain_text(text, 300),
        "confirm": plain_text(confirm, 30),
        "deny": plain_text(deny, 30),
    }


def option(text: str, value: str, description: str = "") -> Option:
    """Long texts are cut in the middle: names often differ at their end."""
    made: Option = {
        "text": {"type": "plain_text", "text": cut_in_the_middle(text, 75) or " ", "emoji": False},
        "value": within(value, LONGEST_OPTION_VALUE, "option value"),
    }
    if description:
        made["description"] = plain_text(description, 75)
    return made


def carrying(made: Element, value: str) -> Element:
    """The same button or option with a value of its own: what is alike for all accounts is made once."""
    longest = LONGEST_VALUE if made.get("type") == "button" else LONGEST_OPTION_VALUE
    return {**made, "value": within(value, longest, "value")}


def select(action: str, options: Sequence[Option], *, placeholder: str, initial: Option | None = None) -> Element:
    made = {
        "type": "static_select",
        "action_id": identifier(action),
        "placeholder": plain_text(placeholder, 150),
        "options": counted(options, 1, OPTIONS_IN_A_SELECT, "select options"),
    }
    return made | ({"initial_option": initial} if initial else {})


def multi_select(
    action: str, options: Sequence[Option], *, placeholder: str, most: int, initial: Sequence[Option] = ()
) -> Element:
    made = {
        "type": "multi_static_select",
        "action_id": identifier(action),
        "placeholder": plain_text(placeholder, 150),
        "options": counted(options, 1, OPTIONS_IN_A_SELECT, "select options"),
        "max_selected_items": most,
    }
    return made | ({"initial_options": list(initial)} if initial else {})


def external_select(
    action: str, *, placeholder: str, min_query_length: int = 1, initial: Option | None = None
) -> Element:
    """A type-ahead: Slack asks us for the options while the person writes."""
    made = {
        "type": "external_select",
        "action_id": identifier(action),
        "placeholder": plain_text(placeholder, 150),
        "min_query_length": min_query_length,
    }
    return made | ({"initial_option": initial} if initial else {})


def person_select(action: str, *, placeholder: str, initial: str = "") -> Element:
    """Anybody of the workspace; who may be chosen is checked when the form comes back."""
    made = {
        "type": "users_select",
        "action_id": identifier(action),
        "placeholder": plain_text(placeholder, 150),
    }
    return made | ({"initial_user": initial} if initial else {})


def conversations_select(action: str, *, placeholder: str, most: int, initial: Sequence[str] = ()) -> Element:
    """Channels of our own company, open and private; who reads them is looked at when the form comes back."""
    made = {
        "type": "multi_conversations_select",
        "action_id": identifier(action),
        "placeholder": plain_text(placeholder, 150),
        "max_selected_items": most,
        "filter": {"include": ["public", "private"], "exclude_external_shared_channels": True},
    }
    return made | ({"initial_conversations": list(initial)} if initial else {})


def overflow(action: str, options: Sequence[Option]) -> Element:
    return {
        "type": "overflow",
        "action_id": identifier(action),
        "options": counted(options, 1, OPTIONS_IN_AN_OVERFLOW, "overflow options"),
    }


def radio_buttons(action: str, options: Sequence[Option], *, initial: Option | None = None) -> Element:
    made = {
        "type": "radio_buttons",
        "action_id": identifier(action),
        "options": counted(options, 1, OPTIONS_IN_A_GROUP, "radio buttons"),
    }
    return made | ({"initial_option": initial} if initial else {})


def text_input(
    action: str, *, multiline: bool = False, max_length: int = 3000, placeholder: str = "", initial: str = ""
) -> Element:
    made: Element = {
        "type": "plain_text_input",
        "action_id": identifier(action),
        "multiline": multiline,
        "max_length": min(max_length, 3000),
    }
    if placeholder:
        made["placeholder"] = plain_text(placeholder, 150)
    return made | ({"initial_value": plain(initial, max_length)} if initial else {})


def number_input(action: str, *, lowest: int, highest: int) -> Element:
    return {
        "type": "number_input",
        "action_id": identifier(action),
        "is_decimal_allowed": False,
        "min_value": str(lowest),
        "max_value": str(highest),
    }


def date_picker(action: str, *, initial: date | None = None) -> Element:
    made: Element = {"type": "datepicker", "action_id": identifier(action)}
    return made | ({"initial_date": initial.isoformat()} if initial else {})


def time_picker(action: str, *, initial: str = "") -> Element:
    """A time of the day like 14:30, in the zone of whoever fills it in."""
    made: Element = {"type": "timepicker", "action_id": identifier(action)}
    return made | ({"initial_time": initial} if initial else {})


def identifier(name: str) -> str:
    return within(str(name), LONGEST_ID, "identifier")


def within(text: str, limit: int, what: str) -> str:
    """`text`, which must not be cut: half an identifier names something else."""
    if len(text) > limit:
        raise LimitError(f"{what}: {len(text)} characters, {limit} allowed")
    return text


def counted(things: Sequence[Element], fewest: int, most: int, what: str) -> list[Element]:
    if not fewest <= len(things) <= most:
        raise LimitError(f"{what}: {len(things)}, {fewest} to {most} allowed")
    return list(things)
