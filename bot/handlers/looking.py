"""Lets the plain work in a thread wait for what only the event loop can ask Slack."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
LONGEST_LOOK = 60.0
"""Seconds for everything that Slack is asked while somebody waits."""


class Look(Protocol):
    """Waits in a worker thread for what is asked in the event loop."""

    def __call__(self, asking: Coroutine[Any, Any, T], /) -> T: ...


def from_worker() -> Look:
    """To be called in the loop, for a thread to use."""
    loop = asyncio.get_running_loop()

    def look(asking: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(asking, loop).result(LONGEST_LOOK)

    return look
