"""What is said under a field that holds more than is kept."""

from __future__ import annotations

from bot.locale import Words


def too_long(limit: int, words: Words) -> str:
    return words.text("That is too long: write %(count)s characters at most.", count=words.number(limit))
