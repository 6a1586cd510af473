"""The worker threads behind the event loop, and every piece of work that is still going on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from bot.handlers.workers import Workers

T = TypeVar("T")

WORKERS = 8
PATIENCE = 1.0
"""Seconds that an answer may take to ride in the acknowledgement; Slack allows three."""
GLANCE = 0.3
"""Seconds that a modal may take before a loading page is shown in its place."""


class Desk:
    """Plain functions run in a bounded number of threads; nothing that was begun is forgotten at shutdown."""

    def __init__(self, *, workers: int = WORKERS, patience: float = PATIENCE, glance: float = GLANCE) -> None:
        self.patience = patience
        self.glance = glance
        self._workers = Workers(workers)
        self._going: set[asyncio.Task[None]] = set()

    @property
    def going(self) -> int:
        """How many requests are being worked on."""
        return len(self._going)

    def work(self, task: Callable[[], T]) -> asyncio.Future[T]:
        """The result of a plain function, run in a thread; nobody has to wait for it."""
        return self._workers.take(task)

    def start(self, going: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Goes on with the work behind the answer that was already given."""
        task = asyncio.create_task(going)
        self._going.add(task)
        task.add_done_callback(self._going.discard)
        return task

    async def finish(self, *, within: float) -> None:
        """Waits for what is going on; what takes longer is cancelled."""
        if self._going:
            _, late = await asyncio.wait(self._going, timeout=within)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def close(self) -> None:
        self._workers.close()
