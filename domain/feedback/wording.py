"""What a request is worded with, as it is compared: meanings that have many words, and pieces of all other words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

from domain.account_names import normalised
from domain.feedback.same_words import SAME_WORDS, UNSAID
from domain.texts import without_tricks

READ = 400
"""So many characters are read: what is asked for stands at the beginning."""

_MEANING, _WORD, _PAIR, _SIGN = 3.0, 1.5, 0.7, 0.35
"""What a known meaning, another word, two neighbouring Chinese signs and one of them weigh."""
PROBLEM = 0.3
"""What the problem's words weigh next to the title's."""
_TOKEN = re.compile(r"[\u3040-\U0003ffff]|[^\W_\u3040-\U0003ffff]{1,40}")
FIRST_SIGN = "\u3040"
"""From here on, scripts are written without spaces, or a syllable a sign."""
_ENDINGS = ("ing", "ed", "es", "s", "e")

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Wording:
    """The pieces of a title and those of a problem, each by itself."""

    title: Weights
    problem: Weights

    @property
    def weights(self) -> Weights:
        """Of both together; a piece counts once, however often it is said."""
        together = {piece: weight * PROBLEM for piece, weight in self.problem.items()}
        for piece, weight in self.title.items():
            together[piece] = max(weight, together.get(piece, 0.0))
        return together


def wording(text: str) -> Wording:
    """The first line of the text is its title, all else the problem; nothing where there are no words."""
    title, _, problem = without_tricks(text).strip()[:READ].partition("\n")
    return Wording(dict(_pieces(tokens(title))), dict(_pieces(tokens(problem))))


def tokens(text: str) -> Sequence[str]:
    """Words, and the signs of a script without spaces one by one."""
    return _TOKEN.findall(normalised(text))


@lru_cache(maxsize=20_000)
def terms(text: str) -> Sequence[tuple[str, str]]:
    """What a text speaks of, in its order: what counts as the same, and how it is said here.

    Words that only ask are left out; of a script without spaces two neighbouring signs are a word.
    """
    said = tokens(without_tricks(text)[:READ])
    return [(meaning, "".join(words) if words[0] >= FIRST_SIGN else " ".join(words)) for meaning, words in _terms(said)]


def _terms(said: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    stems = tuple(map(_stem, said))
    place, before = 0, ""
    while place < len(said):
        known, token = _known_at(stems, place), said[place]
        is_sign = not known and token >= FIRST_SIGN
        if known:
            yield from ((meaning, said[place : place + len(known)]) for meaning, _ in _KNOWN[known])
        elif not is_sign:
            yield stems[place], [token]
        elif before:
            yield before + token, [before, token]
        before = token if is_sign else ""
        place += len(known) or 1


def _pieces(said: Sequence[str]) -> Iterator[tuple[str, float]]:
    stems = tuple(map(_stem, said))
    place, before = 0, ""
    while place < len(said):
        known, token = _known_at(stems, place), said[place]
        yield from _KNOWN[known] if known else _of_one(token, before)
        before = "" if known or token < FIRST_SIGN else token
        place += len(known) or 1


def _known_at(stems: tuple[str, ...], place: int) -> tuple[str, ...]:
    """The words of the list that stand here, as many as fit; none where there are none."""
    for length in _LENGTHS.get(stems[place], ()):
        if (words := stems[place : place + length]) in _KNOWN:
            return words
    return ()


def _of_one(token: str, before: str) -> Sequence[tuple[str, float]]:
    if token < FIRST_SIGN:
        return _trigrams(token)
    return [(token, _SIGN), (before + token, _PAIR)] if before else [(token, _SIGN)]


@lru_cache(maxsize=20_000)
def _trigrams(word: str) -> Sequence[tuple[str, float]]:
    """Three letters each, borders of the word included; together as heavy as any other word."""
    bordered = f" {word} "
    found = sorted({bordered[start : start + 3] for start in range(len(word))})
    return [(each, _WORD / sqrt(len(found))) for each in found]


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    ending = next((ending for ending in _ENDINGS if word.endswith(ending) and len(word) >= len(ending) + 3), "")
    return word.removesuffix(ending)


def _known_words() -> Iterator[tuple[tuple[str, ...], Sequence[tuple[str, float]]]]:
    """Each wording with what it counts as; later ones overrule earlier ones."""
    for line in reversed(SAME_WORDS.strip().splitlines()):
        meaning = f"={line.partition(', ')[0]}"
        yield from ((words, [(meaning, _MEANING)]) for words in _listed(line))
    yield from ((words, []) for words in _listed(UNSAID))


def _listed(line: str) -> Iterator[tuple[str, ...]]:
    return (tuple(map(_stem, tokens(words))) for words in line.split(","))


_KNOWN = dict(_known_words())
_LENGTHS = {start: sorted({len(words) for words in _KNOWN if words[0] == start}, reverse=True) for start, *_ in _KNOWN}
