"""What changed, told to whoever listens (the browser's live updates)."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum


class ChangeKind(StrEnum):
    MESSAGE_POSTED = "message_posted"
    MESSAGE_CHANGED = "message_changed"
    MESSAGE_DELETED = "message_deleted"
    CHANNEL_CHANGED = "channel_changed"
    MODAL_CHANGED = "modal_changed"
    HOME_CHANGED = "home_changed"


@dataclass(frozen=True, slots=True)
class Change:
    """`reader` is the only person who may hear of it; None: everyone who may see the channel."""

    kind: ChangeKind
    reader: str | None = None
    channel_id: str | None = None
    ts: str | None = None
    thread_ts: str | None = None
    view_id: str | None = None
    app_id: str | None = None


class ChangeFeed:
    def __init__(self) -> None:
        self._queues: list[asyncio.Queue[Change]] = []

    def tell(self, change: Change) -> None:
        for queue in self._queues:
            queue.put_nowait(change)

    @contextmanager
    def listening(self) -> Iterator[asyncio.Queue[Change]]:
        queue: asyncio.Queue[Change] = asyncio.Queue()
        self._queues.append(queue)
        try:
            yield queue
        finally:
            self._queues.remove(queue)
