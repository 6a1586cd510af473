"""One measure's evidence for the whole book, and what the rules share when they look for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

import numpy as np

from domain.health.columns.arrays import Flags, Floats, local_days
from domain.health.columns.facts import BookFacts, FeedFact
from domain.health.policy import HealthPolicy
from domain.records import RecordKind


@dataclass(frozen=True, slots=True)
class Found:
    """A measure's values; NaN where it is unknown, or where `applies` is False. `source` names where it came from."""

    value: Floats
    known_on: Floats
    applies: Flags
    source: str
    learnt_at: Floats


@dataclass(frozen=True, slots=True)
class Look:
    """The facts of a book, the day from which the rules look at them, and the numbers of those rules."""

    facts: BookFacts
    today: int
    zone: tzinfo
    health: HealthPolicy

    @property
    def size(self) -> int:
        return len(self.facts.account)

    def days(self, instants: Floats) -> Floats:
        return local_days(instants, self.zone)

    def feed(self, kind: RecordKind) -> FeedFact | None:
        return self.facts.feeds.get(kind)

    def feed_day(self, kind: RecordKind) -> Floats:
        """The day up to which a feed has told us everything; NaN for a kind that no feed brings."""
        feed = self.feed(kind)
        told_until = self.days(np.array([feed.succeeded_at if feed else np.nan]))
        return np.full(self.size, np.minimum(told_until, self.today))

    def is_usage_alive(self) -> Flags:
        """The usage feed worked lately: when it brings nothing, there was nothing."""
        return self.feed_day(RecordKind.USAGE) >= self.today - self.health.caps.usage_feed_alive_days


def found(
    look: Look, value: Floats, known_on: Floats, *, kind: RecordKind | None, source: str, applies: Flags | None = None
) -> Found:
    """Evidence that came by the feed of `kind`, else by hand, named `source`."""
    feed = look.feed(kind) if kind else None
    return Found(
        value=value,
        known_on=np.where(np.isnan(value), np.nan, np.minimum(known_on, look.today)),
        applies=np.full(look.size, fill_value=True) if applies is None else applies,
        source=feed.name if feed else source,
        learnt_at=np.full(look.size, feed.succeeded_at if feed else np.nan),
    )


def first_known(*values: Floats) -> Floats:
    """The first of several columns that knows a value, account by account."""
    known = values[0]
    for other in values[1:]:
        known = np.where(np.isnan(known), other, known)
    return known
