from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from threading import Barrier, Event, current_thread

import pytest

from bot.handlers.workers import Workers


@pytest.fixture
async def workers() -> AsyncIterator[Workers]:
    made = Workers(3)
    yield made
    made.close()


@pytest.fixture
def gate() -> Iterator[Event]:
    """What waits for it goes on when the test is over, whichever way it ended."""
    shut = Event()
    yield shut
    shut.set()


def napped(seconds: float) -> float:
    """Like a piece that waits for a server."""
    time.sleep(seconds)
    return seconds


async def test_what_comes_together_is_done_by_one_thread_in_its_order(workers: Workers) -> None:
    done: list[int] = []

    def piece(number: int) -> Callable[[], str]:
        def do() -> str:
            done.append(number)
            return current_thread().name

        return do

    names = await asyncio.gather(*(workers.take(piece(number)) for number in range(5)))

    assert (set(names), done) == ({"moorline_1"}, [0, 1, 2, 3, 4])


async def test_results_come_back_together(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Callable[[], None]] = []
    loop = asyncio.get_running_loop()
    call_soon = loop.call_soon

    def note(deliver: Callable[[], None]) -> None:
        calls.append(deliver)
        call_soon(deliver)
        loop._write_to_self()  # type: ignore[attr-defined] # wakes the loop, as the real one does

    monkeypatch.setattr(loop, "call_soon_threadsafe", note)

    await asyncio.gather(*(workers.take(time.monotonic) for _ in range(20)))

    assert len(calls) <= 2


async def test_a_slow_piece_holds_up_nobody_else(workers: Workers, gate: Event) -> None:
    slow = workers.take(gate.wait)
    quick = [workers.take(lambda: "done") for _ in range(5)]

    assert await asyncio.gather(*quick) == ["done"] * 5
    assert not slow.done()
    gate.set()
    assert await slow


async def test_a_result_does_not_wait_for_the_slow_piece_after_it(gate: Event) -> None:
    alone = Workers(1)
    quick, slow = alone.take(lambda: "done"), alone.take(gate.wait)

    assert await quick == "done"
    assert not slow.done()
    gate.set()
    assert await slow
    alone.close()


async def test_slow_pieces_are_done_side_by_side_in_so_many_threads_and_no_more(workers: Workers, gate: Event) -> None:
    at_work: list[str] = []
    all_three = Barrier(4)

    def piece() -> None:
        at_work.append(current_thread().name)
        all_three.wait(5)
        gate.wait()

    pieces = [workers.take(piece) for _ in range(3)] + [workers.take(gate.wait) for _ in range(3)]
    await asyncio.to_thread(all_three.wait, 5)
    await asyncio.sleep(0.02)
    threads = sorted(thread.name for thread in workers._threads)
    gate.set()
    await asyncio.gather(*pieces)

    assert threads == sorted(at_work) == ["moorline_1", "moorline_2", "moorline_3"]


async def test_pieces_that_wait_for_somebody_else_are_done_side_by_side(workers: Workers) -> None:
    await asyncio.gather(*(workers.take(partial(napped, 0.01)) for _ in range(30)))

    assert len(workers._threads) == 3


async def test_pieces_of_all_lengths_come_back(workers: Workers) -> None:
    lengths = (0, 0, 0.0001, 0.001, 0.03) * 4

    async def ask(seconds: float) -> list[float]:
        return [await workers.take(partial(napped, seconds)) for _ in range(10)]

    answers = await asyncio.gather(*(ask(seconds) for seconds in lengths))

    assert answers == [[seconds] * 10 for seconds in lengths]


async def test_work_that_comes_again_and_again_comes_back(workers: Workers) -> None:
    async def ask(number: int) -> list[int]:
        return [await workers.take(lambda: number) for _ in range(200)]

    answers = await asyncio.gather(*(ask(number) for number in range(20)))

    assert answers == [[number] * 200 for number in range(20)]


@pytest.mark.parametrize(("raised", "met"), [(ValueError("no"), ValueError), (StopIteration("no"), RuntimeError)])
async def test_a_failure_is_met_by_whoever_waits_and_by_nobody_else(
    workers: Workers, raised: Exception, met: type[Exception]
) -> None:
    def fail() -> None:
        raise raised

    failing, other = workers.take(fail), workers.take(lambda: "done")

    with pytest.raises(met, match="no"):
        await failing
    assert await other == "done"


async def test_whoever_no_longer_waits_is_left_alone(workers: Workers, gate: Event) -> None:
    left, other = workers.take(gate.wait), workers.take(lambda: "done")

    left.cancel()
    gate.set()

    assert await other == "done"
    assert left.cancelled()


async def test_after_the_end_nothing_is_begun(gate: Event) -> None:
    closing = Workers(1)
    at_work = Event()

    def piece() -> bool:
        at_work.set()
        return gate.wait()

    begun, waiting = closing.take(piece), closing.take(time.monotonic)
    await asyncio.to_thread(at_work.wait, 5)

    closing.close()
    gate.set()

    assert await begun
    with pytest.raises(asyncio.CancelledError):
        await waiting
    with pytest.raises(RuntimeError, match="gone"):
        closing.take(time.monotonic)


def test_a_thread_outlives_its_loop_without_a_word(gate: Event) -> None:
    async def leave() -> Workers:
        left = Workers(1)
        left.take(gate.wait)
        await asyncio.sleep(0.01)
        return left

    left = asyncio.run(leave())
    left.close()
    gate.set()
    for thread in left._threads:
        thread.join(5)

    assert not [thread for thread in threading.enumerate() if thread in left._threads]
