"""What nobody asked for just now, and is to be said all the same: recorded first, sent second, marked third."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias

Fact: TypeAlias = "str | int | float | bool | list[Fact] | dict[str, Fact] | None"


class AnnouncementKind(StrEnum):
    """What is said; each kind has its words in `bot/outbox`."""

    DIGEST = "digest"
    """What a reader hears in the morning."""
    WEEKLY = "weekly"
    """What happened in a team's week, for who leads it."""
    PRODUCT_WEEK = "product_week"
    """What became of requests in a week, for who decides on them."""
    ALERT = "alert"
    """Something became true of an account, or of a feed, that somebody has to know."""
    CHANNEL_DIGEST = "channel_digest"
    """The same with less detail, for everybody who reads a channel."""
    TRIAGE = "triage"
    """The card of a request, in the channel of its product area."""
    RECEIPT = "receipt"
    """That a request was taken in: where it came from, else to whoever brought it."""
    REQUEST_NEWS = "request_news"
    """What became of a request, to whoever brought it in."""
    DECISIONS_DUE = "decisions_due"
    """Requests that should have been decided on by now, to who decides."""
    TRACKER_NEWS = "tracker_news"
    """What became of a request's issue, and asks somebody to decide."""
    TASK = "task"
    """A task that was given to somebody, falls due or is overdue."""
    PLAYBOOK = "playbook"
    """What a playbook says to who has a part in it."""
    TROUBLE = "trouble"
    """Something of Moorline's own that an admin has to know."""
    TEST = "test"
    """A trial, so that somebody sees where messages arrive."""


THREAD, OR_TO, PLACE = "thread", "or_to", "place"
"""Facts that say where: the first message of the thread to speak in, and to whom, where it may not be said there; the
channel and time of a message to change."""
FORGOTTEN = "forgotten"
"""A fact: the words that it said were taken away."""


class Manner(StrEnum):
    """How it is said."""

    POST = "post"
    """A message of its own."""
    EDIT = "edit"
    """In the place of the message that this reader last got about the same thing; without one, not at all."""
    REPLY = "reply"
    """In the thread of that message; without one, not at all."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """A decision to say something to somebody: what, not yet in which words.

    `to` is a person (their direct messages) or a channel, by Slack's id. `about` names the thing, such as `task:5`.
    `facts` is what was true when it was decided. `once` is a key under which it is recorded one time only.
    """

    kind: AnnouncementKind
    to: str
    about: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    manner: Manner = Manner.POST
    once: str | None = None

    @property
    def thread(self) -> str | None:
        """Of somebody else's message, where it is to be said below one."""
        ts = self.facts.get(THREAD)
        return str(ts) if ts else None

    @property
    def or_to(self) -> str:
        return str(self.facts.get(OR_TO) or "")

    @property
    def place(self) -> Posted | None:
        """The very message that is to be changed, where it need not be the last one about its thing."""
        match self.facts.get(PLACE):
            case [str(channel), str(ts)]:
                return Posted(channel, ts)
            case _:
                return None

    def to_the_person(self) -> Announcement:
        """The same, by direct message."""
        facts = {name: fact for name, fact in self.facts.items() if name not in {THREAD, OR_TO}}
        return replace(self, to=self.or_to, facts=facts)


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a message stands in Slack."""

    channel: str
    ts: str
