"""Finding and naming what stands inside blocks."""

from collections.abc import Iterator, Sequence
from copy import deepcopy

from playground.clock import Ids
from playground.json_types import Json

PASSIVE = {"image", "plain_text", "mrkdwn"}
STATELESS = {"button", "icon_button", "overflow", "feedback_buttons"}


def all_blocks(blocks: Sequence[Json]) -> Iterator[Json]:
    """Every block, those inside containers and carousels after the one that holds them."""
    for block in blocks:
        yield block
        inner = block.get("child_blocks") or (block.get("elements") if block["type"] == "carousel" else None)
        yield from all_blocks(inner or ())


def elements_of(block: Json) -> list[Json]:
    """The interactive elements a block itself holds."""
    found = [block.get("element"), block.get("accessory")]
    if block["type"] in {"actions", "context_actions"}:
        found += block["elements"]
    if block["type"] == "card":
        found += block.get("actions") or ()
    return [element for element in found if element is not None and element["type"] not in PASSIVE]


def find_element(blocks: Sequence[Json], block_id: str, action_id: str) -> tuple[Json, Json] | None:
    """The block and the element in it."""
    for block in all_blocks(blocks):
        for element in elements_of(block):
            if (block["block_id"], element["action_id"]) == (block_id, action_id):
                return block, element
    return None


def stateful(blocks: Sequence[Json]) -> Iterator[tuple[Json, Json]]:
    """Every element that holds a value, with its block."""
    for block in all_blocks(blocks):
        for element in elements_of(block):
            if element["type"] not in STATELESS:
                yield block, element


def with_ids(blocks: Sequence[Json], ids: Ids) -> list[Json]:
    """A copy in which no block and no element is without its id, as Slack gives them."""
    copied = deepcopy(list(blocks))
    for block in all_blocks(copied):
        block["block_id"] = block.get("block_id") or ids.next("b")
        for element in elements_of(block):
            element["action_id"] = element.get("action_id") or ids.next("a")
    return copied
