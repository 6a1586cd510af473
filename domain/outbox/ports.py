"""What services need of the book about announcements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from domain.outbox.announcement import Announcement, Manner, Posted
from domain.outbox.outgoing import OutboxState, Outgoing, Pause
from domain.outbox.settling import Settled

LEASE = timedelta(seconds=30)
"""How long a claim holds: longer than the longest call to Slack, so that nobody takes over what is still going on."""
PACE = timedelta(seconds=1)
"""Between two messages in one conversation (Slack's limit for posting)."""


@dataclass(frozen=True, slots=True)
class OutboxCounts:
    """How many stand in each state; `oldest_due` is when the first of the waiting ones was due."""

    waiting: int
    sending: int
    parked: int
    oldest_due: datetime | None


@dataclass(frozen=True, slots=True)
class OutboxLine:
    """One announcement as a list shows it."""

    id: int
    announcement: Announcement
    state: OutboxState
    recorded_at: datetime
    due_at: datetime
    tries: int
    reason: str
    posted: Posted | None = None


class Outbox(Protocol):
    """What is to be said, in the order in which it was decided for each conversation."""

    def put(self, announcement: Announcement, *, now: datetime, due_at: datetime | None = None) -> int | None:
        """Its number; None where it was recorded before under the same `once`."""
        ...

    def is_anything_due(self, *, now: datetime) -> bool:
        """Whether it is worth claiming: nothing is written for this."""
        ...

    def claim(self, *, now: datetime, most: int, manners: Sequence[Manner] = tuple(Manner)) -> Sequence[Outgoing]:
        """The first of each conversation that is due, not leased and not paced out; leased to the caller now."""
        ...

    def settle(self, outgoing: Outgoing, settled: Settled, *, now: datetime) -> bool:
        """False, and nothing written, when somebody else has claimed it since."""
        ...

    def pause(self, pause: Pause) -> None:
        """A longer pause of the same method stays."""
        ...

    def resume(self, method: str) -> None: ...
    def pauses(self, *, now: datetime) -> Sequence[Pause]: ...
    def counts(self, *, now: datetime) -> OutboxCounts: ...
    def lines(self, states: Sequence[OutboxState], *, limit: int) -> Sequence[OutboxLine]:
        """Newest first."""
        ...

    def of(self, numbers: Sequence[int]) -> Sequence[OutboxLine]:
        """Those of the numbers that there are, in their order."""
        ...

    def said_about(self, about: str) -> Sequence[OutboxLine]:
        """What was said of a thing, and where it stands; oldest first."""
        ...

    def retry(self, number: int, *, now: datetime) -> bool:
        """A parked one is due again, from its first try; False for any other."""
        ...

    def sweep(self, *, older_than: datetime) -> int:
        """Forgets what was sent or dropped before then; what is parked stays, and so do cards."""
        ...

    def direct_line(self, person: str) -> str | None:
        """The conversation with a person, once it was opened."""
        ...

    def remember_line(self, person: str, channel: str) -> None: ...
