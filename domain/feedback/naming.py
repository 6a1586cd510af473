"""What customers are called outside: by name where that is allowed, else account A, account B; also inside a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Asking:
    """One who asks, with every word that would give them away."""

    name: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Naming:
    """`standing_in` are letters by name, in the order in which they asked; empty where names may go out."""

    standing_in: Mapping[str, str]
    betrays: Mapping[str, str]

    def called(self, name: str, stand_in: Callable[[str], str]) -> str:
        """`stand_in` makes "account A" of a letter."""
        letter = self.standing_in.get(name)
        return stand_in(letter) if letter else name

    def scrubbed(self, text: str, stand_in: Callable[[str], str]) -> str:
        """Without the words that would name somebody, whatever their case."""
        if not self.betrays:
            return text
        longest_first = sorted(self.betrays, key=len, reverse=True)
        pattern = re.compile("|".join(map(_whole, longest_first)), re.IGNORECASE)
        return pattern.sub(lambda found: stand_in(self.betrays[found[0].casefold()]), text)


def by_name() -> Naming:
    return Naming({}, {})


def by_letters(asking: Sequence[Asking]) -> Naming:
    letters = {each.name: _letter(place) for place, each in enumerate({each.name: each for each in asking}.values())}
    betrays = {
        word.casefold(): letters[each.name]
        for each in reversed(asking)
        for word in (each.name, *each.words)
        if len(word.strip()) >= _SHORTEST
    }
    return Naming(letters, betrays)


def _whole(word: str) -> str:
    """Latin words only where they stand alone: "Ace" is not in "replace"; Chinese has no such border."""
    first, last = (r"(?<![A-Za-z0-9])" if word[0].isascii() else ""), (r"(?![A-Za-z0-9])" if word[-1].isascii() else "")
    return f"{first}{re.escape(word)}{last}"


def _letter(place: int) -> str:
    """A to Z, then A2, B2 …"""
    rounds, letter = divmod(place, 26)
    return chr(ord("A") + letter) + (str(rounds + 1) if rounds else "")
