"""Short pieces of names: trigrams with marked edges, and one and two characters where a word has few (Chinese)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_EDGE = "\x01"
_CJK_FROM = 0x2E80
_AT_ONCE = 4_000
"""Names whose pieces are made together: what is made on the way takes ten times the memory of what is kept."""
_MIX = (np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B), np.uint32(0xC2B2AE35))

Grams = NDArray[np.uint64]


def grams_by_name(names: Sequence[str]) -> Grams:
    """Every gram of every name once: gram in the upper 32 bits, the name's place in the lower; sorted."""
    starts = range(0, max(1, len(names)), _AT_ONCE)
    keys = np.concatenate([_grams(names[start : start + _AT_ONCE], start) for start in starts])
    keys.sort()
    return keys


def _grams(names: Sequence[str], start: int) -> Grams:
    """Of names from this place on."""
    characters = _characters(names)
    places = np.arange(start, start + len(names), dtype=np.uint64)
    owners = np.repeat(places, [len(name) + 2 for name in names])
    first, second, third = characters[:-2], characters[1:-1], characters[2:]
    is_cjk = characters >= _CJK_FROM
    edge = np.uint32(ord(_EDGE))
    pieces = (
        (_mixed(first, second, third), (second != edge) | (third != edge)),
        (_mixed(first, second), is_cjk[:-2] & is_cjk[1:-1]),
        (_mixed(first), is_cjk[:-2]),
    )
    keys = [grams[wanted].astype(np.uint64) << np.uint64(32) | owners[wanted] for grams, wanted in pieces]
    return _once(np.concatenate(keys))


def _once(keys: Grams) -> Grams:
    """Sorted in place, as there are tens of millions of keys in a large book."""
    keys.sort()
    first = np.ones(len(keys), dtype=np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=first[1:])
    return keys[first]


def _characters(names: Sequence[str]) -> NDArray[np.uint32]:
    """Two edges before each name and after the last, so that no gram crosses from one name to the next unmarked."""
    text = "".join(f"{_EDGE}{_EDGE}{name}" for name in names)
    return np.frombuffer(f"{text}{_EDGE}{_EDGE}".encode("utf-32-le"), dtype=np.uint32)


def _mixed(*columns: NDArray[np.uint32]) -> NDArray[np.uint32]:
    mixed = np.full(len(columns[0]), len(columns), dtype=np.uint32)
    for column, factor in zip(columns, _MIX, strict=False):
        mixed = (mixed ^ column) * factor
        mixed ^= mixed >> np.uint32(15)
    return mixed
