from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

from shelves import SqlShelf

from bot.services.weeklies import Weeklies
from domain.accounts import Account
from domain.outbox.outgoing import OutboxState
from domain.permissions import Member, Role
from storage.library import SqlLibrary

MORNING = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
MANAGERS = ("U1", "U2", "U3")
REPLICAS = 4


def test_replicas_that_look_at_once_tell_each_reader_of_the_week_once(library: SqlLibrary) -> None:
    shelf = SqlShelf(library)
    for number, manager in enumerate(MANAGERS, 1):
        shelf.put(Account(number, f"Acme {number}", owner=manager))
        with library.writing() as book:
            book.members.save(Member(manager, manager, Role.MANAGER))
    together = Barrier(REPLICAS)

    def look(_: int) -> int:
        together.wait()
        return Weeklies(library, lambda: MORNING, "UTC", "USD").tick()

    with ThreadPoolExecutor(REPLICAS) as pool:
        told = sum(pool.map(look, range(REPLICAS)))

    with library.reading() as book:
        lines = book.outbox.lines([OutboxState.NEW], limit=50)
    assert told == len(MANAGERS)
    assert sorted(line.announcement.to for line in lines) == list(MANAGERS)
