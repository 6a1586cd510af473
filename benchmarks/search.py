"""A misspelt account name: what the index costs and finds, against a scan of every name with rapidfuzz."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extractOne

from benchmarks.books import account_names, chinese_names
from benchmarks.ratios import Ratio, medians
from benchmarks.sizes import Sizes
from domain.account_names import normalised, without_legal_form
from storage.name_index import NameIndex, name_index

CHINESE_SHARE = 20
"""One name in so many is Chinese, and so is one search in so many."""


@dataclass(frozen=True, slots=True)
class Search:
    """`account` is meant, `typed` is written; both names are normalised and without their legal form."""

    typed: str
    account: int


@dataclass(frozen=True, slots=True)
class Book:
    names: Sequence[str]
    index: NameIndex
    searches: Sequence[Search]

    def by_index(self, typed: str) -> int:
        return self.index.like(typed, limit=1)[0][0]

    def by_scan(self, typed: str) -> int:
        """A comparison with every name; accounts are numbered like the names."""
        _, _, place = extractOne(typed, self.names, scorer=ratio)
        return int(place)

    def found(self, find: Callable[[str], int]) -> float:
        """The share of searches that find the account that was meant first; twins of its name count as it."""
        right = [self.names[find(search.typed)] == self.names[search.account] for search in self.searches]
        return sum(right) / len(right)


def search(sizes: Sizes, _folder: Path) -> Iterator[Ratio]:
    book = searched_book(sizes.searched, sizes.searches)
    typed = [search.typed for search in book.searches]
    finds = (book.by_index, book.by_scan)
    ours, theirs = medians([partial(_all, find, typed) for find in finds], rounds=sizes.rounds)
    detail = f"{ours / len(typed) * 1e3:.2f} / {theirs / len(typed) * 1e3:.2f} ms a search"
    yield Ratio(
        f"misspelt name, {sizes.searched:,} accounts: / exhaustive rapidfuzz", ours / theirs, 0.15, detail=detail
    )
    right, best = (book.found(find) for find in finds)
    detail = f"right first: {right:.0%} / {best:.0%} of {len(typed)}"
    yield Ratio(
        "misspelt name, right first: / exhaustive rapidfuzz", right / best, 0.95, 1, detail, higher_is_better=True
    )


def _all(find: Callable[[str], int], typed: Sequence[str]) -> list[int]:
    return [find(each) for each in typed]


def searched_book(count: int, searches: int) -> Book:
    """Chinese names stand at the end; some searches are for them."""
    chinese = chinese_names(count // CHINESE_SHARE)
    names = [without_legal_form(normalised(each)) for each in account_names(count - len(chinese)) + chinese]
    dice = Random(11)
    meant = dice.sample(range(count - len(chinese)), searches - searches // CHINESE_SHARE)
    meant += dice.sample(range(count - len(chinese), count), searches // CHINESE_SHARE)
    made = [Search(_misspelt(names[account], dice, slips=1 + turn % 3), account) for turn, account in enumerate(meant)]
    return Book(names, name_index(list(enumerate(names))), made)


def _misspelt(name: str, dice: Random, *, slips: int) -> str:
    """One to three slips of the finger; a Chinese name is short, one is enough for it."""
    for _ in range(slips if name.isascii() else 1):
        name = dice.choice(_SLIPS)(name, dice.randrange(len(name) - 1))
    return name


def _dropped(name: str, place: int) -> str:
    return name[:place] + name[place + 1 :]


def _swapped(name: str, place: int) -> str:
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


def _replaced(name: str, place: int) -> str:
    """By a letter that stands elsewhere in the name."""
    return name[:place] + name[place // 2] + name[place + 1 :]


def _doubled(name: str, place: int) -> str:
    return name[:place] + name[place] + name[place:]


_SLIPS = (_dropped, _swapped, _replaced, _doubled)
