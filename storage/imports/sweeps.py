"""An import makes many small tuples and no cycles: the search for cycles among them is most of its time."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_FEWER = (200_000, 20, 20)


@contextmanager
def fewer_sweeps() -> Iterator[None]:
    """Python's search for cycles runs seldom meanwhile, in the whole process; what has no cycle is freed as ever."""
    usual = gc.get_threshold()
    gc.set_threshold(*_FEWER)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
