"""GitHub Issues, on github.com or a server of one's own (REST, version 2022-11-28)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx

from domain.feedback.trackers import CommentDraft, Issue, IssueDraft, IssueState, Place, TrackerKind
from integrations.trackers.calls import Calls, instant, read
from integrations.trackers.markdown import markdown

API = "https://api.github.com"
LONGEST_TITLE = 256
LONGEST_BODY = 60_000
MOST_PAGES = 10
PER_PAGE = 100
_CLOSED_AS = {"not_planned": IssueState.CANCELED, "duplicate": IssueState.CANCELED}


@dataclass(frozen=True, slots=True)
class GitHub:
    """A fine-grained token that may read and write the issues of its repositories is enough."""

    calls: Calls
    kind: TrackerKind = TrackerKind.GITHUB

    def create(self, place: Place, draft: IssueDraft) -> Issue:
        body = {"title": draft.title[:LONGEST_TITLE], "body": _marked(markdown(draft.parts), draft.marker)}
        response = self.calls.post(f"/repos/{place.project}/issues", body)
        return read(response, lambda said: issue_from(place, said))

    def made_of(self, place: Place, draft: IssueDraft, *, since: datetime) -> Issue | None:
        """By the list, not by the search: that lags behind."""
        listed = self._listed(place, since=since, sort="created", direction="desc")
        return next((issue_from(place, said) for said in listed if draft.marker in (said.get("body") or "")), None)

    def issue(self, place: Place, key: str) -> Issue:
        return read(self.calls.get(f"/repos/{place.project}/issues/{key}"), lambda said: issue_from(place, said))

    def comment(self, issue: Issue, draft: CommentDraft) -> None:
        body = {"body": _marked(markdown(draft.parts), draft.marker)}
        self.calls.post(f"/repos/{issue.place.project}/issues/{issue.key}/comments", body)

    def has_comment(self, issue: Issue, draft: CommentDraft, *, since: datetime) -> bool:
        path = f"/repos/{issue.place.project}/issues/{issue.key}/comments"
        pages = self._pages(path, {"since": _written(since), "per_page": PER_PAGE})
        return any(draft.marker in (said.get("body") or "") for page in pages for said in page)

    def changed(self, place: Place, *, since: datetime) -> Sequence[Issue]:
        listed = self._listed(place, since=since, sort="updated", direction="asc")
        return [issue_from(place, said) for said in listed]

    def checked(self, place: Place) -> str:
        """Reads its issues too: a token may see a repository and not its issues."""
        self.calls.get(f"/repos/{place.project}/issues", {"per_page": 1})
        return read(self.calls.get(f"/repos/{place.project}"), lambda said: str(said["full_name"]))

    def _listed(self, place: Place, *, since: datetime, sort: str, direction: str) -> Iterator[dict[str, Any]]:
        """Pull requests stand in the list of issues."""
        wanted: dict[str, str | int] = {"state": "all", "since": _written(since), "sort": sort, "direction": direction}
        for page in self._pages(f"/repos/{place.project}/issues", wanted | {"per_page": PER_PAGE}):
            yield from (said for said in page if "pull_request" not in said)

    def _pages(self, path: str, params: Mapping[str, str | int]) -> Iterator[list[dict[str, Any]]]:
        response: httpx.Response | None = self.calls.get(path, params)
        for _ in range(MOST_PAGES):
            if response is None:
                return
            yield read(response, list)
            following = response.links.get("next", {}).get("url")
            response = self.calls.get(following) if following else None


def github(client: httpx.Client, token: str, *, base_url: str, clock: Callable[[], datetime]) -> GitHub:
    headers = {
        "accept": "application/vnd.github+json",
        "authorization": f"Bearer {token}",
        "x-github-api-version": "2022-11-28",
    }
    return GitHub(Calls(client, base_url, headers, clock, lambda said: str(said["message"])))


def issue_from(place: Place, said: Mapping[str, Any]) -> Issue:
    """Closed without a reason is closed as completed, as GitHub itself reads it."""
    is_closed = said["state"] == "closed"
    reason = (said.get("state_reason") or "completed") if is_closed else "open"
    state = _CLOSED_AS.get(reason, IssueState.COMPLETED) if is_closed else IssueState.OPEN
    number, changed_at = str(said["number"]), instant(said["updated_at"])
    return Issue(place, number, str(said["id"]), said["html_url"], said["title"], state, reason, changed_at)


def _marked(text: str, marker: str) -> str:
    return f"{text[:LONGEST_BODY]}\n\n<!-- {marker} -->"


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
