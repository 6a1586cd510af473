"""Slack's side of a slash command: correctly signed posts, and some with a signature that is not."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Sequence
from urllib.parse import urlencode

from benchmarks.books import MEMBER, TEAM
from benchmarks.load import Target, post

SECRET = "benchmark"
PATH = "/slack/events"
NOWHERE = "http://127.0.0.1:9/never"
"""Where late answers go that nobody counts."""


def commands(port: int, names: Sequence[str], *, command: str = "/health", late: str = NOWHERE) -> Target:
    """One post a name, signed now: Slack's signatures are good for five minutes; `late` is their `response_url`."""
    return Target(port, [_post(_body(name, command, late), SECRET) for name in names])


def forged(port: int, names: Sequence[str]) -> Target:
    return Target(port, [_post(_body(name, "/health", NOWHERE), "another secret") for name in names])


def _body(text: str, command: str, late: str) -> bytes:
    said = {
        "token": "verification",
        "team_id": TEAM,
        "team_domain": "benchmark",
        "channel_id": "C0BENCH",
        "channel_name": "general",
        "user_id": MEMBER,
        "user_name": "dana",
        "command": command,
        "text": text,
        "api_app_id": "A0BENCH",
        "is_enterprise_install": "false",
        "response_url": late,
        "trigger_id": "1.2.abc",
    }
    return urlencode(said).encode()


def _post(body: bytes, secret: str) -> bytes:
    timestamp = str(int(time.time()))
    signature = hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256).hexdigest()
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": f"v0={signature}",
    }
    return post(PATH, headers, body)
