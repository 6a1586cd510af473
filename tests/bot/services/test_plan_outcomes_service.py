"""An outcome, from the form to the book, and put right afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from plan_desk import SAVE, TODAY, Planning, kept
from touch_desk import ADA, ANNA, BO, DANA, EYES, LIN, OMAR, PRIYA

from domain.accounts import AccountStatus
from domain.errors import (
    AccountNotFoundError,
    NotAllowedError,
    OutcomeNotFoundError,
    OutsideBookError,
    PlanClosedError,
)
from domain.permissions import Member
from domain.plans.answer import PlanChange, PlanRefused
from domain.plans.form import OutcomeField, OutcomeForm, OutcomeProblems, PlanProblem
from domain.plans.plan import Direction
from domain.success import OutcomeStatus
from domain.tasks.form import TaskProblem


@pytest.fixture
def desk() -> Planning:
    return Planning()


def test_an_outcome_is_kept_scored_and_written_down_without_words(desk: Planning) -> None:
    done = desk.agree()

    assert (done.change, done.name, done.undo) == (PlanChange.AGREED, "Acme", "outcome 1 1")
    known = desk.outcome()
    assert (known.title, known.status, known.by) == ("Save 80 hours a month", OutcomeStatus.AGREED, "U0DANA")
    assert (known.baseline, known.target, known.direction) == (Decimal(20), Decimal(80), Direction.MORE)
    assert (known.contact, known.check_in_on) == (1, TODAY.replace(month=12))
    assert desk.rescored == [1]
    due = TODAY + timedelta(days=100)
    assert desk.audited() == [
        ("plans.agreed", "outcome:1", None, f"agreed, 20 to 80, due {due}, U0DANA, check-in {known.check_in_on}")
    ]


def test_an_outcome_needs_its_words_and_nothing_else(desk: Planning) -> None:
    desk.agree(OutcomeForm("  Fewer\u202e calls\n at night  "))

    known = desk.outcome()
    assert (known.title, known.agreed_on, known.is_measured, known.contact) == (
        "Fewer calls at night",
        TODAY,
        False,
        None,
    )


def test_the_same_form_twice_is_one_outcome(desk: Planning) -> None:
    assert desk.agree() == desk.agree()
    assert len(desk.library.tables.outcomes) == 1


@pytest.mark.parametrize("by", [OMAR, DANA], ids=["a colleague", "oneself, much later"])
def test_an_account_has_each_outcome_once(desk: Planning, by: Member) -> None:
    desk.agree()
    desk.later(minutes=11)

    refused = desk.outcomes.kept(by, "account:1", SAVE, today=TODAY)

    assert refused == PlanRefused({OutcomeField.TITLE: PlanProblem.KNOWN})


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(desk: Planning) -> None:
    form = OutcomeForm("\u200b", target="many", owner="U0EYES")

    problems: OutcomeProblems = {
        OutcomeField.TITLE: PlanProblem.NO_TITLE,
        OutcomeField.BASELINE: PlanProblem.NO_BASELINE,
        OutcomeField.TARGET: PlanProblem.NO_NUMBER,
        OutcomeField.OWNER: TaskProblem.ASSIGNEE_ONLY_LOOKS,
    }
    assert desk.outcomes.kept(DANA, "account:1", form, today=TODAY) == PlanRefused(problems)
    assert desk.library.tables.outcomes == {}


@pytest.mark.parametrize("who", [PRIYA, EYES], ids=["product", "who only looks"])
def test_who_may_not_write_a_plan_gets_no_form(desk: Planning, who: Member) -> None:
    with pytest.raises(NotAllowedError):
        desk.outcomes.offered(who, "1", today=TODAY)
    with pytest.raises(NotAllowedError):
        desk.outcomes.kept(who, "account:1", SAVE, today=TODAY)


def test_who_sees_their_own_book_writes_no_other_plan(desk: Planning) -> None:
    desk.agree()

    for about in ("account:1", "outcome:1 1"):
        with pytest.raises(OutsideBookError):
            desk.outcomes.kept(LIN, about, SAVE, today=TODAY)


def test_an_account_that_has_left_gets_no_outcome(desk: Planning) -> None:
    desk.library.tables.accounts[1] = replace(desk.library.tables.accounts[1], status=AccountStatus.CHURNED)

    with pytest.raises(PlanClosedError):
        desk.outcomes.offered(DANA, "1", today=TODAY)


@pytest.mark.parametrize("about", ["account:99", "account:x"])
def test_an_account_that_is_none_is_said(desk: Planning, about: str) -> None:
    with pytest.raises(AccountNotFoundError):
        desk.outcomes.kept(DANA, about, SAVE, today=TODAY)


@pytest.mark.parametrize("number", ["99", "x"])
def test_an_outcome_that_is_gone_is_said(desk: Planning, number: str) -> None:
    with pytest.raises(OutcomeNotFoundError):
        desk.outcomes.change(DANA, number, today=TODAY)


def test_the_form_opens_with_who_asks_and_the_account_s_people(desk: Planning) -> None:
    offer = desk.outcomes.offered(OMAR, "1", today=TODAY)

    assert (offer.form, offer.place, offer.is_change) == (
        OutcomeForm(agreed_on=TODAY.isoformat(), owner="U0OMAR"),
        "account:1",
        False,
    )
    assert offer.contacts == (ANNA, BO)


def test_a_change_opens_with_what_stands_and_writes_what_is_new(desk: Planning) -> None:
    desk.agree(replace(SAVE, usage="events sum", next_step="Ask Anna"))
    offer = desk.outcomes.change(OMAR, "1", today=TODAY)

    assert (offer.place, offer.is_change, offer.form) == (
        "outcome:1 1",
        True,
        replace(SAVE, usage="events sum", next_step="Ask Anna"),
    )
    done = kept(desk.outcomes.kept(OMAR, offer.place, replace(offer.form, target="90"), today=TODAY))
    assert (done.change, desk.outcome().target, desk.outcome().changed_by) == (
        PlanChange.EDITED,
        Decimal(90),
        "U0OMAR",
    )
    assert desk.audited()[-1][0] == "plans.changed"


def test_the_second_of_two_hears_who_was_first_and_nothing_is_written(desk: Planning) -> None:
    desk.agree()
    desk.outcomes.kept(OMAR, "outcome:1 1", replace(SAVE, target="90"), today=TODAY)

    done = kept(desk.outcomes.kept(ADA, "outcome:1 1", replace(SAVE, target="70"), today=TODAY))

    assert done.change is PlanChange.OVERTAKEN
    assert done.planned
    assert (done.planned.outcome.changed_by, desk.outcome().target) == ("U0OMAR", Decimal(90))


def test_a_change_may_not_take_the_words_of_another_outcome(desk: Planning) -> None:
    desk.agree()
    desk.agree(replace(SAVE, title="Another"))

    refused = desk.outcomes.kept(DANA, "outcome:2 1", SAVE, today=TODAY)

    assert refused == PlanRefused({OutcomeField.TITLE: PlanProblem.KNOWN})


def test_another_target_is_another_line(desk: Planning) -> None:
    """45 of 80 is on track, 45 of 200 is behind: whoever looks after it is asked to check in."""
    desk.agree()
    desk.measure("45")
    form = desk.outcomes.change(DANA, "1", today=TODAY)

    done = kept(desk.outcomes.kept(DANA, form.place, replace(form.form, target="200"), today=TODAY))

    assert desk.outcome().status is OutcomeStatus.BEHIND
    assert done.task
    assert desk.tasks() == [("Acme fell behind, check in: “Save 80 hours a month”", "U0DANA", True)]


def test_what_is_over_is_put_right_and_stays_over(desk: Planning) -> None:
    desk.agree()
    desk.check_in("closed")
    form = desk.outcomes.change(DANA, "1", today=TODAY)

    desk.outcomes.kept(DANA, form.place, replace(form.form, title="In other words"), today=TODAY)

    assert (desk.outcome().title, desk.outcome().status) == ("In other words", OutcomeStatus.CLOSED)


def test_what_a_check_in_said_counts_again_since_its_day_whatever_a_file_said_of_it(desk: Planning) -> None:
    desk.agree()
    desk.check_in("behind", cause="not_installed")
    said = desk.outcome()
    desk.library.tables.outcomes[1] = replace(said, status=OutcomeStatus.ON_TRACK)
    desk.later(days=2)

    desk.outcomes.kept(DANA, f"outcome:1 {said.version}", replace(SAVE, target="90"), today=desk.now.date())

    known = desk.outcome()
    assert (known.target, known.status, known.status_on) == (Decimal(90), OutcomeStatus.BEHIND, said.status_on)
