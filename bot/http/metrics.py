"""What Prometheus may ask: how many requests of which kind, how they ended, how long they took."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from functools import cache
from typing import TypeAlias

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

Dispatch: TypeAlias = Callable[[AsyncBoltRequest], Awaitable[BoltResponse]]

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)


class Metrics:
    def __init__(self, going: Callable[[], int]) -> None:
        self.registry = CollectorRegistry()
        self._answered = Counter(
            "moorline_requests", "Requests from Slack that were answered", ("kind", "status"), registry=self.registry
        )
        self._answered_as = cache(self._answered.labels)
        self._refused = Counter(
            "moorline_requests_refused", "Requests turned away at the door", ("status",), registry=self.registry
        )
        self._hooked = Counter(
            "moorline_tracker_hooks", "What trackers said by themselves", ("tracker", "status"), registry=self.registry
        )
        self._seconds = Histogram(
            "moorline_request_seconds", "Seconds until the acknowledgement", buckets=_SECONDS, registry=self.registry
        )
        Gauge("moorline_requests_going", "Requests being worked on", registry=self.registry).set_function(going)

    def refused(self, status: int) -> None:
        self._refused.labels(status).inc()

    def hooked(self, tracker: str, status: int) -> None:
        self._hooked.labels(tracker, status).inc()

    def measured(self, dispatch: Dispatch) -> Dispatch:
        async def measure(request: AsyncBoltRequest) -> BoltResponse:
            began = time.perf_counter()
            response = await dispatch(request)
            self._seconds.observe(time.perf_counter() - began)
            self._answered_as(_kind(request), response.status).inc()
            return response

        return measure

    def text(self) -> bytes:
        return generate_latest(self.registry)


def _kind(request: AsyncBoltRequest) -> str:
    """A small closed set: whatever else a sender writes must not grow the metrics."""
    if "command" in request.body:
        return "command"
    kind = request.body.get("type")
    return kind if kind in _KINDS else "other"


_KINDS = frozenset(
    {
        "block_actions",
        "block_suggestion",
        "event_callback",
        "message_action",
        "shortcut",
        "view_closed",
        "view_submission",
    }
)
