"""Answers as the bytes that go out: Bolt's own are texts, which would be written twice."""

from __future__ import annotations

import json
from typing import Any

import orjson
from slack_bolt.response import BoltResponse

_JSON = "application/json;charset=utf-8"
_NOTHING = "text/plain;charset=utf-8"


class WrittenAnswer(BoltResponse):
    """The body of an acknowledgement; an empty one is written as nothing at all."""

    def __init__(self, body: dict[str, Any]) -> None:
        self.status = 200
        self.written = _written(body) if body else b""
        self.body = self.written  # type: ignore[assignment] # what Bolt does with it, it does with bytes too
        self.headers = {"content-type": [_JSON if body else _NOTHING]}


def bytes_of(answer: BoltResponse) -> bytes:
    return answer.written if isinstance(answer, WrittenAnswer) else (answer.body or "").encode()


def _written(body: dict[str, Any]) -> bytes:
    """Half an emoji, which a form may bring, is no UTF-8: then everything is escaped."""
    try:
        return orjson.dumps(body)
    except orjson.JSONEncodeError:
        return json.dumps(body).encode()
