"""What time does to plans: check-ins fall due, and each night usage is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from plan_desk import SAVE, TODAY, Planning, at_night

from domain.accounts import UsageMeasure
from domain.plans.plan import MeasurementSource
from domain.plans.policy import SHIPPED_PLANS
from domain.preferences import WorkspaceRules
from domain.success import OutcomeStatus

DUE = "Check in with Acme: “Save 80 hours a month”"
AGAIN = "Still to check in with Acme: “Save 80 hours a month”"
FELL = "Acme fell behind, check in: “Save 80 hours a month”"


@pytest.fixture
def desk() -> Planning:
    made = Planning()
    made.agree()
    made.library.tables.finished.add(("plans", TODAY))
    return made


def put(desk: Planning, **said: Any) -> None:
    desk.library.tables.outcomes[1] = replace(desk.outcome(), **said)


def use(desk: Planning, value: int) -> None:
    put(desk, usage=None)
    form = replace(SAVE, usage="active_users mean")
    version = desk.outcome().version
    desk.outcomes.kept(_dana(desk), f"outcome:1 {version}", form, today=desk.now.date())
    days = {desk.now.date() - timedelta(days=ago): value for ago in range(1, 29)}
    desk.library.tables.usage[1, UsageMeasure.ACTIVE_USERS] = days


def _dana(desk: Planning) -> Any:
    return desk.library.tables.members["U0DANA"]


def test_a_check_in_that_is_due_is_asked_for_once(desk: Planning) -> None:
    put(desk, check_in_on=TODAY)

    assert [desk.watch.tick(), desk.watch.tick()] == [1, 0]
    assert desk.tasks() == [(DUE, "U0DANA", True)]
    assert desk.library.tables.tasks[1].due_on == TODAY + timedelta(days=7)
    assert (desk.outcome().asked_for, desk.outcome().check_in_task) == (TODAY, 1)


def closed_by_hand(desk: Planning) -> None:
    """The task that asked for a check-in is done, and nobody said how it goes."""
    put(desk, check_in_on=TODAY)
    desk.watch.tick()
    desk.library.tables.tasks[1] = replace(desk.library.tables.tasks[1], done_at=desk.now)


def days_later(desk: Planning, days: int) -> int:
    desk.later(days=days)
    desk.library.tables.finished.add(("plans", desk.now.date()))
    return desk.watch.tick()


def test_who_did_the_task_without_checking_in_is_asked_once_more_after_five_working_days(desk: Planning) -> None:
    closed_by_hand(desk)

    assert [days_later(desk, days) for days in (0, 6, 1, 0)] == [0, 0, 1, 0]
    assert desk.tasks() == [(DUE, "U0DANA", False), (AGAIN, "U0DANA", True)]
    assert desk.library.tables.tasks[2].due_on == TODAY + timedelta(days=14)

    desk.library.tables.tasks[2] = replace(desk.library.tables.tasks[2], done_at=desk.now)
    assert days_later(desk, 30) == 0


def test_a_holiday_is_no_working_day_on_which_somebody_is_asked_again(desk: Planning) -> None:
    with desk.library.writing() as book:
        book.wishes.save_rules(WorkspaceRules(holidays=frozenset({TODAY + timedelta(days=1)})))
    closed_by_hand(desk)

    assert [days_later(desk, days) for days in (7, 1)] == [0, 1]


def test_who_typed_a_value_in_place_of_a_check_in_is_not_asked_again(desk: Planning) -> None:
    closed_by_hand(desk)
    desk.measure("50")

    assert days_later(desk, 30) == 0


def test_the_second_of_two_replicas_asks_again_for_nothing(desk: Planning) -> None:
    closed_by_hand(desk)
    desk.later(days=7)
    with desk.library.reading() as book:
        [seen] = book.success_plans.due(today=desk.now.date())
    days_later(desk, 0)

    assert desk.watch._asked_about(seen, now=desk.now, today=desk.now.date()) is False


def test_after_the_check_in_the_next_one_is_asked_for_on_its_day(desk: Planning) -> None:
    put(desk, check_in_on=TODAY)
    desk.watch.tick()
    desk.check_in()
    desk.later(days=91)
    desk.library.tables.finished.add(("plans", desk.now.date()))

    desk.watch.tick()

    assert desk.tasks() == [(DUE, "U0DANA", False), (DUE, "U0DANA", True)]


def test_while_a_task_is_open_no_other_is_made(desk: Planning) -> None:
    desk.measure("30")
    put(desk, check_in_on=TODAY)

    assert (desk.watch.tick(), desk.tasks()) == (0, [(FELL, "U0DANA", True)])


def test_an_outcome_that_was_brought_in_gets_its_first_day(desk: Planning) -> None:
    put(desk, check_in_on=None, status_on=date(2026, 8, 31))

    desk.watch.tick()

    assert (desk.outcome().check_in_on, desk.tasks()) == (date(2026, 11, 30), [])


def test_whoever_is_second_finds_nothing_left(desk: Planning) -> None:
    put(desk, check_in_on=TODAY)
    with desk.library.reading() as book:
        [seen] = book.success_plans.due(today=TODAY)
    desk.watch.tick()

    assert desk.watch._asked_about(seen, now=desk.now, today=TODAY) is False
    del desk.library.tables.accounts[1]
    assert desk.watch._asked_about(seen, now=desk.now, today=TODAY) is False


def test_at_night_usage_is_read_and_who_fell_behind_is_asked_about(desk: Planning) -> None:
    use(desk, 30)
    desk.now = at_night(1)

    assert [desk.watch.tick(), desk.watch.tick()] == [1, 0]

    [said] = desk.library.tables.measurements.values()
    assert (said.value, said.source, said.day, said.by) == (
        Decimal("30.0"),
        MeasurementSource.USAGE,
        TODAY - timedelta(days=1),
        None,
    )
    assert (desk.outcome().status, desk.tasks()) == (OutcomeStatus.BEHIND, [(FELL, "U0DANA", True)])
    assert desk.audited()[-1][:2] == ("plans.measured", "outcome:1")
    assert desk.library.tables.tasks[1].by == "moorline"


def test_what_usage_says_again_is_not_written_again(desk: Planning) -> None:
    use(desk, 60)
    desk.now = at_night(1)
    desk.watch.tick()
    before = desk.library.tables.measurements.copy()
    desk.now = at_night(2)
    del desk.library.tables.usage[1, UsageMeasure.ACTIVE_USERS][TODAY - timedelta(days=28)]

    assert desk.watch.tick() == 0
    assert desk.library.tables.measurements == before
    desk.now = at_night(3)
    desk.library.tables.usage[1, UsageMeasure.ACTIVE_USERS][TODAY + timedelta(days=2)] = 61
    assert desk.watch.tick() == 1
    assert (desk.outcome().status, desk.outcome().status_on) == (OutcomeStatus.ON_TRACK, TODAY + timedelta(days=2))


def test_where_usage_says_nothing_nothing_is_written(desk: Planning) -> None:
    use(desk, 60)
    desk.library.tables.usage.clear()
    desk.now = at_night(1)

    assert (desk.watch.tick(), desk.library.tables.measurements) == (0, {})


def test_what_was_typed_falls_behind_as_the_line_goes_on(desk: Planning) -> None:
    """45 of 80 was enough on the day; two months later 68 would be."""
    desk.measure("45")
    desk.now = at_night(60)
    put(desk, check_in_on=date(2027, 1, 1))

    desk.watch.tick()

    assert (desk.outcome().status, desk.outcome().status_on) == (OutcomeStatus.BEHIND, desk.now.date())
    assert desk.tasks() == [(FELL, "U0DANA", True)]


def test_before_its_hour_the_night_has_not_come(desk: Planning) -> None:
    desk.measure("45")
    desk.now = at_night(60) - timedelta(hours=1)
    put(desk, check_in_on=date(2027, 1, 1))

    assert desk.watch.tick() == 0


def test_a_night_that_another_replica_took_is_left_to_it(desk: Planning) -> None:
    use(desk, 30)
    desk.now = at_night(1)
    desk.library.tables.claimed["plans", desk.now.date()] = desk.now

    assert (desk.watch.tick(), desk.library.tables.measurements) == (0, {})


@pytest.mark.parametrize("what", ["taken back", "over"])
def test_what_changed_while_the_night_read_is_left_alone(desk: Planning, what: str) -> None:
    desk.measure("30")
    seen = replace(desk.outcome_and_all(), outcome=replace(desk.outcome(), status=OutcomeStatus.AGREED))
    if what == "taken back":
        desk.library.tables.outcomes.clear()
    else:
        put(desk, status=OutcomeStatus.CLOSED)

    assert desk.watch._brought_up(seen, {}, SHIPPED_PLANS, now=desk.now, day=TODAY) is False
