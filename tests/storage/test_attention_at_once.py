from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

from shelves import SqlShelf

from domain.accounts import Account
from domain.digests.facts import Attention
from storage.library import SqlLibrary

NOW = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
PEOPLE = ("U1", "U2", "U3", "U4")


def test_of_people_who_take_a_line_at_once_one_has_it(library: SqlLibrary) -> None:
    SqlShelf(library).put(Account(1, "Acme"))
    together = Barrier(len(PEOPLE))

    def take(person: str) -> bool:
        together.wait()
        with library.writing() as book:
            return book.digests.take(Attention(1, person, NOW, 5, taken_by=person))

    with ThreadPoolExecutor(len(PEOPLE)) as pool:
        taken: Sequence[bool] = list(pool.map(take, PEOPLE))

    with library.reading() as book:
        known = book.digests.attention([1])[1]
    assert [person for person, had in zip(PEOPLE, taken, strict=True) if had] == [known.taken_by]
