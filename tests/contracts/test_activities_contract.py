from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from fakes.tables import Meeting
from shelves import Shelf
from task_samples import task

from domain.accounts import Account, TouchpointDirection
from domain.weekly.ports import WeekAsked
from domain.weekly.week import Activity

MONDAY = datetime(2026, 8, 24, tzinfo=UTC)
NEXT = MONDAY + timedelta(days=7)
MOMENT = timedelta(microseconds=1)
ASKED = WeekAsked(MONDAY, NEXT, date(2026, 9, 1))


def test_what_people_did_in_a_week_is_counted_person_by_person(shelf: Shelf) -> None:
    shelf.put(Account(1, "Acme", owner="U1"))
    shelf.put(Account(2, "Birch"))
    for meeting in (
        Meeting(1, MONDAY, "U2"),
        Meeting(1, NEXT - MOMENT),
        Meeting(2, MONDAY, "U2"),
        Meeting(2, NEXT - MOMENT),
        Meeting(1, MONDAY - MOMENT, "U2"),
        Meeting(1, NEXT, "U2"),
        Meeting(1, MONDAY + MOMENT, "U2", TouchpointDirection.OUTBOUND),
    ):
        shelf.meet(meeting)
    with shelf.library.writing() as book:
        for said in (
            {"done_at": MONDAY, "done_by": "U9"},
            {"done_at": NEXT},
            {"due_on": date(2026, 8, 31)},
            {"due_on": date(2026, 9, 1)},
            {"due_on": date(2026, 8, 1), "assignee": "U3"},
            {"due_on": date(2026, 8, 1), "done_at": MONDAY, "assignee": "U3"},
        ):
            book.tasks.add(task(**said))

    with shelf.library.reading() as book:
        found = dict(book.activities.of(ASKED))

    assert found == {"U1": Activity(1, 1, 1), "U2": Activity(2), "U3": Activity(0, 1, 1)}
