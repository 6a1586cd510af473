from __future__ import annotations

from datetime import date
from threading import Thread

from health_book import standing
from renewal_samples import renewal
from shelves import SqlShelf

from domain.accounts import Account
from storage.library import SqlLibrary

EARLIER = date(2026, 9, 15)


def test_the_card_knows_the_earlier_of_two_renewals_that_were_made_at_once(library: SqlLibrary) -> None:
    shelf = SqlShelf(library)
    shelf.put(Account(1, "Acme"))
    shelf.put_standing(standing(1))
    second = Thread(target=_add, args=(library, date(2026, 12, 1)))

    with library.writing() as book:
        book.renewals.add([renewal(due_on=EARLIER)])
        second.start()
        second.join(timeout=0.3)  # it waits for this transaction, or has not begun its own
    second.join()

    with library.reading() as book:
        found = book.standings.of(1)
    assert found
    assert found.next_renewal
    assert found.next_renewal.due_on == EARLIER


def _add(library: SqlLibrary, due_on: date) -> None:
    with library.writing() as book:
        book.renewals.add([renewal(due_on=due_on)])
