from collections.abc import Iterator
from dataclasses import dataclass, field

from playground.json_types import Json
from playground.refusals import SlackRefusal


@dataclass(frozen=True, slots=True)
class Edit:
    user_id: str
    ts: str


@dataclass(slots=True)
class Message:
    """`typed_command` is the slash command shown above an answer that everybody sees."""

    channel_id: str
    ts: str
    user_id: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    reply_broadcast: bool = False
    app_id: str | None = None
    edited: Edit | None = None
    metadata: Json | None = None
    ephemeral_to: str | None = None
    file_ids: list[str] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    typed_command: str | None = None
    is_tombstone: bool = False

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def is_in_channel(self) -> bool:
        """Shown in the channel itself, not only in a thread."""
        return not self.is_reply or self.reply_broadcast

    def is_shown_to(self, person_id: str) -> bool:
        return self.ephemeral_to is None or self.ephemeral_to == person_id


class Messages:
    def __init__(self) -> None:
        self._channels: dict[str, dict[str, Message]] = {}

    def add(self, message: Message) -> Message:
        self._channels.setdefault(message.channel_id, {})[message.ts] = message
        return message

    def find(self, channel_id: str, ts: str) -> Message | None:
        return self._channels.get(channel_id, {}).get(ts)

    def lasting(self, channel_id: str, ts: str) -> Message:
        """A message the Web API may reach; an ephemeral one is out of its reach for good."""
        message = self.find(channel_id, ts)
        if message is None or message.ephemeral_to is not None:
            raise SlackRefusal("message_not_found")
        return message

    def remove(self, message: Message) -> None:
        self._channels.get(message.channel_id, {}).pop(message.ts, None)

    def of_channel(self, channel_id: str) -> Iterator[Message]:
        """Oldest first."""
        return iter(self._channels.get(channel_id, {}).values())

    def replies(self, channel_id: str, thread_ts: str) -> list[Message]:
        return [
            message for message in self.of_channel(channel_id) if message.is_reply and message.thread_ts == thread_ts
        ]
