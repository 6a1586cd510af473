"""What trackers post by themselves: their signature over the raw bytes first, then which issue it is about."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from domain.feedback.trackers import Hint, HookMalformedError, HookRefusedError, Place, TrackerKind

ReadHook: TypeAlias = Callable[..., Hint | None]
LINEAR_SECONDS = 60
"""How far Linear's own moment, which is signed, may be away from our clock."""
_LONGEST_DELIVERY = 200


def github_hint(
    headers: Mapping[str, str], body: bytes, *, secret: str, now: Callable[[], float] | None = None
) -> Hint | None:
    """GitHub signs no moment: what comes again is known by its delivery, and leads to a look only."""
    del now
    _require(headers.get("x-hub-signature-256", ""), "sha256=" + _signature(secret, body))
    said = _object(body)
    if headers.get("x-github-event") != "issues":
        return None
    return _read(
        lambda: Hint(
            Place(TrackerKind.GITHUB, str(said["repository"]["full_name"])),
            str(said["issue"]["number"]),
            _delivery(headers, "x-github-delivery"),
        )
    )


def linear_hint(headers: Mapping[str, str], body: bytes, *, secret: str, now: Callable[[], float]) -> Hint | None:
    _require(headers.get("linear-signature", ""), _signature(secret, body))
    said = _object(body)
    moment = said.get("webhookTimestamp")
    if not isinstance(moment, int) or abs(round(now() * 1000) - moment) > LINEAR_SECONDS * 1000:
        raise HookRefusedError("its moment is not now")
    if said.get("type") != "Issue":
        return None
    return _read(lambda: _linear(said["data"], _delivery(headers, "linear-delivery")))


def jira_hint(
    headers: Mapping[str, str], body: bytes, *, secret: str, now: Callable[[], float] | None = None
) -> Hint | None:
    """Jira says what it said before for minutes, with its first moment: only its delivery tells."""
    del now
    _require(headers.get("x-hub-signature", ""), "sha256=" + _signature(secret, body))
    said = _object(body)
    if not str(said.get("webhookEvent", "")).startswith("jira:issue_"):
        return None
    return _read(lambda: _jira(str(said["issue"]["key"]), _delivery(headers, "x-atlassian-webhook-identifier")))


READERS: Mapping[TrackerKind, ReadHook] = {
    TrackerKind.GITHUB: github_hint,
    TrackerKind.LINEAR: linear_hint,
    TrackerKind.JIRA: jira_hint,
}


def _linear(data: Mapping[str, Any], delivery: str) -> Hint:
    team = str(data["team"]["key"])
    return Hint(Place(TrackerKind.LINEAR, team), str(data.get("identifier") or f"{team}-{data['number']}"), delivery)


def _jira(key: str, delivery: str) -> Hint:
    return Hint(Place(TrackerKind.JIRA, key.rpartition("-")[0]), key, delivery)


def _signature(secret: str, body: bytes) -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def _require(said: str, right: str) -> None:
    if not hmac.compare_digest(said.encode(), right.encode()):
        raise HookRefusedError("its signature is missing or wrong")


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise HookMalformedError from error
    if not isinstance(said, dict):
        raise HookMalformedError
    return said


def _read(shape: Callable[[], Hint]) -> Hint:
    try:
        return shape()
    except (KeyError, TypeError) as error:
        raise HookMalformedError from error


def _delivery(headers: Mapping[str, str], name: str) -> str:
    return headers.get(name, "")[:_LONGEST_DELIVERY]
