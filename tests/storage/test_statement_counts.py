from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from health_book import JUDGEMENT, TODAY, snapshot, standing
from shelves import LONG_AGO, SqlShelf
from sqlalchemy import select
from task_samples import NOW, task

from domain.accounts import Account
from domain.health.ports import StandingFilter, StandingOrder
from domain.tasks.ports import TaskFilter
from domain.tasks.task import TaskComment
from storage.evidence_marks import mark_changed
from storage.library import SqlLibrary
from storage.tables import AccountRow, table_of


def test_a_judgement_marks_the_account_for_scoring(library: SqlLibrary) -> None:
    _put_accounts(library, 2)

    with library.writing() as book:
        book.judgements.record(1, JUDGEMENT)

    assert _changed_at(library) == {1: JUDGEMENT.given_at, 2: LONG_AGO}


def test_marking_no_account_is_no_statement(
    sqlite_library: SqlLibrary, statements: Callable[[SqlLibrary], list[str]]
) -> None:
    with sqlite_library.writing() as book:
        sent = statements(sqlite_library)
        mark_changed(book.connection, [], at=LONG_AGO)

        assert sent == []


@pytest.mark.parametrize("many", [1, 3])
def test_a_list_costs_two_statements_however_long(
    library: SqlLibrary, statements: Callable[[SqlLibrary], list[str]], many: int
) -> None:
    _put_accounts(library, many)
    sent = statements(library)

    with library.reading() as book:
        page = book.standings.page(StandingFilter(), order=StandingOrder.WORST_FIRST, offset=0, limit=8)

    assert (len(page.standings), len(sent)) == (many, 2)


@pytest.mark.parametrize("many", [1, 3])
def test_what_reads_one_thing_costs_the_same_however_much_there_is(
    library: SqlLibrary, statements: Callable[[SqlLibrary], list[str]], many: int
) -> None:
    _put_accounts(library, many)
    sent = statements(library)
    costs = {}

    with library.reading() as book:
        reads: dict[str, Callable[[], object]] = {
            "as_of": lambda: book.snapshots.as_of(1, TODAY),
            "curve": lambda: book.snapshots.curve(1, since=TODAY - timedelta(days=30)),
            "marks": lambda: book.snapshots.marks(1, since=TODAY - timedelta(days=30)),
            "account": lambda: book.accounts.by_id(1),
            "exact": lambda: book.accounts.exact("branch"),
            "members": book.members.all,
            "feeds": book.feeds.all,
            "audit": book.audit.entries,
        }
        for name, read in reads.items():
            before = len(sent)
            read()
            costs[name] = len(sent) - before

    assert costs == dict.fromkeys(costs, 1) | {"marks": 3, "account": 3}


@pytest.mark.parametrize("many", [1, 3])
def test_a_card_costs_one_statement_however_many_accounts_there_are(sqlite_library: SqlLibrary, many: int) -> None:
    _put_accounts(sqlite_library, many)
    sent: list[str] = []

    with sqlite_library.reading() as book:
        driver = book.connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.set_trace_callback(sent.append)
        found = [standing.account for standing in book.standings.by_exact_name("branch")]
        one = book.standings.of(1)
        driver.set_trace_callback(None)

    assert (found, one and one.name, len(sent)) == (list(range(1, many + 1)), "Branch", 2)


def _put_accounts(library: SqlLibrary, many: int) -> None:
    shelf = SqlShelf(library)
    for number in range(1, many + 1):
        shelf.put(Account(number, "Branch", aliases=(f"B{number}",)))
        shelf.put_standing(standing(number))
        shelf.put_snapshot(snapshot(TODAY - timedelta(days=number)))


def _changed_at(library: SqlLibrary) -> dict[int, object]:
    account = table_of(AccountRow)
    with library.reading() as book:
        rows = book.connection.execute(select(account.c.id, account.c.evidence_changed_at)).all()
    return {row.id: row.evidence_changed_at for row in rows}


@pytest.mark.parametrize("many", [1, 3])
def test_tasks_are_listed_and_written_at_the_same_cost_however_many_there_are(
    library: SqlLibrary, statements: Callable[[SqlLibrary], list[str]], many: int
) -> None:
    _put_accounts(library, many)
    with library.writing() as book:
        put = [book.tasks.add(task(account=number)) for number in range(1, many + 1)]
        for made in put:
            book.tasks.comment(TaskComment(made.id, "U1", NOW, "they called"))
    sent = statements(library)
    costs = {}

    with library.writing() as book:
        did: dict[str, Callable[[], object]] = {
            "page": lambda: book.tasks.page(TaskFilter(), today=TODAY, offset=0, limit=8),
            "of": lambda: book.tasks.of(put[0].id),
            "comments": lambda: book.tasks.comments(put[0].id),
            "add": lambda: book.tasks.add(task(account=1)),
            "add without an account": lambda: book.tasks.add(task(account=None)),
            "save": lambda: book.tasks.save(replace(put[0], assignee="U2")),
            "save what somebody else saved": lambda: book.tasks.save(replace(put[0], assignee="U3")),
        }
        for name, do in did.items():
            before = len(sent)
            do()
            costs[name] = len(sent) - before

    one = ("of", "comments", "add without an account", "save what somebody else saved")
    assert costs == dict.fromkeys(one, 1) | {"page": 2, "add": 4, "save": 4}
