"""The account that the words of a task may name."""

from __future__ import annotations

import re
from collections.abc import Iterable

MOST_WORDS = 5
MOST_SIGNS = 12
MOST_NAMES = 16

_QUOTED = re.compile(r"[\"“”«»「」『』《](?P<name>[^\"“”«»「」『』《》]+)[\"“”«»「」『』》]")
_AFTER_FOR = re.compile(r"\bfor\s+(?:the\s+)?(?P<words>\S.*)", re.IGNORECASE)
_AFTER_TO = re.compile(r"[给為为替]\s*(?P<signs>\S.*)")
_SIGNS_AROUND = ' ,.;:!?，。；：！？"“”«»「」『』《》'


def names_in(title: str) -> tuple[str, ...]:
    """What may be the name of an account, the likeliest first: in quotes, after `for`, after `给`.

    Where a name ends is not said ("给海港科技发报价"), so that longer readings stand before shorter ones; at most
    sixteen, since each is looked up.
    """
    found = dict.fromkeys(name for name in _readings(title) if name)
    return tuple(found)[:MOST_NAMES]


def _readings(title: str) -> Iterable[str]:
    for quoted in _QUOTED.finditer(title):
        yield quoted["name"].strip()
    for after in _AFTER_FOR.finditer(title):
        words = after["words"].split()[:MOST_WORDS]
        for end in range(len(words), 0, -1):
            yield " ".join(words[:end]).strip(_SIGNS_AROUND)
    for after in _AFTER_TO.finditer(title):
        yield from _beginnings(after["signs"].lstrip(_SIGNS_AROUND))


def _beginnings(text: str) -> Iterable[str]:
    """Two signs at least: a single one names too much."""
    for end in range(min(len(text), MOST_SIGNS), 1, -1):
        yield text[:end].strip(_SIGNS_AROUND)
