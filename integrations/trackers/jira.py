"""Jira, in the cloud (REST, version 3) or a server of one's own (version 2)."""

from __future__ import annotations

import math
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

from domain.feedback.trackers import (
    CommentDraft,
    Issue,
    IssueDraft,
    IssueState,
    Place,
    TextPart,
    TrackerAwayError,
    TrackerError,
    TrackerKind,
)
from integrations.trackers.adf import adf, plain
from integrations.trackers.calls import Calls, instant, read

LONGEST_TITLE = 255
MOST_PAGES = 10
PER_PAGE = 100
_FIELDS = ("summary", "status", "updated", "resolution")
_CATEGORIES = {"new": IssueState.OPEN, "indeterminate": IssueState.STARTED, "done": IssueState.COMPLETED}
_NOT_DONE = frozenset({"won't do", "won't fix", "declined", "duplicate", "cannot reproduce", "incomplete", "rejected"})
"""Resolutions of what is over and was not made, as Jira ships them."""


@dataclass(frozen=True, slots=True)
class JiraAccess:
    """In the cloud a token is somebody's, known by `email`; a server's stands alone."""

    url: str
    email: str
    token: str
    issue_type: str


@dataclass(frozen=True, slots=True)
class Jira:
    """An issue that is ours is known by a label: it can be looked for."""

    calls: Calls
    access: JiraAccess
    kind: TrackerKind = TrackerKind.JIRA

    def create(self, place: Place, draft: IssueDraft) -> Issue:
        """The answer names the key only. Where the issue cannot be read then, it is there all the same."""
        fields = {
            "project": {"key": place.project},
            "issuetype": {"name": self.access.issue_type},
            "summary": " ".join(draft.title.split())[:LONGEST_TITLE],
            "description": self._text(draft.parts, draft.marker),
            "labels": [_label(draft)],
        }
        made = self.calls.post("/issue", {"fields": fields})
        key = read(made, lambda said: str(said["key"]))
        try:
            return self.issue(place, key)
        except TrackerError as error:
            raise TrackerAwayError("made, but not read") from error

    def made_of(self, place: Place, draft: IssueDraft, *, since: datetime) -> Issue | None:
        del since
        return next(iter(self._found(place, f'labels = "{_label(draft)}"')), None)

    def issue(self, place: Place, key: str) -> Issue:
        response = self.calls.get(f"/issue/{key}", {"fields": ",".join(_FIELDS)})
        return read(response, lambda said: self._issue_from(place, said))

    def comment(self, issue: Issue, draft: CommentDraft) -> None:
        self.calls.post(f"/issue/{issue.key}/comment", {"body": self._text(draft.parts, draft.marker)})

    def has_comment(self, issue: Issue, draft: CommentDraft, *, since: datetime) -> bool:
        """The newest hundred are looked through."""
        del since
        wanted: dict[str, str | int] = {"orderBy": "-created", "maxResults": PER_PAGE}
        response = self.calls.get(f"/issue/{issue.key}/comment", wanted)
        return read(response, lambda said: any(draft.marker in str(each["body"]) for each in said["comments"]))

    def changed(self, place: Place, *, since: datetime) -> Sequence[Issue]:
        """By how long ago: a moment would be read in the zone of whoever the token belongs to, to the minute."""
        minutes = max(math.ceil((self.calls.clock() - since).total_seconds() / 60), 1)
        found = self._found(place, f'updated >= "-{minutes}m"')
        return sorted(found, key=lambda issue: issue.changed_at)

    def checked(self, place: Place) -> str:
        return read(self.calls.get(f"/project/{place.project}"), lambda said: str(said["key"]))

    def _found(self, place: Place, condition: str) -> Iterator[Issue]:
        jql = f'project = "{place.project}" AND {condition} ORDER BY updated ASC'
        pages = self._server_pages(jql) if self._is_server else self._cloud_pages(jql)
        for page in pages:
            yield from (self._issue_from(place, each) for each in page)

    def _cloud_pages(self, jql: str) -> Iterator[list[Mapping[str, Any]]]:
        asked: dict[str, Any] = {"jql": jql, "fields": list(_FIELDS), "maxResults": PER_PAGE}
        for _ in range(MOST_PAGES):
            said: Mapping[str, Any] = read(self.calls.post("/search/jql", asked), dict)
            yield said.get("issues") or []
            if not said.get("nextPageToken"):
                return
            asked["nextPageToken"] = said["nextPageToken"]

    def _server_pages(self, jql: str) -> Iterator[list[Mapping[str, Any]]]:
        asked: dict[str, Any] = {"jql": jql, "fields": list(_FIELDS), "maxResults": PER_PAGE, "startAt": 0}
        for _ in range(MOST_PAGES):
            said: Mapping[str, Any] = read(self.calls.post("/search", asked), dict)
            page = said.get("issues") or []
            yield page
            asked["startAt"] += len(page)
            if not page or asked["startAt"] >= said.get("total", 0):
                return

    def _issue_from(self, place: Place, said: Mapping[str, Any]) -> Issue:
        fields, key = said["fields"], str(said["key"])
        status, resolution = fields["status"], str((fields.get("resolution") or {}).get("name") or "")
        state = _CATEGORIES.get(status["statusCategory"]["key"], IssueState.OPEN)
        is_not_done = state is IssueState.COMPLETED and _not_done(resolution)
        url = f"{self.access.url.rstrip('/')}/browse/{key}"
        return Issue(
            place,
            key,
            str(said["id"]),
            url,
            fields["summary"],
            IssueState.CANCELED if is_not_done else state,
            resolution if is_not_done else status["name"],
            instant(fields["updated"]),
        )

    def _text(self, parts: tuple[TextPart, ...], marker: str) -> dict[str, Any] | str:
        return plain(parts, marker) if self._is_server else adf(parts, marker)

    @property
    def _is_server(self) -> bool:
        return not self.access.email


def jira(client: httpx.Client, access: JiraAccess, *, clock: Callable[[], datetime]) -> Jira:
    whole = b64encode(f"{access.email}:{access.token}".encode()).decode()
    authorization = f"Basic {whole}" if access.email else f"Bearer {access.token}"
    base_url = f"{access.url.rstrip('/')}/rest/api/{'3' if access.email else '2'}"
    headers = {"authorization": authorization, "accept": "application/json", "x-atlassian-token": "no-check"}
    return Jira(Calls(client, base_url, headers, clock, _detail_in), access)


def _not_done(resolution: str) -> bool:
    return resolution.casefold().replace("’", "'") in _NOT_DONE


def _label(draft: IssueDraft) -> str:
    return f"moorline-{draft.key}"


def _detail_in(said: Any) -> str:
    named = (f"{field}: {why}" for field, why in (said.get("errors") or {}).items())
    return "; ".join([*(said.get("errorMessages") or []), *named])
