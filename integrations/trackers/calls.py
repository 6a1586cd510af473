"""One call to a tracker: sent once, answered by a value or by one of the few errors that callers know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, TypeAlias, TypeVar

import httpx

from domain.feedback.trackers import TrackerAwayError, TrackerBusyError, TrackerRefusal, TrackerRefusedError

S = TypeVar("S")
T = TypeVar("T")
Json: TypeAlias = Any

USER_AGENT = "moorline"
PATIENCE = httpx.Timeout(8.0, connect=4.0)
"""Short enough that a bot that is told to stop does so in time."""
BUSY_SECONDS = 60.0
"""Where a tracker does not say for how long."""
LONGEST_BUSY = 3600.0
LONGEST_DETAIL = 200
_REFUSALS = {
    HTTPStatus.UNAUTHORIZED: TrackerRefusal.BAD_TOKEN,
    HTTPStatus.FORBIDDEN: TrackerRefusal.FORBIDDEN,
    HTTPStatus.NOT_FOUND: TrackerRefusal.NOT_FOUND,
    HTTPStatus.GONE: TrackerRefusal.GONE,
}
_LIMITS = ("x-ratelimit-reset", "ratelimit-reset")


def tracker_client() -> httpx.Client:
    """One for all trackers: it keeps its connections. A redirect is an answer: what was renamed is to be said."""
    return httpx.Client(timeout=PATIENCE, headers={"user-agent": USER_AGENT}, follow_redirects=False)


@dataclass(frozen=True, slots=True)
class Calls:
    """`detail_in` reads a tracker's own words on a refusal; `read_all_the_same` are statuses whose body says more."""

    client: httpx.Client
    base_url: str
    headers: Mapping[str, str]
    clock: Callable[[], datetime]
    detail_in: Callable[[Json], str]
    read_all_the_same: frozenset[int] = frozenset()

    def get(self, path: str, params: Mapping[str, str | int] | None = None) -> httpx.Response:
        return self._sent("GET", path, params=params)

    def post(self, path: str, body: Json) -> httpx.Response:
        return self._sent("POST", path, json=body)

    def _sent(self, method: str, path: str, **said: Any) -> httpx.Response:
        url = path if path.startswith("http") else f"{self.base_url.rstrip('/')}{path}"
        try:
            response = self.client.request(method, url, headers=dict(self.headers), **said)
        except httpx.InvalidURL as error:
            raise TrackerRefusedError(TrackerRefusal.INVALID, "its address") from error
        except httpx.HTTPError as error:
            raise TrackerAwayError(type(error).__name__) from error
        self._look_for_limits(response)
        self._look_for_refusals(response)
        return response

    def _look_for_limits(self, response: httpx.Response) -> None:
        """GitHub says 403 as well as 429 when it is asked too much."""
        is_spent = "retry-after" in response.headers or response.headers.get("x-ratelimit-remaining") == "0"
        is_busy = response.status_code == HTTPStatus.TOO_MANY_REQUESTS
        if is_busy or (response.status_code == HTTPStatus.FORBIDDEN and is_spent):
            raise TrackerBusyError(busy_seconds(response.headers, self.clock()))

    def _look_for_refusals(self, response: httpx.Response) -> None:
        status = response.status_code
        if response.is_success or status in self.read_all_the_same:
            return
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in {
            HTTPStatus.REQUEST_TIMEOUT,
            HTTPStatus.TOO_EARLY,
        }:
            raise TrackerAwayError(f"HTTP {status}")
        if response.is_redirect:
            raise TrackerRefusedError(TrackerRefusal.MOVED)
        refusal = _REFUSALS.get(HTTPStatus(status), TrackerRefusal.INVALID)
        raise TrackerRefusedError(refusal, self._detail(response))

    def _detail(self, response: httpx.Response) -> str:
        try:
            said = self.detail_in(response.json())
        except (ValueError, KeyError, TypeError, AttributeError):
            said = ""
        return " ".join(said.split())[:LONGEST_DETAIL]


def read(response: httpx.Response, shape: Callable[[Json], T]) -> T:
    """What stands in the answer; one of another shape says nothing of what was done."""
    return shaped(response, lambda answer: shape(answer.json()))


def shaped(said: S, shape: Callable[[S], T]) -> T:
    try:
        return shape(said)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise TrackerAwayError("an answer of another shape") from error


def busy_seconds(headers: Mapping[str, str], now: datetime) -> float:
    """`Retry-After` in seconds or as a date, else when the limit is lifted, else a minute."""
    said = headers.get("retry-after", "")
    if said.isdigit():
        return min(float(said), LONGEST_BUSY)
    moment = _date(said) or next((found for name in _LIMITS if (found := _epoch(headers.get(name, "")))), None)
    return min(max((moment - now).total_seconds(), 1.0), LONGEST_BUSY) if moment else BUSY_SECONDS


def instant(written: str) -> datetime:
    """As trackers write it: 2026-11-30T17:00:00Z, …000+0000."""
    return datetime.fromisoformat(written).astimezone(UTC)


def _date(said: str) -> datetime | None:
    try:
        return parsedate_to_datetime(said)
    except ValueError:
        return None


def _epoch(said: str) -> datetime | None:
    return datetime.fromtimestamp(int(said), UTC) if said.isdigit() and len(said) <= len("9999999999") else None
