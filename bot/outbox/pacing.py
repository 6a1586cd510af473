"""How fast a workspace is spoken to; the pace in one conversation is kept by the outbox itself."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

MESSAGES_A_SECOND = 3.0
"""Slack allows several hundred a minute in a workspace, for everything an app says there."""
BURST = 3


class Budget:
    """A bucket that fills with so many messages a second; who finds it empty waits for their turn, in order."""

    def __init__(
        self,
        per_second: float = MESSAGES_A_SECOND,
        *,
        burst: int = BURST,
        timer: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._step = 1 / per_second
        self._slack = burst * self._step
        self._timer = timer
        self._sleep = sleep
        self._next = timer()

    async def take(self) -> None:
        now = self._timer()
        turn = max(self._next, now - self._slack + self._step)
        self._next = turn + self._step
        if turn > now:
            await self._sleep(turn - now)
