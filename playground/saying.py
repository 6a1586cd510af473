"""Messages of apps: what they may contain, and putting them before people."""

from dataclasses import dataclass
from typing import Any, TypedDict, Unpack

from playground.apps import App
from playground.block_kit.inside import with_ids
from playground.block_kit.objects import metadata
from playground.block_kit.validation import problems_of_blocks
from playground.json_types import Json
from playground.messages import Edit, Message
from playground.pictures import refuse_unknown_files
from playground.refusals import SlackRefusal
from playground.workspace import Workspace

LONGEST_TEXT = 40_000
MOST_ATTACHMENTS = 100


@dataclass(frozen=True, slots=True)
class Words:
    """None means: not said, which keeps what stood there in an update."""

    text: str | None = None
    blocks: list[Json] | None = None
    attachments: list[Json] | None = None
    metadata: Json | None = None

    @property
    def are_none(self) -> bool:
        return not (self.text or self.blocks or self.attachments)


def words_from(workspace: Workspace, given: Json) -> Words:
    """Refuses what Slack refuses: too long, malformed blocks, too many attachments, metadata of another shape."""
    text, said_metadata = given.get("text"), given.get("metadata") or None
    if text is not None and len(str(text)) > LONGEST_TEXT:
        raise SlackRefusal("msg_too_long")
    if said_metadata and any(metadata(said_metadata, "/metadata")):
        raise SlackRefusal("invalid_metadata_format")
    return Words(
        text=None if text is None else str(text),
        blocks=_blocks(workspace, given.get("blocks")),
        attachments=_attachments(given.get("attachments")),
        metadata=said_metadata,
    )


def spoken(words: Words) -> Words:
    """The words, when there are any."""
    if words.are_none:
        raise SlackRefusal("no_text")
    return words


class Placed(TypedDict, total=False):
    """Where a message goes and who sees it; left out: into the channel, for everybody."""

    thread_ts: str | None
    reply_broadcast: bool
    ephemeral_to: str | None
    typed_command: str | None
    file_ids: list[str]


def say(workspace: Workspace, app: App, channel_id: str, words: Words, **placed: Unpack[Placed]) -> Message:
    placed["thread_ts"] = _root_of(workspace, channel_id, placed.get("thread_ts"))
    return workspace.post(
        Message(
            channel_id=channel_id,
            ts=workspace.timestamps.next(),
            user_id=app.bot_user_id,
            text=words.text or "",
            blocks=words.blocks or [],
            attachments=words.attachments or [],
            app_id=app.id,
            metadata=words.metadata,
            **placed,
        )
    )


def rewrite(workspace: Workspace, message: Message, words: Words, *, editor_id: str) -> None:
    """What is not said anew stays."""
    message.text = message.text if words.text is None else words.text
    message.blocks = message.blocks if words.blocks is None else words.blocks
    message.attachments = message.attachments if words.attachments is None else words.attachments
    message.metadata = message.metadata if words.metadata is None else words.metadata
    message.edited = Edit(editor_id, workspace.timestamps.next())
    workspace.message_changed(message)


def _blocks(workspace: Workspace, blocks: Any) -> list[Json] | None:
    if blocks is None:
        return None
    if not isinstance(blocks, list):
        raise SlackRefusal("invalid_blocks_format")
    if problems := problems_of_blocks(blocks):
        raise SlackRefusal("invalid_blocks", details=problems)
    refuse_unknown_files(workspace, blocks, "invalid_blocks")
    return with_ids(blocks, workspace.ids)


def _attachments(attachments: Any) -> list[Json] | None:
    if attachments is not None and not isinstance(attachments, list):
        raise SlackRefusal("invalid_attachments")
    if len(attachments or ()) > MOST_ATTACHMENTS:
        raise SlackRefusal("too_many_attachments")
    return attachments


def _root_of(workspace: Workspace, channel_id: str, thread_ts: str | None) -> str | None:
    """A reply to a reply belongs to the thread of its first message."""
    answered = workspace.messages.find(channel_id, thread_ts) if thread_ts else None
    return answered.thread_ts if answered is not None and answered.is_reply else thread_ts
