"""The blocks of a message or a modal, as plain dictionaries within Slack's limits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from bot.blocks.kit.elements import Element, LimitError, counted, identifier, plain_text, within
from bot.blocks.kit.text import plain, shortened

Block: TypeAlias = dict[str, Any]

LONGEST_TEXT = 3000
LONGEST_FIELD = 2000
LONGEST_HEADER = 150
LONGEST_LABEL = 2000
FIELDS_IN_A_SECTION = 10
ELEMENTS_IN_A_CONTEXT = 10
ELEMENTS_IN_A_ROW_OF_ACTIONS = 25


def mrkdwn(text: str, limit: int = LONGEST_TEXT) -> Element:
    """Always verbatim: nothing in it turns into a link or a mention that we did not write as one."""
    if not text:
        raise LimitError("an empty text")
    return {"type": "mrkdwn", "text": shortened(text, limit), "verbatim": True}


def section(text: str, *, accessory: Element | None = None, block_id: str = "") -> Block:
    made: Block = {"type": "section", "text": mrkdwn(text)}
    if accessory:
        made["accessory"] = accessory
    return _identified(made, block_id)


def fields(texts: Iterable[str], *, block_id: str = "") -> Block:
    made = [mrkdwn(text, LONGEST_FIELD) for text in texts]
    return _identified({"type": "section", "fields": counted(made, 1, FIELDS_IN_A_SECTION, "fields")}, block_id)


def header(text: str) -> Block:
    return {"type": "header", "text": plain_text(" ".join(text.split()), LONGEST_HEADER)}


def context(*texts: str) -> Block:
    made = [mrkdwn(text) for text in texts]
    return {"type": "context", "elements": counted(made, 1, ELEMENTS_IN_A_CONTEXT, "context elements")}


def divider() -> Block:
    return {"type": "divider"}


def actions(*elements: Element, block_id: str = "") -> Block:
    row = counted(elements, 1, ELEMENTS_IN_A_ROW_OF_ACTIONS, "elements in a row of actions")
    return _identified({"type": "actions", "elements": row}, block_id)


def redrawing(block: Block) -> Block:
    """An input whose choice is told to us at once, so that the form may be drawn anew."""
    return block | {"dispatch_action": True}


def telling_each_letter(block: Block) -> Block:
    """A text that is told to us while it is written, not only at the end."""
    config = {"trigger_actions_on": ["on_character_entered"]}
    return redrawing(block | {"element": block["element"] | {"dispatch_action_config": config}})


def input_block(block_id: str, label: str, element: Element, *, hint: str = "", optional: bool = False) -> Block:
    """What the person fills in; field errors are said under the block of this id."""
    made: Block = {
        "type": "input",
        "block_id": identifier(block_id),
        "label": plain_text(label, LONGEST_LABEL),
        "element": element,
        "optional": optional,
    }
    return made | ({"hint": plain_text(hint, LONGEST_LABEL)} if hint else {})


def image(*, slack_file: str, alt_text: str, title: str = "") -> Block:
    """A picture that is already in Slack; `alt_text` says what it shows."""
    made: Block = {"type": "image", "slack_file": {"id": slack_file}, "alt_text": plain(alt_text, LONGEST_LABEL)}
    return made | ({"title": plain_text(title, LONGEST_LABEL)} if title else {})


def quotation(text: str, *, block_id: str = "") -> Block:
    """What somebody wrote, letter for letter: rich text parses nothing, so nothing in it can be live."""
    part = {"type": "text", "text": plain(text, LONGEST_TEXT) or " "}
    quote = {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [part]}]}
    return _identified(quote, block_id)


def draft(text: str) -> Block:
    """What is to be copied, letter for letter and in one piece."""
    part = {"type": "text", "text": plain(text, LONGEST_TEXT) or " "}
    return {"type": "rich_text", "elements": [{"type": "rich_text_preformatted", "elements": [part]}]}


def _identified(block: Block, block_id: str) -> Block:
    return block | {"block_id": within(block_id, 255, "block_id")} if block_id else block
