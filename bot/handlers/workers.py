"""A bounded number of threads for many small pieces of work.

Waking a thread, and waking the event loop for its result, costs more than a small piece of work does. So a thread that
is awake takes all that waits, and results go back together. One more is woken only where the others are held up, or
wait for a server and leave the processor idle: two that compute would only fight for the one interpreter.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from queue import SimpleQueue
from threading import Lock, Thread, current_thread
from time import perf_counter, process_time
from typing import Any, TypeVar

T = TypeVar("T")

LOOK_SECONDS = 0.02
"""How often the loop fetches results while more work waits, and how long a piece may take before another thread goes on
with what waits behind it: for people this is no time, for work that comes in masses it is the time to be left alone."""
MUCH, LITTLE = 0.5, 0.2
"""Shares of a processor: with more idle another thread may compute, with less one is enough."""


class Call(Enum):
    WAKE = auto()
    LEAVE = auto()


@dataclass(slots=True)
class Piece:
    task: Callable[[], Any]
    outcome: asyncio.Future[Any]
    result: Any = None
    error: BaseException | None = None

    def do(self) -> None:
        try:
            self.result = self.task()
        except StopIteration as error:
            self.error = RuntimeError(error)  # a future takes none: it would end whoever waits without a word
        except BaseException as error:  # noqa: BLE001 - whatever it is belongs to whoever waits
            self.error = error

    def tell(self) -> None:
        """A failure that nobody waits for any more is kept out of Python's log: its words may be a customer's."""
        if self.outcome.done():
            return
        if self.error is None:
            self.outcome.set_result(self.result)
            return
        self.outcome.set_exception(self.error)
        self.outcome.exception()


class Workers:
    """Belongs to one loop; all but `_work` and what it calls runs there."""

    _loop: asyncio.AbstractEventLoop
    _clocks: tuple[float, float]

    def __init__(self, most: int) -> None:
        self._most = most
        self._threads: list[Thread] = []
        self._bell: SimpleQueue[Call] = SimpleQueue()
        self._waiting: deque[Piece] = deque()
        self._done: deque[Piece] = deque()
        self._counting = Lock()
        self._awake = self._too_many = 0
        self._at_work: dict[Thread, float] = {}
        """When each began what it does."""
        self._rings = self._looks_soon = self._reports = self._is_closed = False

    def take(self, task: Callable[[], T]) -> asyncio.Future[T]:
        """The result, some time; what comes in the same turn of the loop wakes one thread."""
        if self._is_closed:
            raise RuntimeError("the workers have gone")
        self._loop = asyncio.get_running_loop()
        outcome: asyncio.Future[T] = self._loop.create_future()
        self._waiting.append(Piece(task, outcome))
        if not self._rings:
            self._rings = True
            self._loop.call_soon(self._ring)
        return outcome

    def close(self) -> None:
        """What has not begun is cancelled; a piece at work comes to its end, and nobody hears of it."""
        self._is_closed = True
        while self._waiting:
            self._waiting.popleft().outcome.cancel()
        for _ in self._threads:
            self._bell.put(Call.LEAVE)

    def _ring(self) -> None:
        """A piece that is alone needs no looking after: its thread reports it."""
        self._rings = False
        moving = self._moving()
        if not self._looks_soon and (moving or len(self._waiting) > 1):
            self._look_later()
        if moving == 0 and self._awake < self._most:
            self._wake()

    def _wake(self) -> None:
        with self._counting:
            self._awake += 1
            self._too_many = 0
            awake = self._awake
        if len(self._threads) < awake:
            self._threads.append(Thread(target=self._work, name=f"moorline_{awake}"))
            self._threads[-1].start()
        self._bell.put(Call.WAKE)

    def _look_later(self) -> None:
        self._looks_soon = True
        self._clocks = perf_counter(), process_time()
        self._loop.call_later(LOOK_SECONDS, self._look)

    def _look(self) -> None:
        self._looks_soon = False
        self._deliver()
        moving, idle = self._moving(), self._idle_share()
        if self._waiting and self._awake < self._most and (moving == 0 or idle > MUCH):
            self._wake()
        self._too_many = max(0, moving - 1) if idle < LITTLE else 0
        if self._awake and not self._is_closed:
            self._look_later()

    def _moving(self) -> int:
        """How many are awake and not long at what they do."""
        long_ago = perf_counter() - LOOK_SECONDS
        with self._counting:
            return self._awake - sum(began < long_ago for began in self._at_work.values())

    def _idle_share(self) -> float:
        """Of the time since the last look: how much of a processor this process left unused."""
        began, used = self._clocks
        return 1 - (process_time() - used) / (perf_counter() - began)

    def _deliver(self) -> None:
        self._reports = False
        while self._done:
            self._done.popleft().tell()

    def _work(self) -> None:
        while self._bell.get() is Call.WAKE:
            while piece := self._next():
                piece.do()
                self._done.append(piece)
                if not self._waiting:
                    self._report()

    def _next(self) -> Piece | None:
        """None, and asleep, when nothing waits: both or neither, or a piece would wait for nobody."""
        with self._counting:
            if self._waiting and (self._too_many == 0 or self._awake == 1):
                self._at_work[current_thread()] = perf_counter()
                return self._waiting.popleft()
            self._awake -= 1
            self._too_many = max(0, self._too_many - 1)
            self._at_work.pop(current_thread(), None)
            return None

    def _report(self) -> None:
        if not self._reports:
            self._reports = True
            with suppress(RuntimeError):  # the loop has gone, and with it whoever waits
                self._loop.call_soon_threadsafe(self._deliver)
