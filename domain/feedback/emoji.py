"""The emoji that offers to send a message to product: one a channel, none until an admin chose it."""

from __future__ import annotations

import re
from enum import StrEnum

MOST_CHANNELS = 50
LONGEST_NAME = 100
_NAME = re.compile(rf"[\w+'-]{{1,{LONGEST_NAME}}}")


class EmojiProblem(StrEnum):
    NO_NAME = "no_name"
    TOO_MANY = "too_many"


def emoji_name(typed: str) -> str | None:
    """`:bulb:` and `bulb` alike; None for what is no emoji's name, such as a picture of one."""
    name = typed.strip().strip(":").partition("::")[0].casefold()
    return name if _NAME.fullmatch(name) else None


def is_meant(reaction: str, chosen: str | None) -> bool:
    """Whatever its skin tone."""
    return chosen is not None and reaction.partition("::")[0] == chosen
