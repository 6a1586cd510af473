"""For admins: what Moorline is connected with, who uses it, where it speaks, how it is, and what is left to set up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.home import CompanyLook, Connections, HomeAsk, OwnState, stopped_feeds
from domain.job_states import JobState
from domain.outbox.outgoing import OutboxState
from domain.permissions import Affiliation, Role
from domain.ports import Book

REFUSED = "access.refused"
LATELY = timedelta(days=7)
MOST_REFUSALS = 200
MOST_PARKED = 3
MOST_OWNERS = 5
TRACKERS = "trackers"
_NOT_OURS = frozenset({Affiliation.GUEST.value, Affiliation.OUTSIDER.value})


@dataclass(frozen=True, slots=True)
class Company:
    connections: Connections

    def look(self, book: Book, ask: HomeAsk) -> CompanyLook | None:
        if ask.reader.role is not Role.ADMIN:
            return None
        jobs, feeds = {each.job: each for each in book.job_states.all()}, book.feeds.all()
        policy = book.policies.current()
        trackers = jobs.get(TRACKERS)
        return CompanyLook(
            connections=self.connections,
            trackers_at=trackers.ended_at if trackers and not trackers.failed_with else None,
            trackers_fail=bool(trackers and trackers.failed_with),
            feeds=tuple(sorted(feeds, key=lambda feed: feed.name)),
            stopped=stopped_feeds(feeds, ask.now),
            roles=Counter(member.role for member in ask.members),
            without_role=tuple(book.home.owners_without_role(limit=MOST_OWNERS)),
            refused=_refused(book, ask.now),
            areas=len(book.feedback.areas()),
            digest_channels=book.wishes.rules().channel_digests.channels,
            set_up=book.home.set_up(),
            policy=policy.version if policy else None,
            own=_own(book, list(jobs.values()), ask.now),
        )


def _refused(book: Book, now: datetime) -> int:
    """Guests and outsiders who were turned away in the last seven days, each counted once."""
    entries = book.audit.entries(action=REFUSED, limit=MOST_REFUSALS)
    return len({each.actor for each in entries if each.after in _NOT_OURS and now - each.at <= LATELY})


def _own(book: Book, jobs: list[JobState], now: datetime) -> OwnState:
    failing = [state for state in jobs if state.failed_with]
    parked = book.outbox.lines([OutboxState.PARKED], limit=MOST_PARKED)
    return OwnState(book.outbox.counts(now=now), book.outbox.pauses(now=now), parked, failing)
