"""What the Home tab shows: what needs this person today, and, for admins, how Moorline itself is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.digests.items import Item
from domain.job_states import JobState
from domain.outbox.outgoing import Pause
from domain.outbox.ports import OutboxCounts, OutboxLine
from domain.permissions import Member
from domain.tasks.ports import TaskPage


@dataclass(frozen=True, slots=True)
class OwnState:
    """For admins: messages that wait or were given up (newest first), and the jobs that fail."""

    counts: OutboxCounts
    pauses: Sequence[Pause]
    parked: Sequence[OutboxLine]
    failing: Sequence[JobState]

    @property
    def is_well(self) -> bool:
        return not (self.pauses or self.parked or self.failing)


@dataclass(frozen=True, slots=True)
class HomeLook:
    """`items` are the first of the digest, `more` how many follow; None where the role has no digest."""

    member: Member
    as_of: datetime
    items: tuple[Item, ...] | None
    more: int
    tasks: TaskPage | None
    next_digest_at: datetime | None
    zone: str
    own: OwnState | None
