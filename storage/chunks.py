"""Many values in parts that one statement can take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Value = TypeVar("Value")

LOOKED_UP = 5_000
"""How many values one statement looks for; SQLite takes 32766."""


def chunks(values: Iterable[Value], size: int) -> Iterator[list[Value]]:
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some
