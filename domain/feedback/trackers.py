"""Issue trackers outside: what is asked of them, in which words, and how they may refuse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class TrackerKind(StrEnum):
    GITHUB = "github"
    LINEAR = "linear"
    JIRA = "jira"

    @property
    def proper_name(self) -> str:
        """As it calls itself, and as the steps that it made are signed."""
        return _PROPER_NAMES[self]


_PROPER_NAMES = {TrackerKind.GITHUB: "GitHub", TrackerKind.LINEAR: "Linear", TrackerKind.JIRA: "Jira"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where issues are: a repository (`acme/app`), a team (`ENG`) or a project (`PROD`)."""

    tracker: TrackerKind
    project: str

    @property
    def written(self) -> str:
        return f"{self.tracker}:{self.project}"

    def called(self, issue: str) -> str:
        """`acme/app#45`, `ENG-12`."""
        return f"{self.project}#{issue}" if self.tracker is TrackerKind.GITHUB else issue


def place_from(written: str) -> Place | None:
    """From `github:acme/app`."""
    tracker, _, project = written.partition(":")
    return Place(TrackerKind(tracker), project) if tracker in set(TrackerKind) and project else None


class IssueState(StrEnum):
    OPEN = "open"
    STARTED = "started"
    COMPLETED = "completed"
    CANCELED = "canceled"

    @property
    def is_over(self) -> bool:
        return self in {IssueState.COMPLETED, IssueState.CANCELED}


@dataclass(frozen=True, slots=True)
class Issue:
    """`key` is what people call it by in its place, `id` the tracker's own; `state_name` is in the tracker's words."""

    place: Place
    key: str
    id: str
    url: str
    title: str
    state: IssueState
    state_name: str
    changed_at: datetime


class PartKind(StrEnum):
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class TextPart:
    """A part of a text in no tracker's markup; `url` is a link's."""

    kind: PartKind
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class IssueDraft:
    """An issue to be made. `key` is a random UUID of its own: whatever was made of it can be told by it."""

    key: str
    request: int
    title: str
    parts: tuple[TextPart, ...]

    @property
    def marker(self) -> str:
        """Stands unseen in the issue, where the tracker has no place for `key`."""
        return f"moorline:request:{self.request} {self.key}"


@dataclass(frozen=True, slots=True)
class CommentDraft:
    key: str
    parts: tuple[TextPart, ...]

    @property
    def marker(self) -> str:
        return f"moorline:comment {self.key}"


class TrackerRefusal(StrEnum):
    """Why it will not be done, today or tomorrow."""

    BAD_TOKEN = "bad_token"  # noqa: S105 - a word, not a token
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    MOVED = "moved"
    GONE = "gone"
    INVALID = "invalid"
    NO_ANSWER = "no_answer"
    """It did not answer for a day."""
    NOT_SET_UP = "not_set_up"
    """It was taken out of the settings."""


class TrackerError(Exception):
    """The base of what a tracker may answer but yes."""

    @property
    def what(self) -> str:
        """In one word of ours, for the log: a tracker's own words may repeat what somebody wrote."""
        return type(self).__name__


@dataclass(unsafe_hash=True)
class TrackerRefusedError(TrackerError):
    """For good. `detail` is the tracker's own word on it, short."""

    refusal: TrackerRefusal
    detail: str = ""

    @property
    def what(self) -> str:
        return f"refused, {self.refusal}"


@dataclass(unsafe_hash=True)
class TrackerBusyError(TrackerError):
    """Too much at once: nothing was done, and it is left alone for so many seconds."""

    seconds: float

    @property
    def what(self) -> str:
        return f"busy for {self.seconds:.0f} s"


@dataclass(unsafe_hash=True)
class TrackerAwayError(TrackerError):
    """No answer, or none that says anything: what was asked may have been done all the same."""

    reason: str

    @property
    def what(self) -> str:
        return f"no answer, {self.reason}"


class Tracker(Protocol):
    """Everything may raise a `TrackerError`; nothing is tried again in here."""

    @property
    def kind(self) -> TrackerKind: ...
    def create(self, place: Place, draft: IssueDraft) -> Issue: ...
    def made_of(self, place: Place, draft: IssueDraft, *, since: datetime) -> Issue | None:
        """What an earlier try made of the same draft, although its answer was lost."""
        ...

    def issue(self, place: Place, key: str) -> Issue: ...
    def comment(self, issue: Issue, draft: CommentDraft) -> None: ...
    def has_comment(self, issue: Issue, draft: CommentDraft, *, since: datetime) -> bool: ...
    def changed(self, place: Place, *, since: datetime) -> Sequence[Issue]:
        """Whatever changed since then, oldest change first."""
        ...

    def checked(self, place: Place) -> str:
        """Whether issues may be read there, and what the place is called; for whoever sets it up."""
        ...


@dataclass(unsafe_hash=True)
class HookRefusedError(Exception):
    """The tracker did not say it, or did not say it now."""

    reason: str


class HookMalformedError(ValueError):
    """It said it, and it makes no sense."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A tracker says that an issue changed; how it is now is read from the tracker itself."""

    place: Place
    key: str
    delivery: str
