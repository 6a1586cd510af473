"""Names in memory, found by the grams they share with what was typed, and ranked by likeness."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.account_names import without_legal_form
from storage.name_grams import grams_by_name
from storage.name_likeness import likeness

_LONGEST = 80
"""Characters looked at: each makes up to three grams, and grams are counted in a byte."""
_RANKED = 50
_CHOSEN_FROM = 200
_LEAST_READ = 60_000
_SHARE_READ = 4
"""One posting is read for so many names, and never fewer than the above: more finds little more, and takes time."""


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Names by gram: `places[starts[i]:starts[i + 1]]` are the names that have gram `grams[i]`."""

    accounts: NDArray[np.int64]
    names: Sequence[str]
    sizes: NDArray[np.float32]
    grams: NDArray[np.uint32]
    starts: NDArray[np.int64]
    places: NDArray[np.uint32]

    def like(self, typed: str, *, limit: int, within: Collection[int] | None = None) -> list[tuple[int, float]]:
        """(account, likeness), the best first; an account counts once, with its best word.

        `within`: as though the index held the names of these accounts alone.
        """
        typed = typed[:_LONGEST]
        best: dict[int, tuple[float, float]] = {}
        for place in self._nearest(typed, max(limit, _RANKED), within):
            name, account = self.names[place], int(self.accounts[place])
            rank = (likeness(typed, name), -float(len(name)))
            best[account] = max(best.get(account, rank), rank)
        ranked = heapq.nlargest(limit, best.items(), key=lambda item: (*item[1], -item[0]))
        return [(account, rank[0]) for account, rank in ranked]

    def _nearest(self, typed: str, many: int, within: Collection[int] | None) -> Sequence[int]:
        """Places of the names that share most grams with `typed`, for their size."""
        postings = self._postings(typed)
        if not postings:
            return []
        shared = np.zeros(len(self.names), dtype=np.uint8)
        for places in postings:
            shared[places] += 1
        if within is not None:
            shared[~np.isin(self.accounts, list(within))] = 0
        chosen = np.flatnonzero(shared >= _threshold(shared))
        scores = shared[chosen] / (self.sizes[chosen] + np.float32(3 * len(postings)))
        if len(chosen) > many:
            chosen = chosen[np.argpartition(-scores, many)[:many]]
        return [int(place) for place in chosen]

    def _postings(self, typed: str) -> list[NDArray[np.uint32]]:
        """The rarest grams first; the commonest are left out once enough has been read, as they tell least apart."""
        wanted = (grams_by_name([typed]) >> np.uint64(32)).astype(np.uint32)
        found = np.searchsorted(self.grams, wanted)
        lists = [
            self.places[self.starts[i] : self.starts[i + 1]]
            for i, gram in zip(found, wanted, strict=True)
            if i < len(self.grams) and self.grams[i] == gram
        ]
        lists.sort(key=len)
        read = np.cumsum([len(places) for places in lists])
        return lists[: max(1, int(np.searchsorted(read, max(_LEAST_READ, len(self.names) // _SHARE_READ))))]


def name_index(words: Iterable[tuple[int, str]]) -> NameIndex:
    """An index of (account, normalised word) pairs."""
    pairs = dict.fromkeys((without_legal_form(normal), account) for account, normal in words)
    accounts = np.fromiter((account for _, account in pairs), dtype=np.int64, count=len(pairs))
    names = [name for name, _ in pairs]
    del pairs
    keys = grams_by_name(names)
    places = keys.astype(np.uint32)
    by_gram = (keys >> np.uint64(32)).astype(np.uint32)
    starts = np.flatnonzero(np.append(True, by_gram[1:] != by_gram[:-1])[: len(by_gram)])
    return NameIndex(
        accounts=accounts,
        names=names,
        sizes=np.bincount(places, minlength=len(names)).astype(np.float32),
        grams=by_gram[starts],
        starts=np.append(starts, len(places)),
        places=places,
    )


def _threshold(shared: NDArray[np.uint8]) -> int:
    """The most shared grams that still leave enough names to choose from."""
    for least in range(int(shared.max()), 1, -1):
        if np.count_nonzero(shared >= least) >= _CHOSEN_FROM:
            return least
    return 1
