from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from health_book import NOW, STANDING, TODAY
from plan_samples import check_in, measurement, outcome
from shelves import Shelf
from task_samples import task

from domain.accounts import Account, AccountStatus, UsageMeasure
from domain.health.ports import StandingFilter
from domain.plans.plan import (
    Cause,
    CheckInVerdict,
    Direction,
    Measurement,
    MeasurementSource,
    Outcome,
    OutcomeBefore,
    PlanGlance,
    PlanMilestone,
    PlannedOutcome,
    UsageReading,
    UsageSource,
)
from domain.plans.ports import PlanPage, PlanRow, PlansOf
from domain.success import OutcomeStatus
from domain.tasks.task import Task, TaskSource
from domain.touchpoints.touchpoint import AccountContact

LATER = NOW + timedelta(minutes=1)
LAST_WEEK = TODAY - timedelta(days=7)
MEAN = UsageSource(UsageMeasure.ACTIVE_USERS, UsageReading.MEAN)
SUM = UsageSource(UsageMeasure.ACTIVE_USERS, UsageReading.SUM)


@pytest.fixture
def book(shelf: Shelf) -> Shelf:
    for number in (1, 2, 3):
        shelf.put(Account(number, f"Acme {number}", owner="U1"))
    shelf.put_standing(replace(STANDING, account=1, owner="U1", name="Acme 1"))
    shelf.employ(1, AccountContact(4, "Anna"))
    return shelf


def agree(shelf: Shelf, said: Outcome) -> Outcome:
    with shelf.library.writing() as book:
        added = book.success_plans.add(said, now=NOW)
    assert added
    return added


def test_an_outcome_comes_back_as_it_was_agreed_and_an_account_has_each_once(book: Shelf) -> None:
    whole = outcome(
        baseline=Decimal("6.50"),
        target=Decimal("-0.125"),
        direction=Direction.LESS,
        contact=4,
        usage=MEAN,
        next_step="Anna asks IT",
        asked_for=TODAY,
        closed_on=TODAY,
        status=OutcomeStatus.CLOSED,
        by="U1",
        changed_by="U2",
        changed_at=NOW,
    )
    bare = Outcome(1, "Bare", TODAY, status_on=TODAY)

    kept, second = agree(book, whole), agree(book, bare)

    with book.library.writing() as writing:
        plans = writing.success_plans
        assert plans.add(replace(whole, baseline=None), now=LATER) is None
        assert plans.outcome(kept.id) == PlannedOutcome(replace(whole, id=kept.id, learnt_at=NOW), contact_name="Anna")
        assert plans.called(1, "Bare") == replace(bare, id=second.id, learnt_at=NOW)
        assert (plans.called(2, "Bare"), plans.outcome(99)) == (None, None)
        assert [each.outcome.title for each in plans.of(1).outcomes] == ["Bare", whole.title]
        assert plans.of(2).is_empty


def test_of_two_changes_at_once_the_second_writes_nothing(book: Shelf) -> None:
    kept = agree(book, outcome())

    with book.library.writing() as writing:
        saved = [writing.success_plans.save(replace(kept, next_step=said), now=NOW) for said in ("mine", "yours")]
        stands = writing.success_plans.outcome(kept.id)
        removed = [writing.success_plans.remove(each, now=NOW) for each in (kept, replace(kept, version=2))]

    assert (saved, removed) == ([True, False], [False, True])
    assert stands == PlannedOutcome(replace(kept, next_step="mine", version=2))


def test_a_day_and_source_has_one_value_and_what_it_replaced_can_stand_again(book: Shelf) -> None:
    number = agree(book, outcome()).id
    first, other = measurement("41.50", outcome=number), measurement("40", outcome=number, by=None)
    other = replace(other, source=MeasurementSource.USAGE, learnt_at=LATER)

    with book.library.writing() as writing:
        plans = writing.success_plans
        kept = plans.measure(first)
        plans.measure(other)
        stood = OutcomeBefore(OutcomeStatus.ON_TRACK, LAST_WEEK, "ask", TODAY, None)
        again = plans.measure(replace(first, value=Decimal(42), learnt_at=LATER, by="U2", before=stood))
        earlier = plans.measure(replace(first, day=LAST_WEEK))
        assert (again.id, kept.replaced) == (kept.id, None)
        assert (again.replaced, again.replaced_by, again.replaced_at) == (Decimal("41.50"), "U1", first.learnt_at)
        assert plans.measurement(again.id) == again
        plans.unmeasure(again)
        plans.unmeasure(earlier)
        found = plans.outcome(number)
        assert plans.measurement(again.id) == kept

    assert found
    assert {(each.day, each.value, each.source) for each in found.measurements} == {
        (TODAY, Decimal(40), MeasurementSource.USAGE),
        (TODAY, Decimal("41.50"), MeasurementSource.TYPED),
    }
    with book.library.reading() as reading:
        assert reading.success_plans.measurement(99) is None


def test_a_form_is_one_check_in_and_the_newest_stands_first(book: Shelf) -> None:
    number = agree(book, outcome()).id
    with book.library.writing() as writing:
        made = writing.tasks.add(task())
        before = OutcomeBefore(OutcomeStatus.ON_TRACK, LAST_WEEK, "ask", TODAY, None)
        first = check_in(outcome=number, key="V1", before=before)
        second = check_in(
            CheckInVerdict.BEHIND,
            at=LATER,
            outcome=number,
            key="V2",
            cause=Cause.NOT_USED,
            words="谁也不用 <night shift>",
            next_step="Train them",
            before=OutcomeBefore(OutcomeStatus.REACHED, TODAY, closed_on=TODAY),
            task=made.id,
        )
        plans = writing.success_plans
        kept = [plans.check_in(each) for each in (first, second, first)]
        found, called = plans.outcome(number), plans.check_in_of(number, "V2")
        assert kept[0]
        plans.withdraw(kept[0].id)
        assert (plans.check_in_of(number, "V1"), called) == (None, kept[1])

    assert [each is None for each in kept] == [False, False, True]
    assert found
    assert found.check_ins == (kept[1], kept[0])
    assert found.last_check_in == kept[1]


def test_milestones_stand_by_their_day_and_lose_an_outcome_that_is_taken_back(book: Shelf) -> None:
    kept = agree(book, outcome())
    late = PlanMilestone(1, "Trained", TODAY, owner="U1", outcome=kept.id, by="U1")
    early = PlanMilestone(1, "Kick-off", LAST_WEEK)

    with book.library.writing() as writing:
        plans = writing.success_plans
        added = [plans.add_milestone(each, now=NOW) for each in (late, early, replace(late, by="U2"))]
        assert added[0]
        assert added[1]
        assert added[2] is None
        plans.save_milestone(replace(added[1], done_on=TODAY), now=NOW)
        assert plans.of(1).milestones == (replace(added[1], done_on=TODAY), added[0])
        assert plans.milestone(added[0].id) == replace(late, id=added[0].id, learnt_at=NOW)
        plans.remove(kept, now=NOW)
        assert plans.milestone(added[0].id) == replace(added[0], outcome=None)
        plans.remove_milestone(added[1], now=NOW)
        assert plans.milestone(added[1].id) is None


@pytest.fixture
def many(book: Shelf) -> Shelf:
    """Account 2 is behind, 1 is well and due, 3 has nothing but what was given up, 4 nothing, 5 has left."""
    book.put(Account(4, "Bare", owner="U2"))
    book.put(Account(5, "Gone", AccountStatus.CHURNED, owner="U1"))
    agree(book, outcome("a", status=OutcomeStatus.ON_TRACK, check_in_on=TODAY))
    agree(book, outcome("b", status=OutcomeStatus.REACHED, check_in_on=LAST_WEEK, closed_on=TODAY))
    agree(book, outcome("c", status=OutcomeStatus.CLOSED, check_in_on=LAST_WEEK, closed_on=TODAY))
    agree(book, outcome("a", account=2, status=OutcomeStatus.BEHIND, check_in_on=TODAY + timedelta(days=1)))
    agree(book, outcome("a", account=3, status=OutcomeStatus.CLOSED, closed_on=TODAY))
    agree(book, outcome("a", account=5, check_in_on=LAST_WEEK))
    return book


WELL, WORSE = PlanGlance(2, 2, 0, TODAY), PlanGlance(1, 0, 1, TODAY + timedelta(days=1))


def page(
    shelf: Shelf, which: PlansOf = PlansOf.EVERY, *, offset: int = 0, limit: int = 8, owner: str | None = None
) -> PlanPage:
    with shelf.library.reading() as book:
        wanted = StandingFilter(today=TODAY, owner=owner)
        return book.success_plans.page(wanted, which, today=TODAY, offset=offset, limit=limit)


def test_who_is_behind_stands_first_and_who_has_no_plan_last(many: Shelf) -> None:
    rows = (
        PlanRow(2, "Acme 2", "U1", WORSE),
        PlanRow(1, "Acme 1", "U1", WELL),
        PlanRow(3, "Acme 3", "U1"),
        PlanRow(4, "Bare", "U2"),
    )

    assert page(many) == PlanPage(rows, shown=4, total=4, planned=2, behind=1, due=1)
    assert page(many, offset=1, limit=2).rows == rows[1:3]
    assert page(many, owner="U2") == PlanPage(rows[3:], shown=1, total=1, planned=0, behind=0, due=0)


@pytest.mark.parametrize(
    ("which", "accounts"), [(PlansOf.BEHIND, [2]), (PlansOf.DUE, [1]), (PlansOf.NONE, [3, 4])], ids=str
)
def test_a_list_holds_what_was_asked_for(many: Shelf, which: PlansOf, accounts: list[int]) -> None:
    found = page(many, which)

    assert [row.account for row in found.rows] == accounts
    assert (found.shown, found.total) == (len(accounts), 4)


def test_the_account_itself_says_what_its_card_says_of_the_plan(many: Shelf) -> None:
    with many.library.reading() as book:
        standing = book.standings.of(1)
        assert standing
        assert standing.plan == WELL
        assert book.success_plans.summaries([1, 2, 3, 4]) == {1: WELL, 2: WORSE}


def test_what_is_due_is_told_of_accounts_that_are_here_until_it_was_asked_for(many: Shelf) -> None:
    agree(many, outcome("never set", account=4, check_in_on=None))
    agree(many, outcome("asked", account=4, check_in_on=TODAY, asked_for=TODAY))
    agree(many, outcome("asked last time", account=4, check_in_on=TODAY, asked_for=LAST_WEEK))

    with many.library.reading() as book:
        due = [
            (each.outcome.account, each.outcome.title, each.account_owner)
            for each in book.success_plans.due(today=TODAY)
        ]

    assert due == [(1, "a", "U1"), (4, "never set", "U2"), (4, "asked last time", "U2")]


def test_where_a_feed_stops_its_sum_stays_what_it_was_until_nothing_is_known(book: Shelf) -> None:
    """Else an outcome would fall behind for a file that did not come."""
    book.use(1, SUM.measure, {TODAY - timedelta(days=ago): 10 for ago in range(40)})

    with book.library.reading() as reading:
        found = [reading.success_plans.usage([1], [SUM], until=TODAY + timedelta(days=ahead)) for ahead in (0, 27, 28)]

    assert found == [{(1, SUM): (TODAY, Decimal(280))}, {(1, SUM): (TODAY, Decimal(280))}, {}]


def test_what_is_measured_is_watched_with_the_last_that_was_said(many: Shelf) -> None:
    agree(many, outcome("in words only", account=4, target=None))
    with many.library.writing() as book:
        plans = book.success_plans
        for ago in (0, 7):
            plans.measure(measurement("1", day=TODAY - timedelta(days=ago)))
            plans.check_in(check_in(at=NOW - timedelta(days=ago)))
        watched = plans.watched()

    assert [(each.outcome.account, each.outcome.title) for each in watched] == [(1, "a"), (2, "a")]
    assert [[said.day for said in each.measurements] for each in watched] == [[TODAY], []]
    assert [[said.at for said in each.check_ins] for each in watched] == [[NOW], []]


def test_usage_is_that_of_28_days_and_a_day_without_a_value_is_not_zero(book: Shelf) -> None:
    days = {TODAY - timedelta(days=ago): value for ago, value in ((29, 1000), (28, 5), (1, 6), (-1, 1000))}
    book.use(1, UsageMeasure.ACTIVE_USERS, days)
    book.use(1, UsageMeasure.EVENTS, days)

    with book.library.reading() as reading:
        found = reading.success_plans.usage([1, 2], [MEAN, SUM], until=TODAY)
        nothing = reading.success_plans.usage([1], [MEAN], until=LAST_WEEK - timedelta(days=60))

    yesterday = TODAY - timedelta(days=1)
    assert found == {(1, MEAN): (yesterday, Decimal("5.5")), (1, SUM): (yesterday, Decimal(11))}
    assert nothing == {}


@pytest.mark.parametrize(
    ("said", "measured", "is_due"),
    [
        pytest.param({}, None, True, id="the task was closed and nothing was said"),
        pytest.param({"asked_for": TODAY + timedelta(days=7)}, None, False, id="it was asked for again before"),
        pytest.param({"check_in_on": TODAY + timedelta(days=1)}, None, False, id="the next one is to come"),
        pytest.param({}, MeasurementSource.TYPED, False, id="somebody typed a value since"),
        pytest.param({}, MeasurementSource.USAGE, True, id="what usage says is nobody's word"),
    ],
)
def test_what_was_asked_for_and_closed_without_a_word_is_due_again(
    book: Shelf, said: dict[str, Any], measured: MeasurementSource | None, *, is_due: bool
) -> None:
    with book.library.writing() as written:
        task = written.tasks.add(Task(0, "Check in", TODAY, "U1", "moorline", NOW, 1, source=TaskSource.PLAN))
    asked = agree(book, outcome("a", **({"check_in_on": TODAY, "asked_for": TODAY, "check_in_task": task.id} | said)))
    with book.library.writing() as written:
        open_still = written.success_plans.due(today=TODAY)
        assert written.tasks.save(replace(task, done_at=NOW, done_by="U1"))
        if measured:
            written.success_plans.measure(Measurement(asked.id, TODAY, Decimal(3), measured, NOW))

    with book.library.reading() as reading:
        due = reading.success_plans.due(today=TODAY)

    assert list(open_still) == []
    assert [each.closed_at for each in due] == ([NOW] if is_due else [])


def test_how_an_outcome_stood_before_it_was_changed_is_kept_whole(book: Shelf) -> None:
    first = agree(book, outcome("a", due_on=TODAY, usage=SUM, changed_at=NOW, changed_by="U1", closed_on=TODAY))
    bare = agree(book, outcome("b", target=None, baseline=None, due_on=None, check_in_on=None))
    with book.library.writing() as written:
        plans = written.success_plans
        before = [plans.edited_from(each.id) for each in (first, bare)]
        for each in (first, bare):
            plans.remember_edit(each)
            assert plans.save(replace(each, title=f"{each.title} anew", target=Decimal(9)), now=NOW)
        kept = [plans.edited_from(each.id) for each in (first, bare)]
        plans.forget_edit(first.id)

    with book.library.reading() as reading:
        known = [reading.success_plans.edited_from(number) for number in (first.id, 404)]
    versions = [each and replace(each, version=1) for each in kept]
    assert (before, versions, known) == ([None, None], [first, bare], [None, None])
