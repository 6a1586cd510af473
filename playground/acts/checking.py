"""What Slack itself finds wrong in a form before the app sees it, by block id."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from playground.block_kit.answers import is_empty
from playground.block_kit.inside import all_blocks
from playground.json_types import Json
from playground.views import OpenView

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
LONGEST_INPUT = 3000


def complaints(view: OpenView) -> dict[str, str]:
    found = {}
    for block in all_blocks(view.blocks):
        if block["type"] != "input":
            continue
        held = view.state[block["block_id"]][block["element"]["action_id"]]
        if words := next(_problems(block, held), None):
            found[block["block_id"]] = words
    return found


def _problems(block: Json, held: Json) -> Iterator[str]:
    element = block["element"]
    if is_empty(held):
        if not block.get("optional"):
            yield "Please complete this required field."
        return
    text = held.get("value")
    if isinstance(text, str):
        yield from _text_problems(element, text)
    several = next((value for value in held.values() if isinstance(value, list)), [])
    most = element.get("max_selected_items") or element.get("max_files")
    if most is not None and len(several) > most:
        yield f"Choose at most {most}."


def _text_problems(element: Json, text: str) -> Iterator[str]:
    least, most = element.get("min_length") or 0, element.get("max_length") or LONGEST_INPUT
    if not least <= len(text) <= most:
        yield f"Enter between {least} and {most} characters."
    if element["type"] == "email_text_input" and not EMAIL.fullmatch(text):
        yield "Enter a valid email address."
    if element["type"] == "url_text_input" and not re.match(r"https?://\S+$", text):
        yield "Enter a valid address, with https:// before it."
    if element["type"] == "number_input":
        yield from _number_problems(element, text)


def _number_problems(element: Json, text: str) -> Iterator[str]:
    number = _number(text)
    if number is None:
        yield "Enter a number."
    elif not element["is_decimal_allowed"] and number != number.to_integral_value():
        yield "Enter a whole number."
    elif "min_value" in element and number < Decimal(element["min_value"]):
        yield f"Enter {element['min_value']} or more."
    elif "max_value" in element and number > Decimal(element["max_value"]):
        yield f"Enter {element['max_value']} or less."


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
