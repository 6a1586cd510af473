"""Linear, by its GraphQL API. An issue and a comment take an id of ours, so that no answer has to be remembered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

import httpx

from domain.feedback.trackers import (
    CommentDraft,
    Issue,
    IssueDraft,
    IssueState,
    Place,
    TrackerAwayError,
    TrackerBusyError,
    TrackerKind,
    TrackerRefusal,
    TrackerRefusedError,
)
from integrations.trackers.calls import LONGEST_BUSY, LONGEST_DETAIL, Calls, busy_seconds, instant, read, shaped
from integrations.trackers.markdown import markdown

API = "https://api.linear.app/graphql"
LONGEST_TITLE = 255
MOST_PAGES = 50
"""They come newest first: what does not fit is not seen."""
PER_PAGE = 100
_OAUTH = "lin_oauth_"
_STATES = {
    "started": IssueState.STARTED,
    "completed": IssueState.COMPLETED,
    "canceled": IssueState.CANCELED,
    "duplicate": IssueState.CANCELED,
}
_FIELDS = "id identifier title url updatedAt state { name type }"
_CREATE = f"mutation($input: IssueCreateInput!) {{ issueCreate(input: $input) {{ success issue {{ {_FIELDS} }} }} }}"
_ISSUE = f"query($id: String!) {{ issue(id: $id) {{ {_FIELDS} }} }}"
_COMMENT = "mutation($input: CommentCreateInput!) { commentCreate(input: $input) { success } }"
_HAS_COMMENT = "query($id: String!) { comment(id: $id) { id } }"
_TEAM = "query($key: String!) { teams(filter: { key: { eq: $key } }) { nodes { id name } } }"
_CHANGED = (
    "query($team: String!, $since: DateTimeOrDuration!, $after: String) {"
    " issues(first: 100, after: $after, orderBy: updatedAt, includeArchived: true,"
    " filter: { updatedAt: { gte: $since }, team: { key: { eq: $team } } })"
    f" {{ nodes {{ {_FIELDS} }} pageInfo {{ hasNextPage endCursor }} }} }}"
)
_REFUSALS = {
    "AUTHENTICATION_ERROR": TrackerRefusal.BAD_TOKEN,
    "FORBIDDEN": TrackerRefusal.FORBIDDEN,
    "FEATURE_NOT_ACCESSIBLE": TrackerRefusal.FORBIDDEN,
}
_AWAY = frozenset({"INTERNAL_SERVER_ERROR", "LOCK_TIMEOUT", "BOOTSTRAP_ERROR"})


@dataclass(frozen=True, slots=True)
class Linear:
    calls: Calls
    kind: TrackerKind = TrackerKind.LINEAR
    _teams: dict[str, str] = field(default_factory=dict)

    def create(self, place: Place, draft: IssueDraft) -> Issue:
        said = {
            "id": draft.key,
            "teamId": self._team(place),
            "title": draft.title[:LONGEST_TITLE],
            "description": markdown(draft.parts),
        }
        made = self._asked(_CREATE, {"input": said})
        return shaped(made, lambda data: issue_from(place, data["issueCreate"]["issue"]))

    def made_of(self, place: Place, draft: IssueDraft, *, since: datetime) -> Issue | None:
        del since
        try:
            return self.issue(place, draft.key)
        except TrackerRefusedError as error:
            if error.refusal is TrackerRefusal.NOT_FOUND:
                return None
            raise

    def issue(self, place: Place, key: str) -> Issue:
        """By its identifier or its id."""
        return shaped(self._asked(_ISSUE, {"id": key}), lambda data: issue_from(place, data["issue"]))

    def comment(self, issue: Issue, draft: CommentDraft) -> None:
        said = {"id": draft.key, "issueId": issue.id, "body": markdown(draft.parts)}
        self._asked(_COMMENT, {"input": said})

    def has_comment(self, issue: Issue, draft: CommentDraft, *, since: datetime) -> bool:
        del issue, since
        try:
            self._asked(_HAS_COMMENT, {"id": draft.key})
        except TrackerRefusedError as error:
            if error.refusal is TrackerRefusal.NOT_FOUND:
                return False
            raise
        return True

    def changed(self, place: Place, *, since: datetime) -> Sequence[Issue]:
        """They come newest first, so that all pages are read before the first is believed."""
        found: list[Issue] = []
        after: str | None = None
        for _ in range(MOST_PAGES):
            said = {"team": place.project, "since": since.astimezone(UTC).isoformat(), "after": after}
            page = shaped(self._asked(_CHANGED, said), lambda data: data["issues"])
            found += shaped(page, lambda listed: [issue_from(place, each) for each in listed["nodes"]])
            after = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                break
        return found[::-1]

    def checked(self, place: Place) -> str:
        self._teams.pop(place.project, None)
        self._team(place)
        return place.project

    def _team(self, place: Place) -> str:
        if place.project not in self._teams:
            data = self._asked(_TEAM, {"key": place.project})
            found = shaped(data, lambda said: [str(team["id"]) for team in said["teams"]["nodes"]])
            if not found:
                raise TrackerRefusedError(TrackerRefusal.NOT_FOUND)
            self._teams[place.project] = found[0]
        return self._teams[place.project]

    def _asked(self, query: str, variables: Mapping[str, Any]) -> Mapping[str, Any]:
        """Errors stand in the body, whatever the status says."""
        response = self.calls.post("", {"query": query, "variables": dict(variables)})
        said: Mapping[str, Any] = read(response, dict)
        if errors := said.get("errors"):
            self._refuse(response, errors[0])
        return shaped(said, lambda body: dict(body["data"]))

    def _refuse(self, response: httpx.Response, error: Mapping[str, Any]) -> None:
        more = error.get("extensions") or {}
        code, message = str(more.get("code", "")), str(error.get("message", ""))
        if code == "RATELIMITED":
            raise TrackerBusyError(_lifted(response.headers, self.calls.clock()))
        if code in _AWAY:
            raise TrackerAwayError(code)
        detail = " ".join(str(more.get("userPresentableMessage") or message).split())[:LONGEST_DETAIL]
        is_missing = message.startswith("Entity not found")
        known = TrackerRefusal.NOT_FOUND if is_missing else TrackerRefusal.INVALID
        raise TrackerRefusedError(_REFUSALS.get(code, known), detail)


def linear(client: httpx.Client, token: str, *, base_url: str, clock: Callable[[], datetime]) -> Linear:
    """A personal key stands alone in its header; a token of an application has its kind before it."""
    authorization = f"Bearer {token}" if token.startswith(_OAUTH) else token
    headers = {"authorization": authorization}
    return Linear(Calls(client, base_url, headers, clock, _detail_in, frozenset({HTTPStatus.BAD_REQUEST})))


def issue_from(place: Place, said: Mapping[str, Any]) -> Issue:
    state = said["state"]
    return Issue(
        place,
        said["identifier"],
        said["id"],
        said["url"],
        said["title"],
        _STATES.get(state["type"], IssueState.OPEN),
        state["name"],
        instant(said["updatedAt"]),
    )


def _lifted(headers: Mapping[str, str], now: datetime) -> float:
    """Linear says in milliseconds when its limit is lifted."""
    reset = headers.get("x-ratelimit-requests-reset", "")
    if "retry-after" in headers or not reset.isdigit():
        return busy_seconds(headers, now)
    return min(max(int(reset) / 1000 - now.timestamp(), 1.0), LONGEST_BUSY)


def _detail_in(said: Any) -> str:
    error = said["errors"][0]
    return str((error.get("extensions") or {}).get("userPresentableMessage") or error["message"])
