"""Which requests ask for the same: those whose wording is alike, rare words counting more than common ones."""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nsmallest
from math import fsum, log, sqrt

from domain.feedback.wording import PROBLEM, Weights, Wording, wording

SUGGESTED_FROM = 0.46
"""From here on, requests are suggested as similar; tests/domain/feedback holds what it finds and what it gets wrong."""

_OTHERS = 100
"""Words are weighed as if so many other requests had been read: the first ones do not make every word a common one."""
_VISITS = 60_000
"""So many mentions are looked at in a search: first those of rare words and of titles, those of common ones last."""
_COMPARED = 60
"""So many requests, the most promising, are compared in full."""


@dataclass(frozen=True, slots=True)
class WordedRequest:
    """`id` is the number people know it by, from 1 on."""

    id: int
    title: str
    problem: str = ""

    @property
    def text(self) -> str:
        """As it is searched with: the title on the first line."""
        return f"{' '.join(self.title.split())}\n{self.problem}"


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` goes from 0 (no word in common) to 1 (the same words)."""

    request: WordedRequest
    score: float

    @property
    def is_suggested(self) -> bool:
        return self.score >= SUGGESTED_FROM


Mentions = Mapping[str, "array[int]"]
"""Who says a piece: the numbers of requests, ascending."""


@dataclass(frozen=True, slots=True)
class RequestIndex:
    """All requests that may be alike; a value: what is added or taken away makes another one, in a few milliseconds.

    What is found depends on the requests alone, not on the order in which they came.
    """

    requests: Mapping[int, WordedRequest]
    lengths: Mapping[int, float]
    titles: Mentions
    problems: Mentions
    """Without the pieces that the same request says in its title."""

    @classmethod
    def of(cls, requests: Iterable[WordedRequest]) -> RequestIndex:
        """The whole index at once; of two requests with one id the later one counts."""
        by_id = {request.id: request for request in requests}
        lengths: dict[int, float] = {}
        titles: dict[str, array[int]] = {}
        problems: dict[str, array[int]] = {}
        for number in sorted(by_id):
            said = wording(by_id[number].text)
            lengths[number] = _length(said.weights)
            for mentions, pieces in ((titles, said.title), (problems, said.problem.keys() - said.title.keys())):
                for piece in pieces:
                    mentions.setdefault(piece, array("I")).append(number)
        return cls(by_id, lengths, titles, problems)

    def __len__(self) -> int:
        return len(self.requests)

    def with_request(self, request: WordedRequest) -> RequestIndex:
        """In place of the one with the same id."""
        others = self.without(request.id)
        said = wording(request.text)
        return RequestIndex(
            {**others.requests, request.id: request},
            {**others.lengths, request.id: _length(said.weights)},
            _with(others.titles, said.title, request.id),
            _with(others.problems, said.problem.keys() - said.title.keys(), request.id),
        )

    def without(self, number: int) -> RequestIndex:
        if number not in self.requests:
            return self
        said = wording(self.requests[number].text)
        return RequestIndex(
            {each: request for each, request in self.requests.items() if each != number},
            {each: length for each, length in self.lengths.items() if each != number},
            _without(self.titles, said.title, number),
            _without(self.problems, said.problem.keys() - said.title.keys(), number),
        )

    def like(self, text: str, *, limit: int, other_than: int | None = None) -> Sequence[Likeness]:
        """The requests most like the text, best first, then by id; its first line is a title, all else a problem.

        Every request with a word in common can be found in a small book; in a large one the most promising ones are.
        """
        said, rarity = wording(text), cache(self._rarity)
        weighed = _weighed(said, rarity)
        found = [
            Likeness(request, _cosine(weighed, _weighed(wording(request.text), rarity)))
            for request in self._promising(said)
            if request.id != other_than
        ]
        return nsmallest(limit, found, key=lambda like: (-like.score, like.request.id))

    def between(self, one: str, other: str) -> float:
        """How alike two texts are, by how rare their words are here."""
        return _cosine(*(_weighed(wording(text), self._rarity) for text in (one, other)))

    def _promising(self, said: Wording) -> Iterator[WordedRequest]:
        """Those that say much of what is said, judged by rare words; a long request says much of everything."""
        gains: dict[int, float] = {}
        visits = 0
        for numbers, gain in self._mentions(said):
            visits += len(numbers)
            if visits > _VISITS and gains:
                break
            for number in numbers:
                gains[number] = gains.get(number, 0.0) + gain
        worth = ((-gain / self.lengths[number], number) for number, gain in gains.items())
        return (self.requests[number] for _, number in nsmallest(_COMPARED, worth))

    def _mentions(self, said: Wording) -> Sequence[tuple[array[int], float]]:
        """Of each piece, who says it and what that is worth; first what is worth most for the few who say it."""
        full = {**said.problem, **said.title}
        found = []
        for piece, weight in sorted(said.weights.items()):
            gain = weight * full[piece] * self._rarity(piece) ** 2
            found += [(self.titles.get(piece), gain), (self.problems.get(piece), gain * PROBLEM)]
        return sorted(
            ((numbers, gain) for numbers, gain in found if numbers), key=lambda mention: len(mention[0]) / mention[1]
        )

    def _rarity(self, piece: str) -> float:
        mentions = len(self.titles.get(piece, ())) + len(self.problems.get(piece, ()))
        return log(1 + (len(self.requests) + _OTHERS) / (mentions + 1))


def _weighed(said: Wording, rarity: Callable[[str], float]) -> Weights:
    return {piece: weight * rarity(piece) for piece, weight in said.weights.items()}


def _cosine(one: Weights, other: Weights) -> float:
    common = fsum(one[piece] * other[piece] for piece in one.keys() & other.keys())
    return min(1.0, common / sqrt(_square(one) * _square(other))) if common else 0.0


def _square(weights: Weights) -> float:
    return fsum(weight * weight for weight in weights.values())


def _length(weights: Weights) -> float:
    return sqrt(_square(weights))


def _with(mentions: Mentions, pieces: Iterable[str], number: int) -> Mentions:
    changed = dict(mentions)
    for piece in pieces:
        changed[piece] = numbers = array("I", changed.get(piece, ()))
        insort(numbers, number)
    return changed


def _without(mentions: Mentions, pieces: Iterable[str], number: int) -> Mentions:
    changed = dict(mentions)
    for piece in pieces:
        numbers = changed.pop(piece)[:]
        del numbers[bisect_left(numbers, number)]
        if numbers:
            changed[piece] = numbers
    return changed
