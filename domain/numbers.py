"""Numbers of the book as they come back from Slack, where anybody may have changed them."""

from __future__ import annotations

_MOST_DIGITS = 18
"""What every database holds in a number of its own."""


def number_in(text: str) -> int | None:
    """The number; None where it is none that the book can have."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS else None
