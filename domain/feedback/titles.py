"""A title out of what somebody wrote: its first sentence, as short as a title has to be."""

from __future__ import annotations

import re

from domain.feedback.form import LONGEST_TITLE
from domain.feedback.wording import FIRST_SIGN, tokens
from domain.texts import without_tricks

_SENTENCES = re.compile(r"(?<=[。！？；])|(?<=[.!?…])\s+|\n+")
_PAUSES = re.compile(r"[\s，、；：,;:）)】」]+")
_CALLED = re.compile(r"^(?:@\S+[\s,:，：]+)+")
"""Who is called at the beginning is no part of what is asked for."""
_ENOUGH = 2.5
"""Words that make a sentence more than a greeting; two Chinese signs count as one."""
_CUT_FROM = 0.6
"""A pause is cut at when it leaves so much of what fits: else a long word is cut in two."""


def title_from(text: str) -> str:
    """At most 150 characters, cut between words; empty where there are none."""
    plain = without_tricks(text).strip()
    sentences = [" ".join(each.split()) for each in _SENTENCES.split(plain) if each.strip()]
    spoken = [each for each in sentences if tokens(each)]
    chosen = next((each for each in spoken if _weight(each) >= _ENOUGH), next(iter(spoken), ""))
    return _cut(_CALLED.sub("", chosen).rstrip(".。 ") or chosen)


def _weight(sentence: str) -> float:
    return sum(0.5 if token >= FIRST_SIGN else 1.0 for token in tokens(sentence))


def _cut(sentence: str) -> str:
    if len(sentence) <= LONGEST_TITLE:
        return sentence
    room = LONGEST_TITLE - 1
    ends = [found.start() for found in _PAUSES.finditer(sentence, 0, room + 1)]
    end = ends[-1] if ends and ends[-1] >= room * _CUT_FROM else room
    return f"{sentence[:end]}…"
