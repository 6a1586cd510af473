from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from health_book import NOW, STANDING, TODAY
from shelves import Shelf
from task_samples import task

from domain.accounts import Account, AccountStatus, ContactRole, Money, TouchpointDirection, TouchpointKind
from domain.health.ports import StandingFilter
from domain.touchpoints.ports import CadencePage
from domain.touchpoints.touchpoint import AccountContact, Quoted, Sentiment, Touchpoint, TouchReason

ANNA = AccountContact(1, "Anna", ContactRole.CHAMPION)
BO = AccountContact(2, "Bo", left_on=TODAY)
CY = AccountContact(3, "Cy")
CALL = Touchpoint(
    1,
    "slack:V1",
    TouchpointKind.CALL,
    TouchpointDirection.TWO_WAY,
    NOW,
    "U1",
    "谈了 <续约>",
    contacts=(1, 2),
    sentiment=Sentiment.NEGATIVE,
    reasons=(TouchReason.RISK, TouchReason.RENEWAL),
    quoted=Quoted("https://x.slack.com/p1", "U0LEE", "“too *dear*”"),
)


@pytest.fixture
def book(shelf: Shelf) -> Shelf:
    for number in (1, 2):
        shelf.put(Account(number, f"Acme {number}"))
    for contact in (CY, BO, ANNA):
        shelf.employ(1, contact)
    return shelf


def log(shelf: Shelf, touchpoint: Touchpoint) -> Touchpoint:
    with shelf.library.writing() as book:
        logged = book.touchpoints.log(touchpoint, now=NOW)
    assert logged
    return logged


def test_a_touchpoint_is_logged_once(book: Shelf) -> None:
    with book.library.writing() as writing:
        logged = [
            writing.touchpoints.log(each, now=NOW)
            for each in (
                CALL,
                replace(CALL, summary="again"),
                replace(CALL, account=2, contacts=()),
                replace(CALL, key="slack:V2"),
            )
        ]

    assert [each is not None for each in logged] == [True, False, True, True]
    with book.library.reading() as reading:
        first = reading.touchpoints.of(1)
        assert first == replace(CALL, id=1, logged_at=NOW)
        assert reading.touchpoints.called(1, "slack:V1") == first
        assert (reading.touchpoints.of(9), reading.touchpoints.called(2, "slack:V2")) == (None, None)


def test_of_two_changes_at_once_the_second_writes_nothing(book: Shelf) -> None:
    logged = log(book, CALL)
    changed = replace(logged, kind=TouchpointKind.EMAIL, contacts=(3,), sentiment=None, changed_by="U2", changed_at=NOW)

    with book.library.writing() as writing:
        made = writing.tasks.add(task())
        writing.touchpoints.follow(logged.id, task=made.id)
        kept = [writing.touchpoints.save(each, now=NOW) for each in (changed, replace(logged, summary="mine"))]

    assert kept == [True, False]
    with book.library.reading() as reading:
        assert reading.touchpoints.of(logged.id) == replace(changed, version=2, task=made.id)


def test_only_what_nobody_changed_is_removed(book: Shelf) -> None:
    logged = log(book, CALL)

    with book.library.writing() as writing:
        made = writing.tasks.add(task())
        writing.touchpoints.follow(logged.id, task=made.id)
        removed = [writing.touchpoints.remove(each, now=NOW) for each in (replace(logged, version=2), logged, logged)]

    assert removed == [False, True, False]
    with book.library.reading() as reading:
        assert reading.touchpoints.of(logged.id) is None
        assert reading.tasks.of(made.id) == made


def test_only_a_task_that_nobody_changed_is_removed(book: Shelf) -> None:
    with book.library.writing() as writing:
        made = writing.tasks.add(task())
        removed = [writing.tasks.remove(each) for each in (replace(made, version=2), made, made)]

    assert removed == [False, True, False]
    with book.library.reading() as reading:
        assert reading.tasks.of(made.id) is None


def test_contacts_stand_by_name_and_who_has_left_last(book: Shelf) -> None:
    with book.library.reading() as reading:
        assert list(reading.touchpoints.contacts_of(1)) == [ANNA, CY, BO]
        assert list(reading.touchpoints.contacts_of(2)) == []


def test_touchpoints_of_an_account_are_the_newest_first_with_their_people(book: Shelf) -> None:
    for day in range(5):
        log(book, replace(CALL, key=f"slack:{day}", at=NOW - timedelta(days=day), contacts=(2, 1) if day else ()))
    log(book, replace(CALL, account=2, contacts=()))

    with book.library.reading() as reading:
        first = reading.touchpoints.page(1, offset=0, limit=3)
        rest = reading.touchpoints.page(1, offset=3, limit=3)
        none = reading.touchpoints.page(3, offset=0, limit=3)

    assert [row.touchpoint.key for row in (*first.rows, *rest.rows)] == [f"slack:{day}" for day in range(5)]
    assert [row.contacts for row in first.rows] == [(), (ANNA, BO), (ANNA, BO)]
    assert [row.touchpoint.contacts for row in first.rows] == [(), (1, 2), (1, 2)]
    assert (first.total, rest.total, none.rows, none.total) == (5, 5, (), 0)


def keep(shelf: Shelf, number: int, *, account: Account | None = None, **said: Any) -> None:
    shelf.put(account or Account(number, f"Acme {number}", owner="U1"))
    shelf.put_standing(replace(STANDING, **{"account": number, "arr": (), **said}))


@pytest.fixture
def silent(shelf: Shelf) -> Shelf:
    """By their gravity: 3 (4 cadences), 2 (2), 4 (unknown), 5, 1 (in time, the larger first), 6."""
    keep(shelf, 1, last_two_way_on=TODAY - timedelta(days=30), arr=(Money(1, "USD"),), touches_due=3, touches_met=1)
    keep(shelf, 2, last_two_way_on=TODAY - timedelta(days=180), cadence_days=90, touches_due=0, touches_met=0)
    keep(shelf, 3, last_two_way_on=None, with_us_since=TODAY - timedelta(days=28), cadence_days=7)
    keep(shelf, 4, last_two_way_on=None)
    keep(shelf, 5, last_two_way_on=TODAY - timedelta(days=30), arr=(Money(9, "USD"),), touches_due=2, touches_met=2)
    keep(shelf, 6, last_two_way_on=TODAY, account=Account(6, "Other", owner="U2"), touches_due=7, touches_met=7)
    shelf.put(Account(7, "Never scored", owner="U1"))
    keep(shelf, 8, account=Account(8, "Gone", AccountStatus.CHURNED, owner="U1"))
    return shelf


def cadences(shelf: Shelf, today: date = TODAY, *, overdue: bool = False, **more: Any) -> CadencePage:
    page = {"offset": 0, "limit": 9} | {name: more.pop(name) for name in ("offset", "limit") if name in more}
    with shelf.library.reading() as book:
        return book.touchpoints.cadences(StandingFilter(today=today, **more), overdue=overdue, today=today, **page)


def test_the_most_silent_account_stands_first(silent: Shelf) -> None:
    page = cadences(silent)

    assert [standing.account for standing in page.standings] == [3, 2, 4, 5, 1, 6]
    assert replace(page, standings=()) == CadencePage(
        (), shown=6, total=6, overdue=2, never=1, touches_due=12, touches_met=10, accounts_due=3
    )


def test_what_holds_for_all_holds_whichever_are_shown(silent: Shelf) -> None:
    late = cadences(silent, overdue=True, owner="U1")
    second = cadences(silent, offset=1, limit=2, owners=("U1",))

    assert [standing.account for standing in late.standings] == [3, 2]
    assert [standing.account for standing in second.standings] == [2, 4]
    counts = {"total": 5, "overdue": 2, "never": 1, "touches_due": 5, "touches_met": 3, "accounts_due": 2}
    assert replace(late, standings=()) == CadencePage((), shown=2, **counts)
    assert replace(second, standings=()) == CadencePage((), shown=5, **counts)


def test_where_there_is_nothing_nothing_was_due(shelf: Shelf) -> None:
    assert cadences(shelf) == CadencePage((), 0, 0, 0, 0, 0, 0, 0)
