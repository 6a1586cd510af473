"""A question word by word: bare ones, ones with a key, ones in quotes; and one written so that it can be read again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.filter_words import folded, mentioned_in, wrapped

_QUOTED = "[\"“”„][^\"“”„]*[\"“”„]|['‘’][^'‘’]*['‘’]|«[^»]*»|「[^」]*」|『[^』]*』"
_WORDS = re.compile(rf"(?:(?P<key>[^\s:=：＝]+)\s*[:=：＝]\s*)?(?P<value>{_QUOTED}|\S+)")
_ALL_QUOTED = re.compile(_QUOTED)
_PAIRS = (('"', "“”„"), ("'", "‘’"), ("«", "»"), ("「", "」"), ("『", "』"))


@dataclass(frozen=True, slots=True)
class TypedWord:
    """`key` is empty for a word without a colon; `value` is what follows, without its quotes."""

    typed: str
    key: str
    value: str

    @property
    def is_bare(self) -> bool:
        return not self.key and mentioned_in(self.value) is None and not self.value.startswith("@")


def typed_words(typed: str) -> Sequence[TypedWord]:
    return [_word(found) for found in _WORDS.finditer(typed)]


def quoted(value: str) -> str:
    """In quotes that it does not hold itself; where it holds all of them, the double ones in it are dropped."""
    if not value:
        return ""
    for opening, others in _PAIRS:
        if not set(opening + others) & set(value):
            return f"{opening}{value}{others if len(others) == 1 else opening}"
    return '"' + "".join(character for character in value if character not in '"“”„') + '"'


def mended(words: Sequence[TypedWord], place: int, meant: str) -> str:
    """The whole question again, with what was meant in the place of the word."""
    return " ".join(
        meant if number == place else word.typed if "<@" in word.typed else wrapped(word.typed)
        for number, word in enumerate(words)
    )


def _word(found: re.Match[str]) -> TypedWord:
    value = found["value"]
    return TypedWord(found[0], folded(found["key"] or ""), value[1:-1] if _ALL_QUOTED.fullmatch(value) else value)
