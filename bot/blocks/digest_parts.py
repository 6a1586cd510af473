"""What messages of a morning or a week have in common: a part with its title, the moment they are of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.blocks.kit import Block, date_token, section
from bot.locale import Words


def part(title: str, lines: Iterable[str]) -> Block:
    return section("\n".join((f"*{title}*", *lines)))


def as_of_words(at: datetime, words: Words) -> str:
    return words.text("as of %(time)s", time=date_token(at, "{date_short_pretty} {time}", words.instant(at, "UTC")))
