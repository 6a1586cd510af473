"""Usage roll-ups as columns in the order of their key, and as text in an import's log."""

from __future__ import annotations

import json
import zlib
from array import array
from base64 import b64decode, b64encode
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, repeat
from operator import add, lt
from typing import TypeVar

Key = tuple[int, str, int]
T = TypeVar("T")

_TYPES = ("q", "B", "i", "q")


@dataclass(frozen=True, slots=True)
class Points:
    """Columns of one length, sorted by account, measure and day; no key stands twice."""

    accounts: Sequence[int] = ()
    measures: Sequence[str] = ()
    days: Sequence[int] = ()
    values: Sequence[int] = ()

    @classmethod
    def of(cls, values: Mapping[Key, int]) -> Points:
        if not values:
            return cls()
        return cls(*zip(*sorted((*key, value) for key, value in values.items()), strict=True))

    def __len__(self) -> int:
        return len(self.days)

    def by_key(self) -> dict[Key, int]:
        return dict(zip(zip(self.accounts, self.measures, self.days, strict=True), self.values, strict=True))

    def keys_of(self, accounts: Iterable[int]) -> Iterator[Key]:
        for account in accounts:
            own = slice(bisect_left(self.accounts, account), bisect_right(self.accounts, account))
            yield from zip(repeat(account), self.measures[own], self.days[own], strict=False)

    def flat(self, size: int) -> Iterator[tuple[int | str, ...]]:
        """The values of `size` points after each other: account, measure, day, value, account, …"""
        for start in range(0, len(self), size):
            some = slice(start, start + size)
            cells: list[int | str] = [0] * (4 * len(self.days[some]))
            cells[0::4], cells[1::4] = self.accounts[some], self.measures[some]
            cells[2::4], cells[3::4] = self.days[some], self.values[some]
            yield tuple(cells)


def in_key_order(
    accounts: Sequence[int], measures: Sequence[str], days: Sequence[int], values: Sequence[int]
) -> Points | None:
    """The columns sorted, each key as one number: most files are sorted already. None if a key stands twice."""
    keys = _numbers(accounts, measures, days)
    if _is_ascending(keys):
        return Points(accounts, measures, days, values)
    order = sorted(range(len(keys)), key=keys.__getitem__)
    if not _is_ascending(_at(order, keys)):
        return None
    return Points(_at(order, accounts), _at(order, measures), _at(order, days), _at(order, values))


def packed(points: Points) -> str:
    """As text, in a small part of their size: columns of numbers, squeezed."""
    names = sorted(set(points.measures))
    places = {name: place for place, name in enumerate(names)}
    numbers = (points.accounts, list(map(places.__getitem__, points.measures)), points.days, points.values)
    columns = b"".join(array(kind, column).tobytes() for kind, column in zip(_TYPES, numbers, strict=True))
    squeezed = b64encode(zlib.compress(columns, level=1)).decode()
    return json.dumps({"rows": len(points), "measures": names, "columns": squeezed})


def unpacked(text: str) -> dict[Key, int]:
    held = json.loads(text)
    rest = zlib.decompress(b64decode(held["columns"]))
    columns: list[array[int]] = []
    for kind in _TYPES:
        column = array(kind)
        size = held["rows"] * column.itemsize
        column.frombytes(rest[:size])
        columns.append(column)
        rest = rest[size:]
    measures = [held["measures"][place] for place in columns[1]]
    return Points(columns[0], measures, columns[2], columns[3]).by_key()


def _numbers(accounts: Sequence[int], measures: Sequence[str], days: Sequence[int]) -> list[int]:
    """Each key's place among all that these accounts, measures and days could make: small numbers sort fast."""
    if not days:
        return []
    names, first = sorted(set(measures)), min(days)
    span = max(days) - first + 1
    starts = {account: rank * span * len(names) - first for rank, account in enumerate(sorted(set(accounts)))}
    moved: Iterable[int] = map(starts.__getitem__, accounts)
    if len(names) > 1:
        ranks = {name: rank * span for rank, name in enumerate(names)}
        moved = map(add, moved, map(ranks.__getitem__, measures))
    return list(map(add, moved, days))


def _at(order: Iterable[int], column: Sequence[T]) -> list[T]:
    return list(map(column.__getitem__, order))


def _is_ascending(keys: Sequence[int]) -> bool:
    return all(map(lt, keys, islice(keys, 1, None)))
