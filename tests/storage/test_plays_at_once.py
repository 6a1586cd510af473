from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from threading import Event

from health_book import standing
from play_desk import play
from shelves import SqlShelf

from domain.accounts import Account
from storage.library import SqlLibrary


def test_the_card_knows_both_plays_that_two_people_opened_at_once(library: SqlLibrary) -> None:
    shelf = SqlShelf(library)
    shelf.put(Account(1, "Acme"))
    shelf.put_standing(standing(1))
    is_written = Event()

    def write_second() -> None:
        is_written.wait(5)
        with library.writing() as book:
            book.plays.add(play(key="V2"))

    with ThreadPoolExecutor(1) as threads:
        second = threads.submit(write_second)
        with library.writing() as book:
            book.plays.add(play(key="V1"))
            is_written.set()
            wait([second], timeout=0.3)
        second.result(5)

    with library.reading() as book:
        found = book.standings.of(1)
    assert found
    assert found.plays
    assert found.plays.count == 2
