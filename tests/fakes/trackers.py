"""A tracker in memory, with what it should answer in the place of the truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from domain.feedback.trackers import (
    CommentDraft,
    Issue,
    IssueDraft,
    IssueState,
    Place,
    TrackerError,
    TrackerKind,
    TrackerRefusal,
    TrackerRefusedError,
)

BEGAN = datetime(2026, 11, 20, 9, tzinfo=UTC)


@dataclass
class FakeTracker:
    """`instead` are raised one by one before anything is done, `lost` after it was done."""

    place: Place
    kind: TrackerKind = TrackerKind.GITHUB
    issues: dict[str, Issue] = field(default_factory=dict)
    drafts: dict[str, IssueDraft] = field(default_factory=dict)
    comments: list[tuple[str, CommentDraft]] = field(default_factory=list)
    instead: list[TrackerError] = field(default_factory=list)
    lost: list[TrackerError] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    now: datetime = BEGAN

    def create(self, place: Place, draft: IssueDraft) -> Issue:
        self._begin("create", place)
        if not draft.title:
            raise TrackerRefusedError(TrackerRefusal.INVALID, "Validation Failed")
        issue = self.put(draft.title)
        self.drafts[issue.key] = draft
        self._lose()
        return issue

    def made_of(self, place: Place, draft: IssueDraft, *, since: datetime) -> Issue | None:
        del since
        self._begin("made_of", place)
        return next((self.issues[key] for key, each in self.drafts.items() if each.key == draft.key), None)

    def issue(self, place: Place, key: str) -> Issue:
        self._begin("issue", place)
        if key not in self.issues:
            raise TrackerRefusedError(TrackerRefusal.NOT_FOUND)
        return self.issues[key]

    def comment(self, issue: Issue, draft: CommentDraft) -> None:
        self._begin("comment", issue.place)
        if issue.key not in self.issues:
            raise TrackerRefusedError(TrackerRefusal.NOT_FOUND)
        self.comments.append((issue.key, draft))
        self.issues[issue.key] = replace(self.issues[issue.key], changed_at=self._tick())
        self._lose()

    def has_comment(self, issue: Issue, draft: CommentDraft, *, since: datetime) -> bool:
        del since
        self._begin("has_comment", issue.place)
        return any(each.key == draft.key for _, each in self.comments)

    def changed(self, place: Place, *, since: datetime) -> Sequence[Issue]:
        self._begin("changed", place)
        found = [issue for issue in self.issues.values() if issue.changed_at >= since]
        return sorted(found, key=lambda issue: issue.changed_at)

    def checked(self, place: Place) -> str:
        self._begin("checked", place)
        return place.project

    def put(self, title: str) -> Issue:
        number = str(len(self.issues) + 45)
        key = number if self.kind is TrackerKind.GITHUB else f"{self.place.project}-{number}"
        url = f"https://tracker.test/{number}"
        issue = Issue(self.place, key, f"id-{number}", url, title, IssueState.OPEN, "open", self._tick())
        self.issues[key] = issue
        return issue

    def move(self, key: str, state: IssueState, name: str = "") -> None:
        known = self.issues[key]
        self.issues[key] = replace(known, state=state, state_name=name or state.value, changed_at=self._tick())

    def _begin(self, call: str, place: Place) -> None:
        self.calls.append(call)
        if self.instead:
            raise self.instead.pop(0)
        if place != self.place:
            raise TrackerRefusedError(TrackerRefusal.NOT_FOUND)

    def _lose(self) -> None:
        if self.lost:
            raise self.lost.pop(0)

    def _tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now
