"""The worker threads behind the event loop, and every piece of work that is still going on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

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
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="moorline")
        self._going: set[asyncio.Task[None]] = set()

    @property
    def going(self) -> int:
        """How many requests are being worked on."""
        return len(self._going)

    def work(self, task: Callable[[], T]) -> asyncio.Future[T]:
        """The result of a plain function, run in a thread; nobody has to wait for it."""
        working = asyncio.get_running_loop().run_in_executor(self._threads, task)
        working.add_done_callback(_looked_at)
        return working

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
        self._threads.shutdown(wait=False, cancel_futures=True)


def _looked_at(working: asyncio.Future[Any]) -> None:
    """A failure that nobody waits for any more is not written to the log by Python: its words may be a customer's."""
    if not working.cancelled():
        working.exception()
