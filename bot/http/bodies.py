"""Slack's three ways of writing a body, read once."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote_to_bytes

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


def cleaned(read: Any) -> Any:
    """Without what no database keeps as text: NUL goes, and half an emoji becomes the sign for a letter unknown."""
    if isinstance(read, str):
        return read.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")
    if isinstance(read, dict):
        return {name: cleaned(value) for name, value in read.items()}
    return [cleaned(each) for each in read] if isinstance(read, list) else read


def parse_body(body: str, content_type: str | None) -> dict[str, Any]:
    """Stands in for Bolt's own: that one loses a command whose text contains the word "payload"."""
    return _read(body, content_type or "") if body else {}


def mend_bolt() -> None:
    """Our front door never lets Bolt parse; this is for whoever hands it a raw body all the same."""
    for module in (slack_bolt.request.async_request, slack_bolt.request.request):
        setattr(module, "parse_body", parse_body)  # noqa: B010 - the name is imported there, which mypy holds private


def _read(body: str, content_type: str) -> dict[str, Any]:
    if content_type.startswith("application/json") or body.startswith("{"):
        return _object(body)
    fields = _fields(body)
    return _object(fields["payload"]) if "payload" in fields else fields


def _fields(body: str) -> dict[str, str]:
    """As `parse_qsl` reads them, at a third of its price: most of what Slack sends stands there as it is."""
    pairs = body.replace("+", " ").split("&")
    if len(pairs) > MOST_FIELDS:
        raise MalformedBodyError
    written = [pair.partition("=")[::2] for pair in pairs if pair]
    if "%" not in body:
        return dict(written)
    return {
        (_plain(name) if "%" in name else name): (_plain(value) if "%" in value else value) for name, value in written
    }


def _plain(written: str) -> str:
    return unquote_to_bytes(written).decode(errors="replace").replace("\0", "")


def _object(written: str) -> dict[str, Any]:
    read = json.loads(written)
    if not isinstance(read, dict):
        raise MalformedBodyError
    needs_care = "\\u0000" in written or "\\ud" in written or "\\uD" in written
    return cleaned(read) if needs_care else read
