"""Two who say at once when first value was reached: one day stands, and the second writes nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import timedelta
from threading import Event

from health_book import NOW, TODAY
from shelves import SqlShelf

from domain.accounts import Account
from domain.first_value.reached import ValueNote, ValueStanding
from storage.library import SqlLibrary

NOTE = ValueNote(1, TODAY, "First report", "", "U1", NOW)


def test_of_two_at_once_one_day_stands(library: SqlLibrary) -> None:
    SqlShelf(library).put(Account(1, "Acme"))
    is_written = Event()

    def write_second() -> ValueNote | None:
        is_written.wait(5)
        with library.writing() as book:
            return book.lifecycle.record(replace(NOTE, by="U2", on=TODAY - timedelta(days=1)), seen=ValueStanding())

    with ThreadPoolExecutor(1) as threads:
        second = threads.submit(write_second)
        with library.writing() as book:
            first = book.lifecycle.record(NOTE, seen=ValueStanding())
            is_written.set()
            wait([second], timeout=0.3)
        overtaken = second.result(5)

    with library.reading() as book:
        stands, note = book.lifecycle.first_value_of(1), book.lifecycle.note(2)
    assert first
    assert (overtaken, stands, note) == (None, first.stands, None)
