from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date
from threading import Event

from health_book import standing
from shelves import SqlShelf
from task_samples import task

from domain.accounts import Account
from storage.library import SqlLibrary


def test_the_card_knows_both_tasks_that_two_people_made_at_once(library: SqlLibrary) -> None:
    shelf = SqlShelf(library)
    shelf.put(Account(1, "Acme"))
    shelf.put_standing(standing(1))
    is_written = Event()

    def write_second() -> None:
        is_written.wait(5)
        with library.writing() as book:
            book.tasks.add(task(title="second", due_on=date(2026, 9, 5)))

    with ThreadPoolExecutor(1) as threads:
        second = threads.submit(write_second)
        with library.writing() as book:
            book.tasks.add(task(title="first"))
            is_written.set()
            wait([second], timeout=0.3)
        second.result(5)

    with library.reading() as book:
        found = book.standings.of(1)
    assert found
    assert found.tasks
    assert [each.title for each in found.tasks.first] == ["first", "second"]
