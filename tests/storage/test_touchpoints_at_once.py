"""Two people, one touchpoint, at the same moment; and what lists cost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from health_book import NOW, TODAY, standing
from shelves import SqlShelf
from task_samples import task

from domain.accounts import Account, TouchpointDirection, TouchpointKind
from domain.health.ports import StandingFilter
from domain.touchpoints.touchpoint import AccountContact, Touchpoint
from storage.library import SqlLibrary

CALL = Touchpoint(1, "slack:V1", TouchpointKind.CALL, TouchpointDirection.TWO_WAY, NOW, "U1", contacts=(1,))


@pytest.fixture
def book(library: SqlLibrary) -> SqlLibrary:
    shelf = SqlShelf(library)
    shelf.put(Account(1, "Acme"))
    shelf.put_standing(standing(1))
    shelf.employ(1, AccountContact(1, "Anna"))
    return library


def at_once(work: Callable[[int], bool]) -> list[bool]:
    barrier = Barrier(2)

    def run(number: int) -> bool:
        barrier.wait(10)
        return work(number)

    with ThreadPoolExecutor(2) as threads:
        return sorted(threads.map(run, (1, 2)))


def test_the_same_form_sent_twice_at_once_is_one_touchpoint(book: SqlLibrary) -> None:
    def log(number: int) -> bool:
        with book.writing() as writing:
            return writing.touchpoints.log(replace(CALL, summary=f"{number}"), now=NOW) is not None

    assert at_once(log) == [False, True]


def test_one_of_two_changes_at_once_is_kept(book: SqlLibrary) -> None:
    with book.writing() as writing:
        logged = writing.touchpoints.log(CALL, now=NOW)
    assert logged

    def change(number: int) -> bool:
        with book.writing() as writing:
            return writing.touchpoints.save(replace(logged, summary=f"{number}"), now=NOW)

    assert at_once(change) == [False, True]


def test_the_number_of_a_task_is_never_given_twice(book: SqlLibrary) -> None:
    with book.writing() as writing:
        first = writing.tasks.add(task())
        writing.tasks.remove(first)
        second = writing.tasks.add(task())

    assert second.id > first.id


@pytest.mark.parametrize("many", [1, 5])
def test_touchpoints_cost_the_same_however_many_there_are(
    library: SqlLibrary, statements: Callable[[SqlLibrary], list[str]], many: int
) -> None:
    shelf = SqlShelf(library)
    for number in range(1, many + 1):
        shelf.put(Account(number, f"Acme {number}", owner="U1"))
        shelf.put_standing(standing(number))
        shelf.employ(1, AccountContact(number, f"Anna {number}"))
        with library.writing() as writing:
            writing.touchpoints.log(replace(CALL, key=f"slack:{number}"), now=NOW)
    sent = statements(library)
    costs = {}

    with library.reading() as book:
        did: dict[str, Callable[[], object]] = {
            "page": lambda: book.touchpoints.page(1, offset=0, limit=6),
            "of": lambda: book.touchpoints.of(1),
            "contacts": lambda: book.touchpoints.contacts_of(1),
            "cadences": lambda: book.touchpoints.cadences(
                StandingFilter(today=TODAY), overdue=False, today=TODAY, offset=0, limit=8
            ),
        }
        for name, do in did.items():
            before = len(sent)
            do()
            costs[name] = len(sent) - before

    assert costs == {"page": 3, "of": 2, "contacts": 1, "cadences": 2}
