from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from playground.refusals import SlackRefusal


class ChannelKind(StrEnum):
    """The values are Slack's `channel_type`."""

    PUBLIC = "channel"
    PRIVATE = "group"
    IM = "im"


@dataclass(slots=True)
class Channel:
    id: str
    kind: ChannelKind
    name: str
    creator: str
    created: int
    members: list[str] = field(default_factory=list)
    topic: str = ""
    purpose: str = ""
    is_ext_shared: bool = False
    is_archived: bool = False
    is_general: bool = False

    @property
    def is_im(self) -> bool:
        return self.kind is ChannelKind.IM

    @property
    def is_private(self) -> bool:
        return self.kind is not ChannelKind.PUBLIC

    def partner_of(self, person_id: str) -> str:
        """The other side of a direct message; of a message to oneself, oneself."""
        return next((member for member in self.members if member != person_id), person_id)


class Channels:
    def __init__(self) -> None:
        self._channels: dict[str, Channel] = {}

    def __iter__(self) -> Iterator[Channel]:
        return iter(self._channels.values())

    def add(self, channel: Channel) -> Channel:
        self._channels[channel.id] = channel
        return channel

    def find(self, channel_id: str) -> Channel | None:
        return self._channels.get(channel_id)

    def named(self, channel_id: str) -> Channel:
        if channel := self._channels.get(channel_id):
            return channel
        raise SlackRefusal("channel_not_found")

    def called(self, name: str) -> Channel | None:
        return next((channel for channel in self if channel.name == name and not channel.is_im), None)

    def direct(self, people: Iterable[str]) -> Channel | None:
        wanted = set(people)
        return next((channel for channel in self if channel.is_im and set(channel.members) == wanted), None)
