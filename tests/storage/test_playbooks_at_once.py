"""Two replicas at the same moment: the second waits for the first, and then finds it done."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Event
from typing import Any

from health_book import NOW, TODAY
from shelves import SqlShelf

from domain.accounts import Account
from domain.playbooks.run import Ending, Run
from storage.library import SqlBook, SqlLibrary

RUN = Run(0, 1, "renewal", 1, TODAY, NOW, "once")


def at_once(library: SqlLibrary, act: Callable[[SqlBook], Any]) -> tuple[Any, Any]:
    """What came of it for the first and for the second, whose transaction begins before the first one ends."""
    is_done = Event()

    def second() -> Any:
        is_done.wait(5)
        with library.writing() as book:
            return act(book)

    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(second)
        with library.writing() as book:
            first = act(book)
            is_done.set()
            wait([waiting], timeout=0.3)
        return first, waiting.result(5)


def test_an_account_enters_once(library: SqlLibrary) -> None:
    SqlShelf(library).put(Account(1, "Acme"))

    first, second = at_once(library, lambda book: book.playbooks.enter(RUN))

    assert first is not None
    assert second is None


def test_a_step_is_made_once_and_a_run_ended_once(library: SqlLibrary) -> None:
    SqlShelf(library).put(Account(1, "Acme"))
    with library.writing() as book:
        run = book.playbooks.enter(RUN)
    assert run

    claims = at_once(library, lambda book: book.playbooks.claim_step(run, 0, on=TODAY, at=NOW))
    ends = at_once(library, lambda book: book.playbooks.end(run.id, Ending.STOPPED, at=NOW, by="U1"))

    assert (claims, ends) == ((True, False), (True, False))
