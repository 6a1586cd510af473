"""What the figures of a team are made of reads alike from every book."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from health_book import STANDING, snapshot
from shelves import Shelf

from domain.accounts import Account, AccountStatus, Money, UsageMeasure
from domain.health.model import Band
from domain.success import OutcomeStatus, SuccessOutcome
from domain.surveys.promoters import Answers
from domain.tasks.task import Priority, Task
from domain.teamwork.customers import ScoreSeen, SeatSpan, Use
from domain.teamwork.ports import StandingSeen, TaskMade, TasksAsked
from domain.teamwork.work import DueTouches, PlanSeen
from storage import teamwork

DAY = date(2026, 11, 20)
MORNING = datetime(2026, 11, 20, 9, tzinfo=UTC)
MONTH_AGO, LONG_AGO = DAY - timedelta(days=28), DAY - timedelta(days=111)


@pytest.fixture(autouse=True)
def three_accounts(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looked at one by one, where they are named."""
    monkeypatch.setattr(teamwork, "LOOKED_UP", 1)
    for number in (1, 2):
        shelf.put(Account(number, f"Harbour {number}", owner="U1"))
    shelf.put(Account(3, "Gone", status=AccountStatus.CHURNED, churned_on=date(2026, 1, 1)))


def test_the_latest_answer_of_each_person_counts_for_a_year(shelf: Shelf) -> None:
    for account, person, score, on in (
        *((1, "kim", 3, DAY - timedelta(days=90)), (1, "kim", 9, DAY - timedelta(days=9)), (1, "lee", 7, DAY)),
        *((1, "pat", 6, DAY - timedelta(days=364)), (1, "old", 10, DAY - timedelta(days=365))),
        *((1, "yet", 0, DAY + timedelta(days=1)), (2, "sam", 10, DAY)),
    ):
        shelf.answered(account, person, score, on)

    with shelf.library.reading() as book:
        found = book.teamwork.answers(DAY, None)
        some = book.teamwork.answers(DAY, {2, 3})

    assert found == {1: Answers(1, 1, 1), 2: Answers(1, 0, 0)}
    assert some == {2: Answers(1, 0, 0)}


def test_use_is_by_events_where_they_are_counted_else_by_people(shelf: Shelf) -> None:
    events, people = UsageMeasure.EVENTS, UsageMeasure.ACTIVE_USERS
    for account, measure, on, value in (
        *((1, people, DAY, 4), (1, events, DAY, 40), (1, events, MONTH_AGO, 50), (1, events, LONG_AGO, 6)),
        *((1, events, LONG_AGO - timedelta(days=1), 99), (2, people, MONTH_AGO, 5)),
    ):
        shelf.used(account, measure, on, value)

    with shelf.library.reading() as book:
        found = book.teamwork.use(DAY, None)
        some = book.teamwork.use(DAY, {2})

    assert found == {1: Use(40, 56, LONG_AGO.toordinal()), 2: Use(None, 5, MONTH_AGO.toordinal())}
    assert some == {2: found[2]}


def test_people_of_four_weeks_are_those_the_source_counts_else_the_most_of_a_day(shelf: Shelf) -> None:
    of_weeks, of_day = UsageMeasure.ACTIVE_USERS_28D, UsageMeasure.ACTIVE_USERS
    for account, measure, on, value in (
        *((1, of_weeks, DAY - timedelta(days=2), 33), (1, of_weeks, DAY - timedelta(days=1), 34), (1, of_day, DAY, 50)),
        *((2, of_weeks, MONTH_AGO, 9), (2, of_day, DAY, 5), (2, of_day, DAY - timedelta(days=3), 7)),
    ):
        shelf.used(account, measure, on, value)

    with shelf.library.reading() as book:
        found = book.teamwork.users(DAY, {1, 2, 3})
        nobody = book.teamwork.users(DAY - timedelta(days=60), None)

    assert (found, nobody) == ({1: 34, 2: 7}, {})


def test_seats_are_those_that_count_on_one_of_the_days(shelf: Shelf) -> None:
    first = DAY - timedelta(days=27)
    spans = [
        SeatSpan(1, 40, date(2026, 1, 1), DAY - timedelta(days=13)),
        SeatSpan(1, 60, DAY, None),
        SeatSpan(2, 5, first - timedelta(days=9), first),
        SeatSpan(2, 6, DAY + timedelta(days=1), None),
    ]
    for span in spans:
        shelf.seat_span(span)

    with shelf.library.reading() as book:
        assert sorted(book.teamwork.seats(DAY, None)) == sorted(spans[:2])
        assert list(book.teamwork.seats(DAY, {2, 3})) == []


def test_how_accounts_stand_is_said_of_those_that_are_there(shelf: Shelf) -> None:
    arr = (Money(4_800_000, "USD"), Money(1_000_050, "EUR"))
    for number in (1, 2, 3):
        due = 3 if number == 1 else None
        shelf.put_standing(replace(STANDING, account=number, arr=arr, touches_due=due, touches_met=due and 2))

    with shelf.library.reading() as book:
        found = book.teamwork.standings(None)
        some = book.teamwork.standings({2})

    assert found == {
        1: StandingSeen(ScoreSeen(62, Band.YELLOW), arr, DueTouches(3, 2)),
        2: StandingSeen(ScoreSeen(62, Band.YELLOW), arr, None),
    }
    assert some == {2: found[2]}


def test_scores_of_a_day_gone_by_are_the_last_that_were_stored_in_the_week_before(shelf: Shelf) -> None:
    for ago, shown, revision in ((7, 10, 1), (6, 80, 1), (2, 50, 1), (2, 55, 2), (-1, 99, 1)):
        band = Band.GREEN if shown == 80 else Band.YELLOW
        day = DAY - timedelta(days=ago)
        shelf.put_snapshot(snapshot(day, revision, shown=shown, band=band))

    with shelf.library.reading() as book:
        now, earlier = (book.teamwork.scores(DAY - timedelta(days=ago), {1, 2}) for ago in (0, 3))
        never = book.teamwork.scores(DAY - timedelta(days=30), None)

    assert (now, earlier, never) == ({1: ScoreSeen(55, Band.YELLOW)}, {1: ScoreSeen(80, Band.GREEN)}, {})


def test_plans_are_what_was_agreed_up_to_the_day_as_it_stands(shelf: Shelf) -> None:
    statuses = (OutcomeStatus.ON_TRACK, OutcomeStatus.BEHIND, OutcomeStatus.REACHED, OutcomeStatus.AGREED)
    for number, status in enumerate(statuses):
        agreed_on = DAY + timedelta(days=number - 2)
        shelf.agree(SuccessOutcome(1, f"Outcome {number}", agreed_on, status, DAY))

    with shelf.library.reading() as book:
        assert book.teamwork.plans(DAY, None) == {1: PlanSeen(3, 2)}
        assert book.teamwork.plans(DAY, {2}) == {}


def test_tasks_are_those_due_in_the_days_and_those_that_were_late_at_their_end(shelf: Shelf) -> None:
    first, after = date(2026, 10, 1), date(2026, 11, 1)
    until = datetime(2026, 11, 1, tzinfo=UTC)
    made = [
        ("U1", date(2026, 10, 1), MORNING),
        ("U1", date(2026, 9, 30), None),
        ("U2", date(2026, 9, 30), until),
        ("U2", date(2026, 9, 30), until - timedelta(seconds=1)),
        ("U2", after, None),
    ]
    with shelf.library.writing() as book:
        for assignee, due_on, done_at in made:
            task = Task(0, "Call", due_on, assignee, "U1", MORNING, priority=Priority.NORMAL, done_at=done_at)
            book.tasks.add(task)

    with shelf.library.reading() as reading:
        asked = TasksAsked(first, after, until)
        found = sorted(reading.teamwork.tasks(asked, None), key=lambda task: (task.assignee, task.due_on))
        some = reading.teamwork.tasks(asked, ["U2"])

    assert found == [TaskMade(*made[1]), TaskMade(*made[0]), TaskMade(*made[2])]
    assert list(some) == [TaskMade(*made[2])]
