"""Places in lists, as buttons carry them."""

from __future__ import annotations

_MOST_DIGITS = 9


def is_offset(text: str) -> bool:
    """Whether it can be a place: what comes back from Slack may have been changed by anybody."""
    return text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
