"""Blocks and views as Slack judges them: a list of what is wrong, empty when nothing is."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from playground.block_kit.blocks import (
    LONGEST_MARKDOWN,
    MOST_IN_MESSAGE,
    MOST_IN_VIEW,
    home_block,
    message_block,
    modal_block,
)
from playground.block_kit.checks import Check, anything, by_type, flag, many, shape, string, wrong
from playground.block_kit.inside import all_blocks, elements_of
from playground.block_kit.objects import LONGEST_ID, plain
from playground.json_types import Json

ONE_A_MESSAGE = "table"
LONGEST_PRIVATE_METADATA = 3000


def problems_of_blocks(blocks: Any, at: str = "/blocks") -> list[str]:
    """Of a message's blocks."""
    found = list(many(message_block, 0, MOST_IN_MESSAGE)(blocks, at))
    return found or [*_repeated_ids(blocks, at), *_beyond_one_message(blocks, at)]


def problems_of_view(view: Any, at: str = "/view") -> list[str]:
    found = list(_view(view, at))
    return found or [*_repeated_ids(view["blocks"], f"{at}/blocks"), *_needs_submit(view, at)]


def _repeated_ids(blocks: Sequence[Json], at: str) -> Iterator[str]:
    block_ids = Counter(block["block_id"] for block in all_blocks(blocks) if block.get("block_id"))
    yield from (wrong(f"`block_id` {each} is used more than once", at) for each in _repeated(block_ids))
    for block in all_blocks(blocks):
        action_ids = Counter(element["action_id"] for element in elements_of(block) if element.get("action_id"))
        yield from (
            wrong(f"`action_id` {each} is used more than once in a block", at) for each in _repeated(action_ids)
        )


def _repeated(ids: Counter[str]) -> list[str]:
    return [each for each, count in ids.items() if count > 1]


def _beyond_one_message(blocks: Sequence[Json], at: str) -> Iterator[str]:
    if sum(block["type"] == ONE_A_MESSAGE for block in all_blocks(blocks)) > 1:
        yield wrong("only one table block is allowed", at)
    if sum(len(block["text"]) for block in blocks if block["type"] == "markdown") > LONGEST_MARKDOWN:
        yield wrong(f"markdown must be less than {LONGEST_MARKDOWN + 1} characters over all blocks", at)


def _needs_submit(view: Json, at: str) -> Iterator[str]:
    has_input = any(block["type"] == "input" for block in all_blocks(view["blocks"]))
    if view["type"] == "modal" and has_input and not view.get("submit"):
        yield wrong("missing required field: submit, as the view has an input", at)


_VIEW: dict[str, Check] = {
    "private_metadata": string(LONGEST_PRIVATE_METADATA, 0),
    "callback_id": string(LONGEST_ID, 0),
    "external_id": string(LONGEST_ID, 0),
}
_MODAL: dict[str, Check] = {
    **_VIEW,
    "submit": plain(24),
    "close": plain(24),
    "clear_on_close": flag,
    "notify_on_close": flag,
    "submit_disabled": flag,
}
_view = by_type(
    lambda: {
        "modal": shape({"title": plain(24), "blocks": many(modal_block, 0, MOST_IN_VIEW)}, _MODAL),
        "home": shape({"blocks": many(home_block, 0, MOST_IN_VIEW)}, {**_VIEW, "title": anything, "close": anything}),
    }
)
