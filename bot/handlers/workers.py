"""A bounded number of threads for many small pieces of work.

Waking a thread, and waking the event loop for its result, costs more than a small piece of work does. So a thread that
is awake takes all that waits, one more is woken only where all others are held up (two that move would only fight for
the one interpreter), and results go back together.
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
from typing import Any, TypeVar

T = TypeVar("T")

LOOK_SECONDS = 0.003
"""How often the loop looks after those at work: a result waits no longer than this for a slow piece that follows it,
and a piece not twice as long for one before it."""
TOGETHER = 8
"""Results that go back at once while more work waits."""


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

    def __init__(self, most: int) -> None:
        self._most = most
        self._threads: list[Thread] = []
        self._bell: SimpleQueue[Call] = SimpleQueue()
        self._waiting: deque[Piece] = deque()
        self._done: deque[Piece] = deque()
        self._counting = Lock()
        self._awake = self._too_many = self._looks = 0
        self._at_work: dict[Thread, int] = {}
        """The look after which each began what it does."""
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
        with self._counting:
            all_sleep = self._awake == 0
        if not self._looks_soon and not (all_sleep and len(self._waiting) == 1):
            self._look_later()
        if all_sleep:
            self._wake()

    def _wake(self) -> None:
        with self._counting:
            self._awake += 1
            awake = self._awake
        if len(self._threads) < awake:
            self._threads.append(Thread(target=self._work, name=f"moorline_{awake}"))
            self._threads[-1].start()
        self._bell.put(Call.WAKE)

    def _look_later(self) -> None:
        self._looks_soon = True
        self._loop.call_later(LOOK_SECONDS, self._look)

    def _look(self) -> None:
        self._looks_soon = False
        self._deliver()
        moving = self._moving()
        if moving == 0 and self._waiting and self._awake < self._most:
            self._wake()
        if self._awake and not self._is_closed:
            self._look_later()

    def _moving(self) -> int:
        """How many are awake and began what they do since the last look but one."""
        with self._counting:
            self._looks += 1
            held_up = sum(began < self._looks - 1 for began in self._at_work.values())
            moving = self._awake - held_up
            self._too_many = max(0, moving - 1)
        return moving

    def _deliver(self) -> None:
        self._reports = False
        while self._done:
            self._done.popleft().tell()

    def _work(self) -> None:
        while self._bell.get() is Call.WAKE:
            while piece := self._next():
                piece.do()
                self._done.append(piece)
                if not self._waiting or len(self._done) >= TOGETHER:
                    self._report()

    def _next(self) -> Piece | None:
        """None, and asleep, when nothing waits: both or neither, or a piece would wait for nobody."""
        with self._counting:
            if self._waiting and not self._too_many:
                self._at_work[current_thread()] = self._looks
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
