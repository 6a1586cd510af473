"""Values, check-ins and milestones of a plan, and the tasks that come of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from plan_desk import SAVE, TODAY, Planning
from touch_desk import DANA, EYES, LIN, OMAR

from domain.accounts import AccountStatus, Cover
from domain.errors import NotAllowedError, OutcomeNotFoundError, OutsideBookError, PlanClosedError
from domain.first_value.reached import ValueReached
from domain.first_value.rules import ValueWay
from domain.permissions import Member
from domain.plans.answer import PlanChange, PlanRefused
from domain.plans.form import PlanProblem
from domain.plans.plan import Cause, MeasurementSource
from domain.plans.steps import CheckInForm, MeasureForm, MilestoneForm, StepField
from domain.preferences import Preferences
from domain.success import OutcomeStatus

FELL = "Acme fell behind, check in: “Save 80 hours a month”"


@pytest.fixture
def desk() -> Planning:
    made = Planning()
    made.agree()
    return made


def test_a_value_moves_the_outcome_and_is_written_down(desk: Planning) -> None:
    done = desk.measure("45", on=(TODAY - timedelta(days=3)).isoformat())

    assert done.measurement
    assert (done.measurement.value, done.measurement.source, done.measurement.by) == (
        Decimal(45),
        MeasurementSource.TYPED,
        "U0DANA",
    )
    assert (desk.outcome().status, desk.outcome().status_on, done.task) == (OutcomeStatus.ON_TRACK, TODAY, None)
    assert desk.audited()[-1][:2] == ("plans.measured", "outcome:1")
    assert desk.rescored == [1, 1]


def test_what_fell_behind_is_asked_about_once_a_fall(desk: Planning) -> None:
    first = desk.measure("30")
    desk.measure("31", by=OMAR)

    assert first.task
    assert desk.tasks() == [(FELL, "U0DANA", True)]
    desk.library.tables.tasks[1] = replace(desk.library.tables.tasks[1], done_at=desk.now)
    desk.measure("60")
    desk.measure("32")
    assert desk.tasks() == [(FELL, "U0DANA", False), (FELL, "U0DANA", True)]


def test_while_a_task_is_open_another_fall_makes_none(desk: Planning) -> None:
    for value in ("30", "60", "31"):
        desk.measure(value)

    assert len(desk.tasks()) == 1


def test_whose_owner_is_away_is_asked_about_by_the_account_s_cover(desk: Planning) -> None:
    desk.library.tables.preferences["U0DANA"] = Preferences(away_until=TODAY)
    desk.library.tables.accounts[1] = replace(desk.library.tables.accounts[1], cover=Cover("U0LIN", TODAY, TODAY))

    desk.measure("30", by=OMAR)

    assert desk.tasks() == [(FELL, "U0LIN", True)]


def test_where_nobody_is_here_nobody_is_asked(desk: Planning) -> None:
    desk.library.tables.outcomes[1] = replace(desk.outcome(), owner=None)
    desk.library.tables.accounts[1] = replace(desk.library.tables.accounts[1], owner=None)
    desk.library.tables.members = {DANA.slack_id: DANA}

    assert (desk.measure("30").task, desk.tasks()) == (None, [])


def test_the_target_ends_it(desk: Planning) -> None:
    desk.measure("80.5")

    known = desk.outcome()
    assert (known.status, known.closed_on, known.check_in_on) == (OutcomeStatus.REACHED, TODAY, None)


def test_the_same_form_twice_is_one_value(desk: Planning) -> None:
    first, again = desk.measure("45"), desk.measure("45")

    assert again.undo == first.undo
    assert [each.replaced for each in desk.library.tables.measurements.values()] == [None]


def test_whose_value_of_that_day_it_replaces_is_said(desk: Planning) -> None:
    desk.measure("45")

    done = desk.measure("46", by=OMAR)

    assert done.instead_of
    assert (done.instead_of.value, done.instead_of.by) == (Decimal(45), "U0DANA")
    assert desk.measure("47", by=OMAR).instead_of is None


def test_a_value_for_what_is_over_changes_nothing_else(desk: Planning) -> None:
    desk.check_in("closed")

    desk.measure("10")

    assert desk.outcome().status is OutcomeStatus.CLOSED


def test_a_wrong_value_is_said_at_its_field(desk: Planning) -> None:
    refused = desk.steps.measured(DANA, "1", MeasureForm("viel", "2099-01-01"), today=TODAY)

    assert refused == PlanRefused({StepField.VALUE: PlanProblem.NO_NUMBER, StepField.ON: PlanProblem.NOT_YET})


def test_a_check_in_is_kept_and_the_next_one_is_three_months_on(desk: Planning) -> None:
    done = desk.check_in("behind", cause="not_used", words="the night shift", next_step="Train them")

    assert done.check_in
    assert (done.check_in.cause, done.check_in.words) == (Cause.NOT_USED, "the night shift")
    known = desk.outcome()
    assert (known.status, known.status_on, known.next_step) == (OutcomeStatus.BEHIND, TODAY, "Train them")
    assert known.check_in_on == date(2026, 12, 1)
    assert desk.tasks() == []
    action, subject, _, after = desk.audited()[-1]
    assert (action, subject) == ("plans.checked_in", "outcome:1")
    assert after
    assert "night shift" not in after
    assert after.endswith("not_used")


def test_a_check_in_does_the_task_that_asked_for_it_whoever_s_it_is(desk: Planning) -> None:
    desk.measure("30")

    done = desk.check_in("on_track", by=OMAR)

    assert done.task
    assert (done.task.done_by, desk.tasks()) == ("U0OMAR", [(FELL, "U0DANA", False)])
    assert desk.outcome().check_in_task is None


def test_one_form_is_one_check_in_however_often_it_is_sent(desk: Planning) -> None:
    form = CheckInForm("on_track")
    first = desk.steps.checked_in(DANA, "1 0", form, key="V1", today=TODAY)
    desk.later(minutes=1)

    again = desk.steps.checked_in(DANA, "1 0", form, key="V1", today=TODAY)

    assert first == again
    desk.later(minutes=10)
    late = desk.steps.checked_in(DANA, "1 0", form, key="V1", today=TODAY)
    assert not isinstance(late, PlanRefused)
    assert (late.undo, len(desk.library.tables.check_ins)) == ("", 1)


def test_one_form_sent_again_still_says_which_task_it_did(desk: Planning) -> None:
    desk.measure("30")
    first = desk.check_in()

    again = desk.steps.checked_in(DANA, "1 0", CheckInForm("on_track"), key="V1", today=TODAY)

    assert not isinstance(again, PlanRefused)
    assert first.task
    assert again.task == first.task


def test_the_second_of_two_who_check_in_at_once_hears_who_was_first(desk: Planning) -> None:
    desk.steps.checked_in(OMAR, "1 0", CheckInForm("on_track"), key="V1", today=TODAY)

    second = desk.steps.checked_in(DANA, "1 0", CheckInForm("reached"), key="V2", today=TODAY)

    assert not isinstance(second, PlanRefused)
    assert second.check_in
    assert (second.change, second.check_in.by, second.undo) == (PlanChange.OVERTAKEN, "U0OMAR", "")
    assert desk.outcome().status is OutcomeStatus.ON_TRACK


@pytest.mark.parametrize(("verdict", "status"), [("reached", "reached"), ("closed", "closed")])
def test_a_check_in_may_end_it_and_open_it_again(desk: Planning, verdict: str, status: str) -> None:
    desk.check_in(verdict)
    ended = desk.outcome()
    desk.check_in("on_track", key="V2")

    assert (ended.status, ended.closed_on, ended.check_in_on) == (status, TODAY, None)
    assert (desk.outcome().status, desk.outcome().closed_on) == (OutcomeStatus.ON_TRACK, None)


@pytest.mark.parametrize(
    ("form", "problems"),
    [
        pytest.param(CheckInForm(), {StepField.VERDICT: PlanProblem.NO_VERDICT}, id="nothing chosen"),
        pytest.param(CheckInForm("behind"), {StepField.CAUSE: PlanProblem.NO_CAUSE}, id="behind without a cause"),
        pytest.param(
            CheckInForm("behind", "not_used"), {StepField.WORDS: PlanProblem.NO_WORDS}, id="not used, by whom?"
        ),
        pytest.param(
            CheckInForm("behind", "other", "\u200b"), {StepField.WORDS: PlanProblem.NO_WORDS}, id="words unseen"
        ),
        pytest.param(
            CheckInForm("on_track", next_step="x" * 501), {StepField.NEXT_STEP: PlanProblem.TOO_LONG}, id="too long"
        ),
    ],
)
def test_when_it_is_behind_the_cause_is_wanted(
    desk: Planning, form: CheckInForm, problems: dict[StepField, PlanProblem]
) -> None:
    assert desk.steps.checked_in(DANA, "1 0", form, key="V1", today=TODAY) == PlanRefused(problems)
    assert desk.library.tables.check_ins == {}


@pytest.mark.parametrize("cause", ["not_installed", "wrong_measure"])
def test_some_causes_need_no_words(desk: Planning, cause: str) -> None:
    assert desk.check_in("behind", cause=cause).change is PlanChange.CHECKED_IN


def test_the_forms_open_on_what_stands(desk: Planning) -> None:
    offer = desk.steps.offered(OMAR, "1", MeasureForm(), today=TODAY)

    assert (offer.name, offer.planned) == ("Acme", desk.outcome_and_all())


@pytest.mark.parametrize(("who", "error"), [(EYES, NotAllowedError), (LIN, OutsideBookError)])
def test_who_may_not_gets_no_form_and_writes_nothing(desk: Planning, who: Member, error: type[Exception]) -> None:
    with pytest.raises(error):
        desk.steps.offered(who, "1", MeasureForm(), today=TODAY)
    with pytest.raises(error):
        desk.steps.measured(who, "1", MeasureForm("1"), today=TODAY)
    with pytest.raises(error):
        desk.steps.checked_in(who, "1 0", CheckInForm("on_track"), key="V1", today=TODAY)
    with pytest.raises(error):
        desk.milestones.kept(who, "1", MilestoneForm("a", TODAY.isoformat()), today=TODAY)


def test_of_an_account_that_has_left_nothing_is_written(desk: Planning) -> None:
    desk.library.tables.accounts[1] = replace(desk.library.tables.accounts[1], status=AccountStatus.CHURNED)

    with pytest.raises(PlanClosedError):
        desk.measure("1")


def test_a_milestone_is_kept_once_and_belongs_to_an_outcome_of_its_account(desk: Planning) -> None:
    desk.agree(replace(SAVE, title="Elsewhere"), account="2")

    first = desk.step(outcome="1", owner="U0OMAR")
    again = desk.step(outcome="1", owner="U0OMAR")
    elsewhere = desk.step("Another", outcome="2")

    assert first == again
    assert first.milestone
    assert (first.milestone.outcome, first.milestone.owner, first.change) == (1, "U0OMAR", PlanChange.MILESTONE)
    assert elsewhere.milestone
    assert elsewhere.milestone.outcome is None
    assert desk.audited()[-2][:2] == ("plans.milestone", "milestone:3")
    known = desk.milestones.kept(OMAR, "1", MilestoneForm("Another", TODAY.isoformat()), today=TODAY)
    assert known == PlanRefused({StepField.TITLE: PlanProblem.KNOWN})


def test_a_milestone_needs_words_and_a_day(desk: Planning) -> None:
    problems = {StepField.TITLE: PlanProblem.NO_TITLE, StepField.DUE_ON: PlanProblem.NO_DAY}

    assert desk.milestones.kept(DANA, "1", MilestoneForm(" "), today=TODAY) == PlanRefused(problems)
    far = MilestoneForm("a", "2099-01-01")
    assert desk.milestones.kept(DANA, "1", far, today=TODAY) == PlanRefused({StepField.DUE_ON: PlanProblem.TOO_FAR})


def test_the_form_of_a_milestone_offers_the_outcomes_that_are_open(desk: Planning) -> None:
    desk.agree(replace(SAVE, title="Over"))
    desk.library.tables.outcomes[2] = replace(desk.outcome(2), status=OutcomeStatus.REACHED)

    offer = desk.milestones.offered(OMAR, "1", today=TODAY)

    assert (offer.form, offer.account, [each.id for each in offer.outcomes]) == (
        MilestoneForm(owner="U0OMAR"),
        1,
        [1],
    )


def test_a_milestone_is_done_once_and_opened_again(desk: Planning) -> None:
    milestone = desk.step().milestone
    assert milestone
    number = str(milestone.id)

    assert desk.milestones.turned(DANA, number, done=True, today=TODAY) == 1
    desk.milestones.turned(OMAR, number, done=True, today=TODAY + timedelta(days=1))
    assert desk.library.tables.milestones[milestone.id].done_on == TODAY
    desk.milestones.turned(OMAR, number, done=False, today=TODAY)
    assert desk.library.tables.milestones[milestone.id].done_on is None


def test_first_value_goes_with_the_milestone_that_it_was_found_by(desk: Planning) -> None:
    """`Done` was pressed on the wrong line, and scoring found first value at once."""
    milestone = desk.step("First report read").milestone
    assert milestone
    desk.milestones.turned(DANA, str(milestone.id), done=True, today=TODAY)
    tables = desk.library.tables
    tables.accounts[1] = replace(tables.accounts[1], first_value_on=TODAY)
    tables.values_reached[1] = ValueReached(TODAY, ValueWay.MILESTONE, what="First report read")

    desk.milestones.turned(OMAR, str(milestone.id), done=False, today=TODAY)

    assert (tables.accounts[1].first_value_on, tables.values_reached) == (None, {})
    told = f'{{"on": "{TODAY.isoformat()}", "by": "milestone"}}'
    assert ("first_value.undone", "account:1", told, None) in desk.audited()


@pytest.mark.parametrize("number", ["99", "x"])
def test_a_milestone_that_is_gone_is_said(desk: Planning, number: str) -> None:
    with pytest.raises(OutcomeNotFoundError):
        desk.milestones.turned(DANA, number, done=True, today=TODAY)
