"""The worker: claims what is due, has it said, writes down what came of it; begun with the bot, stopped with it."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from functools import partial

from bot.outbox.calls import Work
from bot.outbox.posting import Poster
from bot.references import reference_for
from bot.services.outbox import Outgoings
from domain.errors import BookUnavailableError
from domain.outbox.outgoing import GivenBack, OutboxState, Outcome, Outgoing, ShutOut
from domain.outbox.settling import Settled

log = logging.getLogger(__name__)

AT_ONCE = 4
IDLE_SECONDS = 1.0
"""Between two looks when nothing was due."""
BUSY_SECONDS = 0.05
"""When something was: the next message of a conversation is due a second after the last."""
_NO_TIME = timedelta()


class Drain:
    """One a process. What is claimed and not said when it stops is given back, or left to its lease."""

    def __init__(self, outgoings: Outgoings, poster: Poster, work: Work, *, idle: float = IDLE_SECONDS) -> None:
        self._outgoings = outgoings
        self._poster = poster
        self._work = work
        self._idle = idle
        self._going: set[asyncio.Task[None]] = set()
        self._stops = asyncio.Event()
        self._is_silent = False

    async def run(self) -> None:
        """Until `stop`; a book that is away is asked again."""
        while not self._stops.is_set():
            try:
                found = await self.once()
            except Exception as error:  # noqa: BLE001 - the worker outlives whatever it meets
                log.warning("the outbox could not be looked into, reference %s", reference_for(error))
                found = 0
            await self._rest(BUSY_SECONDS if found or self._going else self._idle)
        await self.settled()

    async def once(self) -> int:
        """How many were claimed in this look; they go on by themselves."""
        if len(self._going) >= AT_ONCE:
            return 0
        try:
            claimed = await self._work(partial(self._outgoings.claim, AT_ONCE - len(self._going)))
        except BookUnavailableError as error:
            self._say_once("the outbox is not looked into now: %s", error.what)
            return 0
        self._is_silent = False
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
            result = await self._written_down(outgoing, outcome)
        except Exception as error:  # noqa: BLE001 - its lease ends, and it is looked for
            log.warning("what became of announcement %s is lost, reference %s", outgoing.id, reference_for(error))
            return
        if isinstance(outcome, ShutOut):
            log.error("Slack does not know the token any more (%s): nothing is sent until it does", outcome.reason)
        elif result and result.state is OutboxState.PARKED:
            log.error("announcement %s was given up: %s", outgoing.id, result.reason)

    async def _written_down(self, outgoing: Outgoing, outcome: Outcome) -> Settled | None:
        """A book that is away is waited for while the lease holds: what is known need not be looked for."""
        while True:
            try:
                return await self._work(partial(self._outgoings.settle, outgoing, outcome))
            except BookUnavailableError:
                if self._stops.is_set() or not self._outgoings.may_still_send(outgoing, within=_NO_TIME):
                    log.warning("what became of announcement %s is not written down: its lease ends", outgoing.id)
                    return None
            await self._rest(self._idle)

    def _say_once(self, *words: str) -> None:
        """Until it works again."""
        if not self._is_silent:
            log.warning(*words)
        self._is_silent = True

    async def _rest(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stops.wait()
        except TimeoutError:
            return
