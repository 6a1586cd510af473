"""The worker: claims what is due, has it said, writes down what came of it; begun with the bot, stopped with it."""

from __future__ import annotations

import asyncio
import logging
from functools import partial

from bot.outbox.posting import Poster, Work
from bot.services.outbox import Outgoings
from domain.errors import BookUnavailableError
from domain.outbox.outgoing import GivenBack, Limited, OutboxState, Outgoing, ShutOut

log = logging.getLogger(__name__)

AT_ONCE = 4
IDLE_SECONDS = 1.0
"""Between two looks when nothing was due."""
BUSY_SECONDS = 0.05
"""When something was: the next message of a conversation is due a second after the last."""


class Drain:
    """One a process. What is claimed and not said when it stops is given back, or left to its lease."""

    def __init__(self, outgoings: Outgoings, poster: Poster, work: Work) -> None:
        self._outgoings = outgoings
        self._poster = poster
        self._work = work
        self._going: set[asyncio.Task[None]] = set()
        self._stops = asyncio.Event()

    async def run(self) -> None:
        """Until `stop`; a book that is away is asked again."""
        while not self._stops.is_set():
            try:
                found = await self.once()
            except Exception:
                log.exception("the outbox could not be looked into")
                found = 0
            await self._rest(BUSY_SECONDS if found or self._going else IDLE_SECONDS)

    async def once(self) -> int:
        """How many were claimed in this look; they go on by themselves."""
        if len(self._going) >= AT_ONCE:
            return 0
        try:
            claimed = await self._work(partial(self._outgoings.claim, AT_ONCE - len(self._going)))
        except BookUnavailableError as error:
            log.warning("the outbox is not looked into now: %s", error.what)
            return 0
        if claimed and not self._going:
            self._poster.let_in_again()
        for outgoing in claimed:
            self._start(outgoing)
        return len(claimed)

    async def settled(self) -> None:
        """Until nothing that was claimed is going on."""
        while self._going:
            await asyncio.wait(self._going)

    async def stop(self, *, within: float) -> None:
        """Claims no more; what is being said may end, what takes longer is looked for by whoever comes next."""
        self._stops.set()
        if self._going:
            _, late = await asyncio.wait(self._going, timeout=within)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _start(self, outgoing: Outgoing) -> None:
        task = asyncio.create_task(self._attend(outgoing))
        self._going.add(task)
        task.add_done_callback(self._going.discard)

    async def _attend(self, outgoing: Outgoing) -> None:
        outcome = GivenBack() if self._stops.is_set() else await self._poster.deliver(outgoing)
        try:
            result = await self._work(partial(self._outgoings.settle, outgoing, outcome))
        except BookUnavailableError:
            log.warning("what became of announcement %s is not written down now: its lease ends soon", outgoing.id)
            return
        if isinstance(outcome, ShutOut):
            log.error("Slack does not know the token any more (%s): nothing is sent until it does", outcome.reason)
        elif isinstance(outcome, Limited):
            log.warning("%s is left alone for %s s", outcome.method, outcome.seconds)
        elif result.state is OutboxState.PARKED:
            log.error("announcement %s was given up: %s", outgoing.id, result.reason)

    async def _rest(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stops.wait()
        except TimeoutError:
            return
