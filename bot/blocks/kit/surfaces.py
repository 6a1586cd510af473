"""Whole answers: a message, a modal, or what is wrong with the fields of a modal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.blocks.kit.blocks import Block
from bot.blocks.kit.elements import counted, identifier, plain_text, within
from bot.blocks.kit.text import escaped, plain, shortened

BLOCKS_IN_A_MESSAGE = 50
BLOCKS_IN_A_MODAL = 100
BLOCKS_IN_A_HOME_TAB = 100
LONGEST_MESSAGE_TEXT = 40_000
LONGEST_TITLE = 24
LONGEST_METADATA = 3000


@dataclass(frozen=True, slots=True)
class Message:
    """`text` is all that a screen reader or a notification has, so it says everything the blocks say."""

    text: str
    blocks: tuple[Block, ...] = ()

    def __post_init__(self) -> None:
        counted(self.blocks, 0, BLOCKS_IN_A_MESSAGE, "blocks in a message")

    def payload(self) -> dict[str, Any]:
        """The arguments of `chat.postMessage` and of an answer; an answer without blocks is its text."""
        return {"text": self.text, "blocks": list(self.blocks)} if self.blocks else {"text": self.text}


def message(blocks: Iterable[Block | None]) -> Message:
    """A message whose text is read off its blocks; what is None is left out."""
    kept = tuple(block for block in blocks if block)
    return Message(shortened(text_of(kept), LONGEST_MESSAGE_TEXT), kept)


def text_of(blocks: Sequence[Block]) -> str:
    """Everything the blocks say, a line each; buttons and inputs are no statement and are left out."""
    return "\n".join(line for block in blocks for line in _lines(block))


@dataclass(frozen=True, slots=True)
class Modal:
    """A form or a page over the conversation; `metadata` holds opaque ids only and comes back with each click."""

    callback_id: str
    title: str
    blocks: tuple[Block, ...]
    submit: str = ""
    close: str = ""
    metadata: str = ""

    def view(self) -> dict[str, Any]:
        """The view of `views.open`, `views.update` and of a submission's answer."""
        made: dict[str, Any] = {
            "type": "modal",
            "callback_id": identifier(self.callback_id),
            "title": plain_text(self.title, LONGEST_TITLE),
            "blocks": counted(self.blocks, 1, BLOCKS_IN_A_MODAL, "blocks in a modal"),
            "private_metadata": within(self.metadata, LONGEST_METADATA, "private_metadata"),
        }
        if self.submit:
            made["submit"] = plain_text(self.submit, LONGEST_TITLE)
        if self.close:
            made["close"] = plain_text(self.close, LONGEST_TITLE)
        return made


@dataclass(frozen=True, slots=True)
class HomePage:
    """The Home tab of one person; `metadata` comes back with each click."""

    blocks: tuple[Block, ...]
    metadata: str = ""

    def view(self) -> dict[str, Any]:
        """The view of `views.publish`."""
        return {
            "type": "home",
            "blocks": counted(self.blocks, 1, BLOCKS_IN_A_HOME_TAB, "blocks of a Home tab"),
            "private_metadata": within(self.metadata, LONGEST_METADATA, "private_metadata"),
        }


@dataclass(frozen=True, slots=True)
class FieldErrors:
    """What is wrong, by the block_id of the field; the modal stays open and keeps what was typed."""

    errors: Mapping[str, str] = field(default_factory=dict)

    def payload(self) -> dict[str, str]:
        return {block_id: plain(text, 2000) for block_id, text in self.errors.items()}


def _lines(block: Block) -> Iterable[str]:
    kind = block["type"]
    if kind == "section":
        parts = [block["text"]] if "text" in block else block["fields"]
        return [part["text"] for part in parts]
    if kind == "header":
        return [f"*{escaped(block['text']['text'])}*"]
    if kind == "context":
        return [" · ".join(part["text"] for part in block["elements"])]
    if kind == "image":
        return [escaped(block["alt_text"])]
    if kind == "rich_text":
        return ["> " + escaped(block["elements"][0]["elements"][0]["text"]).replace("\n", "\n> ")]
    return []
