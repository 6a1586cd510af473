from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from health_book import NOW, SNAPSHOT, STANDING, TODAY
from shelves import Shelf
from task_samples import task

from domain.accounts import Account, AccountStatus, Cover, Money
from domain.digests.facts import Attention, DigestAccount, EarlierScore
from domain.health.model import Band
from domain.outbox.announcement import Announcement, AnnouncementKind

DAY = timedelta(days=1)


def test_every_live_account_is_read_with_what_the_night_left(shelf: Shelf) -> None:
    shelf.put(Account(1, "Acme", owner="U1", cover=Cover("U2", None, TODAY)))
    shelf.put(Account(2, "Gone", AccountStatus.CHURNED))
    shelf.put(Account(3, "New", owner="U1", cover=Cover("U2", TODAY + DAY, None)))
    shelf.put_standing(STANDING)
    with shelf.library.writing() as book:
        book.tasks.add(task(account=1, due_on=TODAY - DAY))
        book.tasks.add(task(account=1, due_on=TODAY))

    with shelf.library.reading() as book:
        scored, new = book.digests.accounts(today=TODAY)

    assert scored == DigestAccount(
        account=1,
        name="Acme",
        owner="U1",
        cover="U2",
        band=STANDING.band,
        shown=62,
        change_7=-2,
        arr=Money(120_000_00, "USD"),
        last_two_way_on=date(2026, 8, 20),
        cadence_days=30,
        renewal=None,
        overdue_tasks=1,
        first_value_on=None,
        first_value_due_on=date(2025, 3, 1),
    )
    assert (new.cover, new.band, new.shown, new.arr, new.overdue_tasks) == (None, None, None, None, 0)


def test_scores_are_read_from_the_last_before_a_moment_on(shelf: Shelf) -> None:
    shelf.put(Account(1, "Acme"))
    shelf.put(Account(2, "Old"))
    days = (TODAY - 5 * DAY, TODAY - 3 * DAY, TODAY - DAY, TODAY)
    for number, day in enumerate(days):
        scored_at = NOW - (TODAY - day)
        shelf.put_snapshot(replace(SNAPSHOT, day=day, scored_at=scored_at, shown=60 + number, band=Band.YELLOW))
    shelf.put_snapshot(replace(SNAPSHOT, account=2, day=TODAY - 60 * DAY, scored_at=NOW - 60 * DAY))

    with shelf.library.reading() as book:
        scores = book.digests.scores(since=NOW - 2 * DAY)

    assert {number: list(known) for number, known in scores.items()} == {
        1: [EarlierScore(NOW - (TODAY - day), Band.YELLOW, 61 + number) for number, day in enumerate(days[1:])]
    }


def test_what_was_done_about_an_account_is_the_last_thing(shelf: Shelf) -> None:
    for number in (1, 2):
        shelf.put(Account(number, f"Acme {number}"))
    first = Attention(1, "U1", NOW, 5, taken_by="U1")
    second = Attention(1, "U2", NOW, 5, snoozed_until=TODAY)
    other = Attention(2, "U2", NOW, 3, dismissed=True)
    with shelf.library.writing() as book:
        for each in (first, other, second):
            book.digests.attend(each)

    with shelf.library.reading() as book:
        assert dict(book.digests.attention()) == {1: second, 2: other}
        assert dict(book.digests.attention([2, 3])) == {2: other}


def test_the_messages_that_name_an_account_are_found(shelf: Shelf) -> None:
    for number in (1, 2):
        shelf.put(Account(number, f"Acme {number}"))
    with shelf.library.writing() as book:
        numbers = [
            book.outbox.put(Announcement(AnnouncementKind.TEST, "U1", "test"), now=NOW + days * DAY) for days in (0, 1)
        ]
        for each in numbers:
            assert each is not None
            book.digests.put_lines(each, [1])
        book.digests.put_lines(numbers[0] or 0, [])

    with shelf.library.reading() as book:
        assert list(book.digests.messages_about(1, since=NOW)) == numbers
        assert list(book.digests.messages_about(1, since=NOW + DAY)) == numbers[1:]
        assert list(book.digests.messages_about(2, since=NOW)) == []
        assert list(book.digests.departures(since=NOW)) == []


def test_a_line_is_one_persons_until_it_gets_worse(shelf: Shelf) -> None:
    shelf.put(Account(1, "Acme"))
    first, second = Attention(1, "U1", NOW, 5, taken_by="U1"), Attention(1, "U2", NOW, 5, taken_by="U2")
    worse = replace(second, severity=6)
    with shelf.library.writing() as book:
        taken = [book.digests.take(each) for each in (first, second, first, worse, first)]
        book.digests.attend(replace(worse, taken_by=None, snoozed_until=TODAY))

        assert taken == [True, False, True, True, False]
        assert book.digests.take(first)
        assert dict(book.digests.attention()) == {1: first}
