"""Which product area a request may belong to, by the words of those that product has looked at; and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from domain.feedback.wording import terms

SURE_FROM = 0.7
"""So likely an area has to be, among all of them, before it is suggested."""
MOST_REASONS = 3
_UNHEARD = 0.5
"""So much is added to every count: no single word rules an area out."""


@dataclass(frozen=True, slots=True)
class AreaHint:
    """`because` are the words of the title that speak for it, the strongest first, as they are written there."""

    area: int
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Learnt:
    """How many requests of each area say each word, and how many there are."""

    says: Mapping[int, Counter[str]]
    titles: Counter[int]

    def rate(self, area: int, word: str) -> float:
        return (self.says[area][word] + _UNHEARD) / (self.titles[area] + 2 * _UNHEARD)

    def chances(self, words: Iterable[str]) -> dict[int, float]:
        """Of each area, adding up to 1 (naive Bayes: as if words came independently of each other)."""
        logs = {
            area: log(count) + sum(log(self.rate(area, word)) for word in words) for area, count in self.titles.items()
        }
        highest = max(logs.values())
        shares = {area: exp(each - highest) for area, each in logs.items()}
        total = sum(shares.values())
        return {area: share / total for area, share in shares.items()}

    def lift(self, area: int, word: str) -> float:
        """How much more often the area says the word than the area that says it most of all others."""
        return self.rate(area, word) / max(self.rate(other, word) for other in self.titles if other != area)


def area_hint(title: str, triaged: Iterable[tuple[int, str]]) -> AreaHint | None:
    """`triaged` are (area, title); None where nothing, or not enough, speaks for one of them."""
    learnt = _learnt(triaged)
    said: dict[str, str] = {}
    for meaning, words in terms(title):
        if any(spoken[meaning] for spoken in learnt.says.values()):
            said.setdefault(meaning, words)
    if len(learnt.titles) < 2 or not said:  # noqa: PLR2004 - one area alone is no choice
        return None
    chances = learnt.chances(said)
    area = max(chances, key=lambda each: (chances[each], -each))
    reasons = _reasons(learnt, area, list(said))
    if chances[area] < SURE_FROM or not reasons:
        return None
    return AreaHint(area, tuple(_as_written(said[word], title) for word in reasons))


def _learnt(triaged: Iterable[tuple[int, str]]) -> _Learnt:
    says: dict[int, Counter[str]] = {}
    titles: Counter[int] = Counter()
    for area, title in triaged:
        says.setdefault(area, Counter()).update({meaning for meaning, _ in terms(title)})
        titles[area] += 1
    return _Learnt(says, titles)


def _reasons(learnt: _Learnt, area: int, said: Sequence[str]) -> Sequence[str]:
    """In their order in the title where they speak equally loud."""
    speaking = [word for word in said if learnt.says[area][word] and learnt.lift(area, word) > 1]
    return sorted(speaking, key=lambda word: -learnt.lift(area, word))[:MOST_REASONS]


def _as_written(words: str, title: str) -> str:
    """`SSO` where the title says SSO: words are compared in small letters."""
    found = re.search(re.escape(words), title, re.IGNORECASE)
    return found[0] if found else words
