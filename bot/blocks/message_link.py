"""The way to a message that somebody pointed at."""

from __future__ import annotations

from bot.blocks.kit import escaped
from bot.locale import Words


def message_link(permalink: str, words: Words) -> str:
    """Nothing where the address is not known."""
    if not permalink.startswith("https://"):
        return ""
    return f"<{escaped(permalink).replace('|', '%7C')}|{words.text('the message')}>"
