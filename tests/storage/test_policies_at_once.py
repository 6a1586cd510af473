from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, datetime
from threading import Event

from storage.library import SqlLibrary

AT = datetime(2026, 11, 30, 6, tzinfo=UTC)


def test_two_replicas_that_start_on_a_new_book_publish_one_policy(library: SqlLibrary) -> None:
    is_published = Event()

    def second_start() -> int:
        is_published.wait(5)
        with library.writing() as book:
            return book.policies.publish("shipped", by="moorline", at=AT).version

    with ThreadPoolExecutor(1) as threads:
        second = threads.submit(second_start)
        with library.writing() as book:
            first = book.policies.publish("shipped", by="moorline", at=AT).version
            is_published.set()
            wait([second], timeout=0.3)

        assert (first, second.result(5)) == (1, 1)
