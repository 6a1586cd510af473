"""What trackers post: only what they signed is read, and only which issue it is about."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

import pytest

from domain.feedback.trackers import Hint, HookMalformedError, HookRefusedError, Place, TrackerKind
from integrations.trackers.hooks import READERS

SECRET = "hook-secret"
NOW = 1_790_000_000.0
GITHUB = {
    "action": "closed",
    "issue": {"number": 45, "state": "closed", "state_reason": "completed", "updated_at": "2026-11-30T09:00:00Z"},
    "repository": {"full_name": "acme/app"},
    "sender": {"login": "ada"},
}
LINEAR = {
    "action": "update",
    "type": "Issue",
    "data": {"id": "i", "number": 12, "identifier": "ENG-12", "team": {"key": "ENG"}, "state": {"type": "completed"}},
    "webhookTimestamp": int(NOW * 1000),
}
JIRA = {"timestamp": 1, "webhookEvent": "jira:issue_updated", "issue": {"id": "1", "key": "PROD-7", "fields": {}}}
KINDS = TrackerKind


def posted(kind: TrackerKind, said: Any, *, secret: str = SECRET, **headers: str) -> tuple[dict[str, str], bytes]:
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    mac = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    signed = {
        KINDS.GITHUB: {"x-hub-signature-256": f"sha256={mac}", "x-github-event": "issues", "x-github-delivery": "d1"},
        KINDS.LINEAR: {"linear-signature": mac, "linear-delivery": "d1"},
        KINDS.JIRA: {"x-hub-signature": f"sha256={mac}", "x-atlassian-webhook-identifier": "d1"},
    }[kind]
    return signed | headers, body


def hint(kind: TrackerKind, said: Any, **headers: str) -> Hint | None:
    sent, body = posted(kind, said, **headers)
    return READERS[kind](sent, body, secret=SECRET, now=lambda: NOW)


def test_an_issue_is_named_as_its_tracker_calls_it() -> None:
    assert hint(KINDS.GITHUB, GITHUB) == Hint(Place(KINDS.GITHUB, "acme/app"), "45", "d1")
    assert hint(KINDS.LINEAR, LINEAR) == Hint(Place(KINDS.LINEAR, "ENG"), "ENG-12", "d1")
    assert hint(KINDS.JIRA, JIRA) == Hint(Place(KINDS.JIRA, "PROD"), "PROD-7", "d1")


def test_linear_may_leave_its_identifier_out() -> None:
    older = {**LINEAR, "data": {"number": 12, "team": {"key": "ENG"}}}

    assert hint(KINDS.LINEAR, older) == Hint(Place(KINDS.LINEAR, "ENG"), "ENG-12", "d1")


@pytest.mark.parametrize(
    ("kind", "said", "headers"),
    [
        pytest.param(KINDS.GITHUB, GITHUB, {"x-github-event": "push"}, id="another event of GitHub"),
        pytest.param(KINDS.LINEAR, {**LINEAR, "type": "Comment"}, {}, id="another thing of Linear"),
        pytest.param(KINDS.JIRA, {"webhookEvent": "sprint_started"}, {}, id="another event of Jira"),
    ],
)
def test_of_anything_else_nothing_is_kept(kind: TrackerKind, said: Any, headers: dict[str, str]) -> None:
    assert hint(kind, said, **headers) is None


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_tracker_did_not_sign_is_refused(kind: TrackerKind) -> None:
    said = {KINDS.GITHUB: GITHUB, KINDS.LINEAR: LINEAR, KINDS.JIRA: JIRA}[kind]
    signed, body = posted(kind, said)
    forged = [posted(kind, said, secret="other"), ({}, body), (signed, body + b" "), (dict.fromkeys(signed, "ü"), body)]

    for headers, sent in forged:
        with pytest.raises(HookRefusedError):
            READERS[kind](headers, sent, secret=SECRET, now=lambda: NOW)


@pytest.mark.parametrize("moment", [int((NOW - 61) * 1000), int((NOW + 61) * 1000), 10**400, None, "now"])
def test_what_linear_signed_at_another_time_is_refused(moment: object) -> None:
    with pytest.raises(HookRefusedError):
        hint(KINDS.LINEAR, {**LINEAR, "webhookTimestamp": moment})


@pytest.mark.parametrize("said", [b"{", b"[]", {"repository": {}}, {"issue": 1, "repository": "x"}])
def test_what_makes_no_sense_is_said_to_make_none(said: Any) -> None:
    with pytest.raises(HookMalformedError):
        hint(KINDS.GITHUB, said)
