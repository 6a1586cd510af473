from __future__ import annotations

from datetime import date, timedelta

from shelves import Shelf

from domain.accounts import Account, UsageMeasure
from domain.value_report.period import Period
from domain.value_report.use import SeatLine, UsedOn

FIRST, LAST = date(2026, 9, 1), date(2026, 11, 30)
DAY = timedelta(days=1)
PEOPLE, EVENTS, SEATS = UsageMeasure.ACTIVE_USERS_28D, UsageMeasure.EVENTS, UsageMeasure.SEATS_ASSIGNED


def test_what_was_used_in_a_period_comes_by_measure_and_day_and_without_seats(shelf: Shelf) -> None:
    for account in (1, 2):
        shelf.put(Account(account, f"Account {account}"))
    shelf.use(1, EVENTS, {FIRST: 7})
    shelf.use(1, PEOPLE, {LAST: 9, FIRST: 8, FIRST - DAY: 1, LAST + DAY: 2})
    shelf.use(1, SEATS, {LAST: 3})
    shelf.use(2, PEOPLE, {LAST: 99})

    with shelf.library.reading() as book:
        found = list(book.value_facts.used(1, Period(FIRST, LAST)))

    assert found == [UsedOn(PEOPLE, FIRST, 8), UsedOn(PEOPLE, LAST, 9), UsedOn(EVENTS, FIRST, 7)]


def test_the_seats_of_an_account_come_line_by_line_with_their_days(shelf: Shelf) -> None:
    for account in (1, 2):
        shelf.put(Account(account, f"Account {account}"))
    old, new = SeatLine(50, date(2025, 1, 1), date(2026, 1, 1)), SeatLine(200, date(2026, 1, 1))
    shelf.seat(1, old)
    shelf.seat(1, new)
    shelf.seat(2, SeatLine(7))

    with shelf.library.reading() as book:
        assert list(book.value_facts.seat_lines(1)) == [old, new]
