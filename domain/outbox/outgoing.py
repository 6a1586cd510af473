"""An announcement on its way, and what became of a try to say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from domain.outbox.announcement import Announcement, Posted


class OutboxState(StrEnum):
    NEW = "new"
    """To be sent when it is due."""
    SENDING = "sending"
    """Somebody holds the lease and tries; once the lease is over, nobody knows what came of it."""
    SENT = "sent"
    PARKED = "parked"
    """Given up aloud: it stands in the list of what could not be said, and can be tried again."""
    DROPPED = "dropped"
    """There was nothing to say any more when its turn came."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A claimed announcement. `fence` is the number of the claim: who holds an older one may write nothing.

    `key` is the private id that goes with the message as metadata. `is_unclear` says that it may be there already.
    `earlier` is the message it changes or answers, where its manner asks for one.
    """

    id: int
    key: str
    announcement: Announcement
    fence: int
    tries: int
    lease_until: datetime
    recorded_at: datetime
    first_tried_at: datetime
    is_unclear: bool = False
    earlier: Posted | None = None

    @property
    def thread(self) -> str | None:
        """The first message of the thread that it is said in."""
        return self.earlier.ts if self.earlier else self.announcement.thread


@dataclass(frozen=True, slots=True)
class Sent:
    """Slack has it."""

    posted: Posted


@dataclass(frozen=True, slots=True)
class Dropped:
    """Nothing is to be said any more."""

    reason: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """Its channel is read by people it is not for, or nobody can tell by whom: `reason` says which."""

    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """It cannot be said, today or tomorrow: Slack's word, or `unforeseen:` and the reference that stands in the log."""

    reason: str


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Slack did not take it, and may another time.

    `passes`: it is no fault of the message; Slack, or the way to it, is ill, and will be well again.
    """

    reason: str
    passes: bool = False


@dataclass(frozen=True, slots=True)
class Unclear:
    """It was sent, and no answer says whether it is there."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unseen:
    """Whether it is there cannot be looked up: the permission to read the conversation is missing."""

    reason: str


@dataclass(frozen=True, slots=True)
class Limited:
    """Too much at once: that method is left alone for so many seconds."""

    method: str
    seconds: float


@dataclass(frozen=True, slots=True)
class ShutOut:
    """Slack does not know the token any more: everything waits."""

    reason: str


@dataclass(frozen=True, slots=True)
class GivenBack:
    """Nothing was tried: the bot stops, or its turn has not come."""


Outcome: TypeAlias = Sent | Dropped | Withheld | Refused | NotTaken | Unclear | Unseen | Limited | ShutOut | GivenBack


@dataclass(frozen=True, slots=True)
class Pause:
    """A method of Slack's that is left alone until then; `everything` stands for all of them."""

    method: str
    until: datetime
    reason: str


EVERYTHING = "*"
