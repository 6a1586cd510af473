"""A touchpoint as somebody types it in a line: the account first, then words of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from domain.filter_words import unwrapped
from domain.tasks.typed import ACCOUNT, account_in, straightened

MOST_WORDS = 6
MOST_SIGNS = 12
_QUOTED = re.compile(
    r"\s*[\"“”«»「」『』《](?P<name>[^\"“”«»「」『』《》]+)[\"“”«»「」『』》]\s*(?P<rest>.*)", re.DOTALL
)
_SIGNS_BETWEEN = " :,;.–-：，；。、"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a line: an account's name, and what is said of the contact."""

    name: str
    words: str = ""


def readings_of(text: str) -> tuple[Reading, ...]:
    """Where the name ends is not said, so that longer ones stand first; where it is said, there is one reading."""
    if found := ACCOUNT.search(straightened(text)):
        rest = ACCOUNT.sub(" ", straightened(text), count=1)
        return (Reading(account_in(found), unwrapped(" ".join(rest.split()))),)
    line = " ".join(unwrapped(text).split())
    if quoted := _QUOTED.fullmatch(line):
        return (Reading(quoted["name"].strip(), quoted["rest"].lstrip(_SIGNS_BETWEEN)),)
    return tuple(_by_words(line))


def beginnings_of(text: str) -> tuple[Reading, ...]:
    """Chinese has no spaces: what the first signs may name; two at least, as a single one names too much."""
    line = " ".join(unwrapped(text).split())
    first = line.partition(" ")[0]
    if first.isascii():
        return ()
    ends = range(min(len(first) - 1, MOST_SIGNS), 1, -1)
    return tuple(Reading(line[:end], line[end:].lstrip(_SIGNS_BETWEEN)) for end in ends)


def _by_words(line: str) -> Iterable[Reading]:
    words = line.split()
    for end in range(min(len(words), MOST_WORDS), 0, -1):
        yield Reading(" ".join(words[:end]).strip(_SIGNS_BETWEEN), " ".join(words[end:]).lstrip(_SIGNS_BETWEEN))
