"""What a survey tool posts: its signature over the moment and the raw bytes first, then what it says."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping

from domain.surveys.sent import Sent, SentMalformedError, SentRefusedError, sent_from

TIMESTAMP, SIGNATURE = "x-moorline-timestamp", "x-moorline-signature"
VERSION = "v1"
SECONDS = 300
"""How far the signed moment may be away from our clock; what comes again within it is known by its number."""


def sent_by(headers: Mapping[str, str], body: bytes, *, source: str, secret: str, now: Callable[[], float]) -> Sent:
    """Raises `SentRefusedError` where it is not signed, or not now; `SentMalformedError` where it makes no sense."""
    moment = headers.get(TIMESTAMP, "")
    right = f"{VERSION}={signature(secret, moment, body)}"
    if not hmac.compare_digest(headers.get(SIGNATURE, "").encode(), right.encode()):
        raise SentRefusedError("its signature is missing or wrong")
    if not _is_moment(moment) or abs(now() - int(moment)) > SECONDS:
        raise SentRefusedError("its moment is not now")
    return sent_from(_object(body), source=source)


def signature(secret: str, moment: str, body: bytes) -> str:
    return hmac.new(secret.encode(), f"{VERSION}:{moment}:".encode() + body, hashlib.sha256).hexdigest()


def _is_moment(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= len("9999999999")


def _object(body: bytes) -> Mapping[str, object]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise SentMalformedError("the body is no JSON") from error
    if not isinstance(said, dict):
        raise SentMalformedError("the body is no object")
    return said
