"""Two replicas that look at once, and what a look costs."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from health_book import NOW, TODAY, standing
from shelves import SqlShelf

from bot.services.alert_watch import AlertWatch
from domain.accounts import Account
from domain.alerts.watching import Look
from domain.permissions import Member, Role
from storage.library import SqlLibrary
from storage.tables import TicketRow, table_of

POLICY = (Path(__file__).parents[2] / "policy.toml").read_text(encoding="utf-8")


def put(library: SqlLibrary, many: int) -> None:
    """All of them well so far, and looked at."""
    shelf = SqlShelf(library)
    with library.writing() as book:
        book.policies.publish(POLICY, by="test", at=NOW)
        book.members.save(Member("U1", "Olga", Role.CSM))
    for number in range(1, many + 1):
        shelf.put(Account(number, f"Acme {number}", owner="U1"))
        shelf.put_standing(standing(number, first_value_due_on=None, last_two_way_on=TODAY))
    AlertWatch(library, lambda: NOW, "UTC").tick()


def upset(library: SqlLibrary, many: int) -> None:
    """Each gets a critical ticket that nobody closed, and is scored again."""
    ticket = table_of(TicketRow)
    opened = {"number": "T1", "priority": "critical", "opened_at": NOW.replace(day=1, month=8), "learnt_at": NOW}
    with library.writing() as book:
        for number in range(1, many + 1):
            book.connection.execute(ticket.insert().values(opened | {"account": number}))
    for number in range(1, many + 1):
        SqlShelf(library).score_again(number, NOW.replace(hour=20))


def test_of_replicas_that_look_at_once_one_raises(library: SqlLibrary) -> None:
    put(library, 20)
    upset(library, 20)
    together = Barrier(4)

    def tick(_: int) -> int:
        together.wait()
        return AlertWatch(library, lambda: NOW, "UTC").tick()

    with ThreadPoolExecutor(4) as pool:
        raised = sum(pool.map(tick, range(4)))

    with library.reading() as book:
        assert (raised, book.alerts.page(None, offset=0, limit=1).total) == (20, 20)


def test_what_waits_for_the_digest_is_not_counted_against_the_day(
    library: SqlLibrary, statements: Callable[[SqlLibrary], list[str]]
) -> None:
    put(library, 3)
    with library.writing() as book:
        book.policies.publish(POLICY.replace('critical_ticket = "high"', 'critical_ticket = "low"'), by="t", at=NOW)
    upset(library, 3)
    sent = statements(library)

    assert AlertWatch(library, lambda: NOW, "UTC").tick() == 3
    assert [statement for statement in sent if "count(" in statement] == []


@pytest.mark.parametrize("many", [1, 30])
def test_a_look_costs_the_same_however_many_accounts(
    library: SqlLibrary, statements: Callable[[SqlLibrary], list[str]], many: int
) -> None:
    put(library, many)
    for number in range(1, many + 1):
        SqlShelf(library).score_again(number, NOW.replace(hour=20))
    sent = statements(library)

    AlertWatch(library, lambda: NOW, "UTC").tick()

    looks = [statement for statement in sent if statement.startswith(("SELECT", "INSERT"))]
    assert len(looks) == 17


@pytest.mark.parametrize("many", [1, 6])
def test_a_list_costs_the_same_however_long(
    library: SqlLibrary, statements: Callable[[SqlLibrary], list[str]], many: int
) -> None:
    put(library, many)
    upset(library, many)
    AlertWatch(library, lambda: NOW, "UTC").tick()
    sent = statements(library)

    with library.reading() as book:
        page = book.alerts.page(["U1"], offset=0, limit=6)
        looks = book.alerts.looks(page.alerts)

    assert (len(looks), len(sent)) == (many, 3)


def test_what_one_replica_looks_at_no_other_does(library: SqlLibrary) -> None:
    SqlShelf(library).put(Account(1, "Acme"))
    SqlShelf(library).put_standing(standing(1))

    with library.writing() as book:
        mine = book.alerts.claim_looks(after=0, most=10)
        book.alerts.keep_looks([Look(1)])
    with library.writing() as book:
        others = book.alerts.claim_looks(after=0, most=10)

    assert (len(mine), len(others)) == (1, 0)


def test_who_wakes_is_found_without_all_that_ever_was(
    sqlite_library: SqlLibrary, statements: Callable[[SqlLibrary], list[str]]
) -> None:
    """It is asked every minute; what is over stays in the book for ever."""
    sent = statements(sqlite_library)

    with sqlite_library.reading() as book:
        book.alerts.woken(today=TODAY)
        plan = book.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sent[0]}", (TODAY,)).all()

    assert [step[3] for step in plan] == ["SEARCH alert USING INDEX ix_alert_asleep (snoozed_until<?)"]
