"""Slack's three ways of writing a body, read once."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl

import slack_bolt.request.async_request
import slack_bolt.request.request

MOST_FIELDS = 100


class MalformedBodyError(ValueError):
    """A signed body that no request of Slack looks like."""


def payload_from(body: bytes, content_type: str) -> dict[str, Any]:
    """The request as a dictionary, from JSON, a form with a `payload`, or the fields of a command."""
    try:
        return _read(body.decode(), content_type)
    except (ValueError, RecursionError) as error:
        raise MalformedBodyError from error


def parse_body(body: str, content_type: str | None) -> dict[str, Any]:
    """Stands in for Bolt's own: that one loses a command whose text contains the word "payload"."""
    return _read(body, content_type or "") if body else {}


def mend_bolt() -> None:
    """Our front door never lets Bolt parse; this is for whoever hands it a raw body all the same."""
    for module in (slack_bolt.request.async_request, slack_bolt.request.request):
        setattr(module, "parse_body", parse_body)  # noqa: B010 - the name is imported there, which mypy holds private


def _read(body: str, content_type: str) -> dict[str, Any]:
    if content_type.startswith("application/json") or body.startswith("{"):
        return _object(json.loads(body))
    fields = dict(parse_qsl(body, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    return _object(json.loads(fields["payload"])) if "payload" in fields else fields


def _object(read: object) -> dict[str, Any]:
    if not isinstance(read, dict):
        raise MalformedBodyError
    return read
