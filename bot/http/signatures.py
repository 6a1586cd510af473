"""Slack's signature over the raw bytes, checked before anything reads them."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable

OLDEST = 300
"""Seconds that a request may be away from our clock, either way."""
_LONGEST_TIMESTAMP = 12


class Signatures:
    def __init__(self, secret: str, clock: Callable[[], float]) -> None:
        if not secret.strip():
            raise ValueError("the signing secret is blank")
        self._mac = hmac.new(secret.encode(), digestmod=hashlib.sha256)
        self._clock = clock

    def are_right(self, *, timestamp: bytes, signature: bytes, body: bytes) -> bool:
        if not self._is_now(timestamp):
            return False
        mac = self._mac.copy()
        mac.update(b"v0:" + timestamp + b":" + body)
        return hmac.compare_digest(b"v0=" + mac.hexdigest().encode(), signature)

    def _is_now(self, timestamp: bytes) -> bool:
        if not timestamp.isdigit() or len(timestamp) > _LONGEST_TIMESTAMP:
            return False
        return abs(self._clock() - int(timestamp)) <= OLDEST
