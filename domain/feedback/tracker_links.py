"""Requests that stand in a tracker too: recorded first, done by a worker, followed from then on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from domain.feedback.trackers import (
    Issue,
    IssueState,
    Place,
    TrackerAwayError,
    TrackerBusyError,
    TrackerError,
    TrackerKind,
    TrackerRefusal,
    TrackerRefusedError,
)

FIRST_LOOK = timedelta(hours=1)
"""How far back a place is read that was never read before: clocks differ, and what was linked just now may move."""
LEASE = timedelta(minutes=3)
"""Longer than the longest way of asking a tracker, so that nobody takes over what is still going on."""
MOST_TRIES = 30
"""With the waits between them about a day."""
FIRST_WAIT, LONGEST_WAIT = 10.0, 3600.0


class LinkWay(StrEnum):
    CREATE = "create"
    LINK = "link"


class WorkState(StrEnum):
    NEW = "new"
    """To be done when it is due."""
    DONE = "done"
    FAILED = "failed"
    """Given up aloud; it stands on the card, and can be tried again."""
    DROPPED = "dropped"
    """There was nothing to say any more when its turn came."""


@dataclass(frozen=True, slots=True)
class Work:
    """How far a call is. `fence` is the number of the claim: who holds an older one may write nothing.

    `is_begun`: it was tried, and no answer to that is written down. `looks_first`: so it was before this claim.
    """

    due_at: datetime
    state: WorkState = WorkState.NEW
    tries: int = 0
    fence: int = 0
    lease_until: datetime | None = None
    is_begun: bool = False
    looks_first: bool = False
    refusal: TrackerRefusal | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class TrackerLink:
    """`with_names`: customers are named there. `permalink` leads back to the card.

    `issue` is its key; where one is linked that was there before, it is known from the start.
    `asked_at` is when somebody said that the issue changed, and nobody has looked since.
    """

    id: int
    request: int
    place: Place
    way: LinkWay
    by: str
    at: datetime
    key: str
    work: Work
    with_names: bool = False
    permalink: str = ""
    issue: str = ""
    issue_id: str = ""
    url: str = ""
    issue_state: IssueState | None = None
    state_name: str = ""
    changed_at: datetime | None = None
    checked_at: datetime | None = None
    asked_at: datetime | None = None

    @property
    def called(self) -> str:
        return self.place.called(self.issue) if self.issue else self.place.project


@dataclass(frozen=True, slots=True)
class TrackerNote:
    """Something to be added to an issue as a comment, once: `about` is `voice:7`, `merged:3` or `link`."""

    id: int
    link: int
    about: str
    key: str
    at: datetime
    work: Work


@dataclass(frozen=True, slots=True)
class LinkGlance:
    """As a card shows it; `unsaid` are comments that were given up."""

    link: TrackerLink
    unsaid: int = 0


@dataclass(frozen=True, slots=True)
class MissingNote:
    link: int
    about: str


def about_voice(voice: int, came_from: int | None) -> str:
    """Those that came with a merged request are told of together."""
    return f"voice:{voice}" if came_from is None else f"merged:{came_from}"


def worked(work: Work) -> Work:
    return replace(
        work, state=WorkState.DONE, lease_until=None, is_begun=False, looks_first=False, refusal=None, detail=""
    )


def failed(work: Work, refusal: TrackerRefusal, detail: str = "") -> Work:
    return replace(work, state=WorkState.FAILED, lease_until=None, refusal=refusal, detail=detail)


def tried_again(work: Work, *, now: datetime) -> Work:
    """By a person: due at once. Whether an earlier try may have got through is not forgotten."""
    return replace(work, state=WorkState.NEW, tries=0, due_at=now, lease_until=None, refusal=None, detail="")


def after(work: Work, error: TrackerError, *, now: datetime, jitter: float) -> Work:
    """What follows from an answer that was not yes. `jitter` is between 0 and 1."""
    match error:
        case TrackerRefusedError(refusal, detail):
            return replace(failed(work, refusal, detail), is_begun=work.looks_first)
        case TrackerBusyError(seconds):
            until = now + timedelta(seconds=seconds)
            return replace(work, due_at=until, tries=work.tries - 1, lease_until=None, is_begun=work.looks_first)
        case TrackerAwayError(reason) if work.tries >= MOST_TRIES:
            return failed(work, TrackerRefusal.NO_ANSWER, reason)
        case _:
            seconds = min(FIRST_WAIT * 2.0 ** min(work.tries - 1, 20), LONGEST_WAIT) * (1 + jitter / 2)
            return replace(work, due_at=now + timedelta(seconds=seconds), lease_until=None)


def seen(link: TrackerLink, issue: Issue, *, now: datetime) -> TrackerLink:
    return replace(
        link,
        issue=issue.key,
        issue_id=issue.id,
        url=issue.url,
        issue_state=issue.state,
        state_name=issue.state_name,
        changed_at=issue.changed_at,
        checked_at=now,
        asked_at=None,
    )


class TrackerLinks(Protocol):
    def add(self, link: TrackerLink) -> TrackerLink | None:
        """None where the request has one already."""
        ...

    def of(self, link: int) -> TrackerLink | None: ...
    def of_request(self, request: int) -> Sequence[LinkGlance]:
        """Its own first, then those of requests that were merged into it."""
        ...

    def save(self, link: TrackerLink) -> None:
        """Whoever claimed it before may write nothing any more."""
        ...

    def is_anything_due(self, *, now: datetime) -> bool: ...
    def claim(self, trackers: Collection[TrackerKind], *, now: datetime) -> TrackerLink | None: ...
    def settle(self, link: TrackerLink) -> bool:
        """False, and nothing written, when somebody else has claimed it since."""
        ...

    def missing_notes(self) -> Sequence[MissingNote]:
        """Voices that an issue has heard nothing of, each matter once."""
        ...

    def note(self, missing: MissingNote, *, now: datetime, state: WorkState = WorkState.NEW) -> None:
        """Once for each link and matter."""
        ...

    def claim_note(self, trackers: Collection[TrackerKind], *, now: datetime) -> TrackerNote | None: ...
    def settle_note(self, note: TrackerNote) -> bool: ...
    def retry_notes(self, link: int, *, now: datetime) -> None:
        """Those that were given up are due again."""
        ...

    def ask(self, place: Place, issue: str, *, now: datetime) -> int:
        """How many links stand for the issue: they are to be looked at."""
        ...

    def asked(self, trackers: Collection[TrackerKind]) -> Sequence[TrackerLink]:
        """Links that somebody said something of since they were looked at."""
        ...

    def to(self, place: Place, issues: Collection[str]) -> Sequence[TrackerLink]: ...
    def checked(self, place: Place, *, now: datetime) -> None:
        """All links there were looked at now."""
        ...

    def places(self) -> Sequence[Place]:
        """Where there is something to follow."""
        ...

    def claim_watch(self, place: Place, *, now: datetime, until: datetime) -> datetime | None:
        """Up to which change it was read, an hour ago at first; None where somebody reads it, or did so just now."""
        ...

    def watched(self, place: Place, *, seen_until: datetime) -> None: ...
