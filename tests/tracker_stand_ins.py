"""GitHub, Linear and Jira on a loopback port, as far as we speak to them, in the shapes of their own documents."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

BEGAN = datetime(2026, 11, 20, 9, tzinfo=UTC)
TOKEN = "token-of-the-tests"


@dataclass(slots=True)
class StoredIssue:
    project: str
    number: int
    id: str
    title: str
    body: Any
    state: str = "open"
    """In the words of the tracker."""
    changed_at: datetime = BEGAN
    labels: tuple[str, ...] = ()
    comments: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class Answer:
    """What is said in the place of the true answer; `is_done`: for the next change, which is done all the same."""

    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    is_done: bool = False


@dataclass(slots=True)
class StandIn:
    """Its clock goes on by a minute with every change."""

    project: str
    issues: list[StoredIssue] = field(default_factory=list)
    instead: list[Answer] = field(default_factory=list)
    calls: list[tuple[str, str]] = field(default_factory=list)
    bodies: list[Any] = field(default_factory=list)
    now: datetime = BEGAN
    url: str = ""

    def tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def put(
        self, title: str, body: Any = "", *, number_of_its_own: str = "", labels: tuple[str, ...] = ()
    ) -> StoredIssue:
        number = len(self.issues) + 45
        made = StoredIssue(
            self.project,
            number,
            number_of_its_own or f"id-{number}",
            title,
            body,
            changed_at=self.tick(),
            labels=labels,
        )
        self.issues.append(made)
        return made

    def move(self, number: int, state: str) -> None:
        issue = self.numbered(number)
        assert issue is not None
        issue.state, issue.changed_at = state, self.tick()

    def numbered(self, number: int) -> StoredIssue | None:
        return next((issue for issue in self.issues if issue.number == number), None)

    async def answered(self, request: Request) -> Response:
        self.calls.append((request.method, request.url.path))
        body = await request.json() if request.method == "POST" else None
        self.bodies.append(body)
        if self.instead and not self.instead[0].is_done:
            return self._said_instead()
        before = self.now
        said = self.said(request, body)
        return self._said_instead() if self.instead and self.now != before else said

    def _said_instead(self) -> Response:
        instead = self.instead.pop(0)
        return JSONResponse(instead.body, instead.status, instead.headers)

    def said(self, request: Request, body: Any) -> Response:
        raise NotImplementedError


class GitHubStandIn(StandIn):
    def said(self, request: Request, body: Any) -> Response:
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return JSONResponse({"message": "Bad credentials", "status": "401"}, 401)
        return self._routed(request, body) or JSONResponse({"message": "Not Found", "status": "404"}, 404)

    def _routed(self, request: Request, body: Any) -> Response | None:  # noqa: PLR0911 - a table of addresses
        path = request.url.path.removeprefix(f"/repos/{self.project}")
        parts = path.strip("/").split("/")
        match (request.method, parts):
            case ("GET", [""]):
                return JSONResponse({"id": 1, "full_name": self.project, "private": True})
            case ("GET", ["issues"]):
                return self._listed(request)
            case ("POST", ["issues"]):
                return self._create(body)
            case ("GET", ["issues", number]) if found := self.numbered(int(number)):
                return JSONResponse(self._shown(found))
            case ("GET", ["issues", number, "comments"]) if found := self.numbered(int(number)):
                return JSONResponse(found.comments)
            case ("POST", ["issues", number, "comments"]) if found := self.numbered(int(number)):
                found.comments.append({"id": len(found.comments) + 1, "body": body["body"]})
                found.changed_at = self.tick()
                return JSONResponse(found.comments[-1], 201)
        return None

    def _create(self, body: Any) -> Response:
        if not body.get("title"):
            return JSONResponse({"message": "Validation Failed", "errors": []}, 422)
        return JSONResponse(self._shown(self.put(body["title"], body["body"])), 201)

    def _listed(self, request: Request) -> Response:
        asked = request.query_params
        since = datetime.fromisoformat(asked.get("since", "2000-01-01T00:00:00Z"))
        found = [self._shown(issue) for issue in self.issues if issue.changed_at >= since]
        pull = {"number": 1, "pull_request": {"url": ""}, "body": "", "updated_at": _github_time(self.now)}
        ordered = sorted(found, key=lambda said: said["updated_at"], reverse=asked.get("direction") == "desc")
        page, size = int(asked.get("page", 1)), 2
        headers = {}
        if page * size < len(ordered):
            following = request.url.include_query_params(page=page + 1)
            headers["link"] = f'<{following}>; rel="next", <{following}>; rel="last"'
        return JSONResponse([pull, *ordered[(page - 1) * size : page * size]], headers=headers)

    def _shown(self, issue: StoredIssue) -> dict[str, Any]:
        return {
            "id": 900_000 + issue.number,
            "node_id": "I_kwDO",
            "number": issue.number,
            "title": issue.title,
            "body": issue.body,
            "state": "open" if issue.state == "open" else "closed",
            "state_reason": None if issue.state in {"open", "closed"} else issue.state,
            "html_url": f"https://github.test/{issue.project}/issues/{issue.number}",
            "created_at": _github_time(BEGAN),
            "updated_at": _github_time(issue.changed_at),
            "labels": [],
        }


class LinearStandIn(StandIn):
    """Answers by what a query asks for; states are names with their types."""

    types: ClassVar = {
        "Todo": "unstarted",
        "open": "backlog",
        "In Progress": "started",
        "Done": "completed",
        "Canceled": "canceled",
    }

    def said(self, request: Request, body: Any) -> Response:
        if request.headers.get("authorization") != TOKEN:
            return _graphql_error("Authentication required, not authenticated", "AUTHENTICATION_ERROR", status=401)
        return self._asked(body["query"], body["variables"])

    def _asked(self, query: str, said: dict[str, Any]) -> Response:
        if "issueCreate" in query:
            return self._create(said["input"])
        if "commentCreate" in query:
            return self._comment(said["input"])
        if "comment(id" in query:
            known = any(each["id"] == said["id"] for issue in self.issues for each in issue.comments)
            found = {"comment": {"id": said["id"]}}
            return _data(found) if known else _graphql_error("Entity not found: Comment", "INPUT_ERROR")
        if "teams(" in query:
            nodes = [{"id": "team-uuid", "name": "Engineering"}] if said["key"] == self.project else []
            return _data({"teams": {"nodes": nodes}})
        if "issues(" in query:
            return self._listed(said)
        issue = self._called(said["id"])
        return (
            _data({"issue": self._shown(issue)}) if issue else _graphql_error("Entity not found: Issue", "INPUT_ERROR")
        )

    def _create(self, said: dict[str, Any]) -> Response:
        if not said["title"]:
            return _graphql_error("Argument Validation Error", "INVALID_INPUT", status=400)
        if self._called(said["id"]):
            return _graphql_error("conflict on insert of Issue", "INPUT_ERROR", status=400)
        made = self.put(said["title"], said["description"], number_of_its_own=said["id"])
        return _data({"issueCreate": {"success": True, "issue": self._shown(made)}})

    def _comment(self, said: dict[str, Any]) -> Response:
        issue = self._called(said["issueId"])
        if issue is None:
            return _graphql_error("Entity not found: Issue", "INPUT_ERROR")
        issue.comments.append({"id": said["id"], "body": said["body"]})
        issue.changed_at = self.tick()
        return _data({"commentCreate": {"success": True}})

    def _listed(self, said: dict[str, Any]) -> Response:
        since = datetime.fromisoformat(said["since"])
        found = [issue for issue in self.issues if issue.changed_at >= since and said["team"] == self.project]
        ordered = sorted(found, key=lambda issue: issue.changed_at, reverse=True)
        begin, size = int(said["after"] or 0), 2
        page = {"hasNextPage": begin + size < len(ordered), "endCursor": str(begin + size)}
        nodes = [self._shown(issue) for issue in ordered[begin : begin + size]]
        return _data({"issues": {"nodes": nodes, "pageInfo": page}})

    def _called(self, key: str) -> StoredIssue | None:
        return next((each for each in self.issues if key in {each.id, f"{self.project}-{each.number}"}), None)

    def _shown(self, issue: StoredIssue) -> dict[str, Any]:
        identifier = f"{self.project}-{issue.number}"
        return {
            "id": issue.id,
            "identifier": identifier,
            "title": issue.title,
            "url": f"https://linear.test/acme/issue/{identifier}/slug",
            "updatedAt": issue.changed_at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "state": {"name": issue.state, "type": self.types[issue.state]},
        }


class JiraStandIn(StandIn):
    """Jira Cloud; `is_server`: a Jira of one's own, which knows plain text, version 2 and another token."""

    categories: ClassVar = {
        "open": "new",
        "To Do": "new",
        "In Progress": "indeterminate",
        "Done": "done",
        "Won't Do": "done",
    }
    is_server = False

    def said(self, request: Request, body: Any) -> Response:
        scheme = "Bearer" if self.is_server else "Basic"
        if not request.headers.get("authorization", "").startswith(scheme):
            return _jira_error("Unauthorized", 401)
        version = "/rest/api/2" if self.is_server else "/rest/api/3"
        parts = request.url.path.removeprefix(version).strip("/").split("/")
        return self._routed(request, parts, body) or _jira_error("Issue does not exist or you may not see it.", 404)

    def _routed(self, request: Request, parts: list[str], body: Any) -> Response | None:
        match (request.method, parts):
            case ("POST", ["issue"]):
                return self._create(body["fields"])
            case ("GET", ["project", key]) if key == self.project:
                return JSONResponse({"id": "1", "key": key, "name": "Product"})
            case ("POST", ["search", "jql"] | ["search"]):
                return self._searched(body)
            case (method, ["issue", key, *rest]) if found := self._called(key):
                return self._of(found, method, rest, body)
        return None

    def _of(self, issue: StoredIssue, method: str, rest: list[str], body: Any) -> Response:
        if method == "POST":
            issue.comments.append({"id": str(len(issue.comments)), "body": body["body"]})
            issue.changed_at = self.tick()
            return JSONResponse(issue.comments[-1], 201)
        if rest:
            return JSONResponse({"startAt": 0, "maxResults": 100, "total": 1, "comments": issue.comments})
        return JSONResponse(self._shown(issue))

    def _create(self, fields: dict[str, Any]) -> Response:
        if not fields["summary"]:
            return JSONResponse({"errorMessages": [], "errors": {"summary": "You must specify a summary."}}, 400)
        made = self.put(fields["summary"], fields["description"], labels=tuple(fields["labels"]))
        return JSONResponse({"id": made.id, "key": f"{self.project}-{made.number}", "self": ""}, 201)

    def _searched(self, body: Any) -> Response:
        jql = body["jql"]
        found = [issue for issue in self.issues if f'project = "{self.project}"' in jql]
        if label := re.search(r'labels = "([^"]+)"', jql):
            found = [issue for issue in found if label[1] in issue.labels]
        if minutes := re.search(r'updated >= "-(\d+)m"', jql):
            since = self.asked_at - timedelta(minutes=int(minutes[1]))
            found = [issue for issue in found if issue.changed_at >= since]
        ordered = sorted(found, key=lambda issue: issue.changed_at)
        begin, size = int(body.get("nextPageToken") or body.get("startAt") or 0), 2
        page = {"issues": [self._shown(issue) for issue in ordered[begin : begin + size]]}
        if self.is_server:
            return JSONResponse(page | {"startAt": begin, "maxResults": size, "total": len(ordered)})
        is_last = begin + size >= len(ordered)
        return JSONResponse(page | {"isLast": is_last} | ({} if is_last else {"nextPageToken": str(begin + size)}))

    @property
    def asked_at(self) -> datetime:
        return BEGAN + timedelta(hours=1)

    def _called(self, key: str) -> StoredIssue | None:
        return next((each for each in self.issues if key == f"{self.project}-{each.number}"), None)

    def _shown(self, issue: StoredIssue) -> dict[str, Any]:
        resolution = {"name": issue.state} if self.categories[issue.state] == "done" else None
        status = {"name": issue.state, "statusCategory": {"key": self.categories[issue.state], "id": 1}}
        updated = issue.changed_at.strftime("%Y-%m-%dT%H:%M:%S.000+0000")
        fields = {"summary": issue.title, "status": status, "updated": updated, "resolution": resolution}
        return {"id": issue.id, "key": f"{self.project}-{issue.number}", "self": "", "fields": fields}


def _jira_error(message: str, status: int) -> Response:
    return JSONResponse({"errorMessages": [message], "errors": {}}, status)


def _data(said: dict[str, Any]) -> Response:
    return JSONResponse({"data": said})


def _graphql_error(message: str, code: str, *, status: int = 200) -> Response:
    more = {"code": code, "statusCode": 400, "userError": True, "userPresentableMessage": message}
    return JSONResponse({"errors": [{"message": message, "extensions": more}], "data": None}, status)


def _github_time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


@contextmanager
def served(stand_in: StandIn) -> Iterator[StandIn]:
    """In a thread of its own: adapters wait for their answers."""
    route = Route("/{path:path}", stand_in.answered, methods=["GET", "POST", "PUT"])
    config = uvicorn.Config(Starlette(routes=[route]), host="127.0.0.1", port=0, log_config=None, lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    begun = threading.Event()
    while not server.started:
        begun.wait(0.005)
    [listening] = server.servers
    stand_in.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    try:
        yield stand_in
    finally:
        server.should_exit = True
        thread.join(10)
