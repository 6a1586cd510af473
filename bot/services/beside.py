"""Work in two hands: what one thread makes, another one puts away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Made = TypeVar("Made")
Kept = TypeVar("Kept")


def beside(made: Iterable[Made], keep: Callable[[Made], Kept]) -> Iterator[tuple[Made, Kept]]:
    """Each with what `keep` gives for it, in order; while one is kept, the next is being made.

    The first that cannot be kept ends it: what was being made then is not kept any more.
    """
    with ThreadPoolExecutor(1) as thread:
        under_way: tuple[Made, Future[Kept]] | None = None
        for each in made:
            if under_way:
                yield under_way[0], under_way[1].result()
            under_way = each, thread.submit(keep, each)
        if under_way:
            yield under_way[0], under_way[1].result()
