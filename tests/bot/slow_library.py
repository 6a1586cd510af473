"""A book that answers when it is let go, or refuses."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from fakes import FakeLibrary
from fakes.library import FakeBook

from domain.errors import BookUnavailableError


class SlowLibrary(FakeLibrary):
    """Answers when it is let go; `is_away` refuses."""

    def __init__(self) -> None:
        super().__init__()
        self.free = threading.Event()
        self.free.set()
        self.is_away = False
        self.readings = 0

    @contextmanager
    def reading(self) -> Iterator[FakeBook]:
        self.free.wait(20)
        self.readings += 1
        if self.is_away:
            raise BookUnavailableError("away")
        with super().reading() as book:
            yield book
