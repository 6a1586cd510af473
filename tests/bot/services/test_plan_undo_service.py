"""What was written to a plan, taken back within ten minutes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from fakes.plans import FakeSuccessPlans
from plan_desk import SAVE, TODAY, Planning, kept
from touch_desk import ADA, DANA, EYES, OMAR

from domain.errors import NotAllowedError, PlanStandsError
from domain.permissions import Member
from domain.plans.answer import PlanChange, PlanKept
from domain.plans.plan import PlannedOutcome
from domain.plans.steps import CheckInForm
from domain.success import OutcomeStatus
from domain.tasks.task import TaskComment


@pytest.fixture
def desk() -> Planning:
    return Planning()


def refusal(desk: Planning, seen: str) -> tuple[str, str]:
    with pytest.raises(PlanStandsError) as refused:
        desk.take_back(seen)
    return refused.value.reason, refused.value.by


def test_an_outcome_goes_as_though_it_had_never_been(desk: Planning) -> None:
    seen = desk.agree().undo

    done = desk.take_back(seen, by=OMAR)

    assert (done.change, done.planned, desk.library.tables.outcomes) == (PlanChange.UNDONE, None, {})
    assert desk.audited()[-1][0] == "plans.undone"
    assert desk.rescored == [1, 1]
    assert refusal(desk, seen) == ("gone", "")


def test_an_outcome_stays_once_somebody_has_gone_on_from_it(desk: Planning) -> None:
    first = desk.agree().undo
    desk.measure("45")
    second = desk.agree(replace(SAVE, title="Another")).undo
    number = second.split()[1]
    desk.outcomes.kept(OMAR, f"outcome:{number} 1", replace(SAVE, title="Changed"), today=TODAY)

    assert refusal(desk, first) == ("changed", "")
    assert refusal(desk, second) == ("changed", "U0OMAR")


def test_after_ten_minutes_everything_stays(desk: Planning) -> None:
    seen = [desk.agree().undo, desk.measure("45").undo, desk.check_in().undo, desk.step().undo]
    desk.later(minutes=10, seconds=1)

    assert [refusal(desk, each)[0] for each in seen] == ["too_late"] * 4


@pytest.mark.parametrize("seen", ["", "x", "outcome", "outcome x", "measurement 9", "check_in 1 9", "milestone 9 1"])
def test_what_is_not_there_cannot_be_taken_back(desk: Planning, seen: str) -> None:
    desk.agree()

    assert refusal(desk, seen) == ("gone", "")


def test_a_value_goes_with_the_task_that_it_led_to(desk: Planning) -> None:
    desk.agree()
    done = desk.measure("30")

    undone = desk.take_back(done.undo)

    assert (desk.library.tables.measurements, desk.tasks(), undone.task) == ({}, [], None)
    known = desk.outcome()
    assert known.check_in_task is None or known.check_in_task not in desk.library.tables.tasks


def test_a_task_that_somebody_has_gone_on_from_stays(desk: Planning) -> None:
    desk.agree()
    done = desk.measure("30")
    desk.library.tables.task_comments.append(TaskComment(1, "U0OMAR", desk.now, "On it"))

    undone = desk.take_back(done.undo)

    assert undone.task
    assert len(desk.tasks()) == 1


def test_the_value_that_it_replaced_stands_again_and_the_outcome_as_it_says(desk: Planning) -> None:
    desk.agree()
    desk.measure("45")
    done = desk.measure("80", by=OMAR)

    undone = desk.take_back(done.undo)

    assert [each.value for each in desk.library.tables.measurements.values()] == [Decimal(45)]
    known = desk.outcome()
    assert (known.status, known.closed_on, known.check_in_on) == (OutcomeStatus.ON_TRACK, None, TODAY.replace(month=12))
    assert undone.planned
    assert undone.planned.outcome == known


def test_undo_pressed_twice_leaves_the_value_of_a_colleague_and_says_whose_it_is(desk: Planning) -> None:
    desk.agree()
    desk.measure("45", by=OMAR)
    [typed] = desk.library.tables.measurements.values()
    desk.later(minutes=1)
    seen = desk.measure("46").undo

    desk.take_back(seen)

    assert refusal(desk, seen) == ("changed", "U0OMAR")
    [known] = desk.library.tables.measurements.values()
    assert (known.value, known.by, known.learnt_at) == (Decimal(45), "U0OMAR", typed.learnt_at)
    assert refusal(desk, f"measurement {known.id} {known.learnt_at.isoformat()}") == ("changed", "U0OMAR")


def test_a_check_in_after_the_value_that_stands_again_is_the_last_word_again(desk: Planning) -> None:
    desk.agree()
    desk.measure("45")
    desk.later(minutes=1)
    desk.check_in("behind", cause="not_installed")
    desk.later(minutes=1)
    seen = desk.measure("60").undo

    desk.take_back(seen)

    assert desk.outcome().status is OutcomeStatus.BEHIND


def test_without_its_only_value_an_outcome_is_as_it_was_agreed(desk: Planning) -> None:
    """Not on track by a value that is not there: it would count in the score."""
    desk.agree()
    before = desk.outcome()

    done = desk.take_back(desk.measure("80").undo)

    known = desk.outcome()
    assert (known.status, known.closed_on, known.check_in_on) == (before.status, None, before.check_in_on)
    assert done.planned
    assert done.planned.outcome == known


def test_a_value_of_what_was_over_already_opens_nothing_when_it_goes(desk: Planning) -> None:
    """A file said that it is reached; nobody checked in."""
    desk.agree()
    reached = replace(desk.outcome(), status=OutcomeStatus.REACHED, closed_on=TODAY, check_in_on=None)
    desk.library.tables.outcomes[1] = reached

    desk.take_back(desk.measure("30").undo)

    assert desk.outcome() == reached


def test_once_the_value_is_gone_the_last_word_of_a_check_in_holds_again(desk: Planning) -> None:
    desk.agree()
    desk.check_in()
    desk.later(minutes=1)
    done = desk.measure("30")

    desk.take_back(done.undo)

    assert (desk.outcome().status, desk.outcome().status_on) == (OutcomeStatus.ON_TRACK, TODAY)


def test_a_value_that_somebody_replaced_since_is_not_taken_back(desk: Planning) -> None:
    desk.agree()
    first = desk.measure("45")
    desk.later(minutes=1)
    desk.measure("46", by=OMAR)

    assert refusal(desk, first.undo) == ("changed", "U0OMAR")


@pytest.mark.parametrize(
    ("typed", "said"),
    [pytest.param(True, ("changed", "U0OMAR"), id="typed"), pytest.param(False, ("gone", ""), id="taken back")],
)
def test_what_a_colleague_does_with_a_value_in_the_same_moment_stands(
    desk: Planning, monkeypatch: pytest.MonkeyPatch, *, typed: bool, said: tuple[str, str]
) -> None:
    desk.agree()
    seen, hold = desk.measure("45").undo, FakeSuccessPlans.to_change

    def held_by_omar_until_now(plans: FakeSuccessPlans, outcome: int) -> PlannedOutcome | None:
        known = plans.tables.measurements.popitem()[1]
        if typed:
            later = replace(known, value=Decimal(50), by="U0OMAR", learnt_at=desk.now + timedelta(seconds=1))
            plans.tables.measurements[known.id] = later
        return hold(plans, outcome)

    monkeypatch.setattr(FakeSuccessPlans, "to_change", held_by_omar_until_now)

    assert refusal(desk, seen) == said


def test_what_somebody_said_since_stays_when_a_value_goes(desk: Planning) -> None:
    desk.agree()
    first = desk.measure("45")
    desk.later(minutes=1)
    desk.check_in("closed")

    desk.take_back(first.undo)

    assert desk.outcome().status is OutcomeStatus.CLOSED


def test_a_check_in_goes_and_the_task_is_open_again(desk: Planning) -> None:
    desk.agree(replace(SAVE, next_step="Ask Anna"))
    desk.measure("30")
    before = desk.outcome()
    desk.later(minutes=1)
    done = desk.check_in("reached", next_step="Celebrate")

    undone = desk.take_back(done.undo)

    after = desk.outcome()
    assert (after.status, after.next_step, after.check_in_on, after.closed_on, after.check_in_task) == (
        before.status,
        "Ask Anna",
        before.check_in_on,
        None,
        before.check_in_task,
    )
    assert undone.task
    assert (undone.task.is_open, desk.library.tables.check_ins) == (True, {})


def test_a_task_that_was_opened_again_by_hand_is_left_alone(desk: Planning) -> None:
    desk.agree()
    desk.measure("30")
    desk.later(minutes=1)
    done = desk.check_in()
    desk.library.tables.tasks[1] = replace(desk.library.tables.tasks[1], done_at=None)

    assert desk.take_back(done.undo).task is None


def test_a_check_in_stays_once_somebody_has_gone_on_from_it(desk: Planning) -> None:
    desk.agree()
    first = desk.check_in()
    desk.later(minutes=1)
    desk.steps.checked_in(OMAR, "1 2", CheckInForm("reached"), key="V2", today=TODAY)
    assert refusal(desk, first.undo) == ("changed", "U0OMAR")

    second = desk.check_in(key="V3")
    desk.later(minutes=1)
    desk.measure("45")
    assert refusal(desk, second.undo) == ("changed", "")

    third = desk.check_in(key="V4")
    desk.later(minutes=1)
    version = desk.outcome().version
    desk.outcomes.kept(OMAR, f"outcome:1 {version}", replace(SAVE, title="Changed"), today=TODAY)
    assert refusal(desk, third.undo) == ("changed", "U0OMAR")


def test_a_milestone_goes_unless_it_is_done(desk: Planning) -> None:
    first, second = desk.step().undo, desk.step("Another").undo
    desk.milestones.turned(OMAR, second.split()[1], done=True, today=TODAY)

    done = desk.take_back(first)

    assert done.milestone
    assert len(desk.library.tables.milestones) == 1
    assert refusal(desk, second) == ("changed", "")


def test_who_only_looks_takes_nothing_back(desk: Planning) -> None:
    seen = desk.agree().undo

    with pytest.raises(NotAllowedError):
        desk.take_back(seen, by=EYES)


def edit(desk: Planning, *, by: Member = OMAR, **said: str) -> PlanKept:
    place = f"outcome:1 {desk.outcome().version}"
    return kept(desk.outcomes.kept(by, place, replace(SAVE, **said), today=TODAY))


def test_a_change_is_taken_back_whole_and_once(desk: Planning) -> None:
    desk.agree()
    before = desk.outcome()
    done = edit(desk, title="Save 200 hours", target="200", owner="U0OMAR", next_step="Ask Anna")

    undone = desk.take_back(done.undo, by=DANA)

    assert undone.change is PlanChange.UNDONE
    assert undone.planned
    assert replace(undone.planned.outcome, version=1) == before
    assert desk.audited()[-1][0] == "plans.undone"
    assert refusal(desk, done.undo) == ("gone", "")


def test_a_change_by_which_an_outcome_fell_behind_takes_its_task_along(desk: Planning) -> None:
    """45 of 80 is on track, 45 of 200 is behind."""
    desk.agree()
    desk.measure("45")
    before = desk.outcome()
    desk.later(minutes=1)
    done = edit(desk, target="200")
    fell = (desk.outcome().status, len(desk.tasks()))

    undone = desk.take_back(done.undo)

    assert fell == (OutcomeStatus.BEHIND, 1)
    assert (undone.task, desk.tasks()) == (None, [])
    assert replace(desk.outcome(), version=before.version) == before


def test_a_task_that_a_change_led_to_stays_linked_once_somebody_has_gone_on_from_it(desk: Planning) -> None:
    desk.agree()
    desk.measure("45")
    desk.later(minutes=1)
    done = edit(desk, target="200")
    assert done.task
    with desk.library.writing() as book:
        book.tasks.comment(TaskComment(done.task.id, "U0OMAR", desk.now, "I call them"))

    undone = desk.take_back(done.undo)

    assert undone.task == done.task
    assert desk.outcome().check_in_task == done.task.id


@pytest.mark.parametrize("step", ["measured", "checked in", "changed"])
def test_a_change_stays_once_somebody_has_gone_on_from_it(desk: Planning, step: str) -> None:
    desk.agree()
    done = edit(desk, target="90")
    desk.later(minutes=1)
    if step == "measured":
        desk.measure("50", by=ADA)
    elif step == "checked in":
        desk.check_in(by=ADA)
    else:
        edit(desk, by=ADA, target="95")

    assert refusal(desk, done.undo) == ("changed", "U0ADA")


def test_a_change_stays_where_another_outcome_has_its_words_now(desk: Planning) -> None:
    desk.agree()
    done = edit(desk, title="Another")
    desk.agree(by=ADA)

    assert refusal(desk, done.undo) == ("changed", "U0ADA")


def test_a_change_stays_after_ten_minutes(desk: Planning) -> None:
    desk.agree()
    done = edit(desk, target="90")
    desk.later(minutes=10, seconds=1)

    assert refusal(desk, done.undo) == ("too_late", "")
