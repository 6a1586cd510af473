"""What people write: whether any of it can be seen, and without what only misleads the eye."""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Zs", "Zl", "Zp"})
_FILLERS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks that look like nothing; variation selectors only choose how the letter before them is drawn."""
_TRICKS = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_LONE_JOINER = re.compile(r"(?<=[ -~])[\u200c\u200d]|[\u200c\u200d](?=[ -~])|^[\u200c\u200d]+|[\u200c\u200d]+$")
"""Joiners belong into emoji and into Indic, Arabic and Persian words, never beside a Latin letter or at an end."""


def written(text: str) -> str:
    """Without spaces at its ends; empty where nothing of it can be seen."""
    return text.strip() if any(map(_is_seen, text)) else ""


def without_tricks(text: str) -> str:
    """Without what turns the order of letters about, and without what has no width; emoji stay whole."""
    return _LONE_JOINER.sub("", _TRICKS.sub("", text))


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) not in _UNSEEN and not _FILLERS.match(character)
