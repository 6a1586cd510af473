from __future__ import annotations

from plan_samples import outcome

from domain.accounts import UsageMeasure
from domain.plans.plan import SuccessPlan, UsageReading, UsageSource, told
from domain.success import OutcomeStatus


def test_the_audit_has_facts_and_none_of_the_words() -> None:
    usage = UsageSource(UsageMeasure.EVENTS, UsageReading.SUM)
    said = outcome("Their own words", usage=usage, next_step="Ask Anna")

    assert told(said) == (f"agreed, 20 to 80, due {said.due_on}, U1, events sum, check-in {said.check_in_on}")
    assert told(outcome(target=None, due_on=None, owner=None, check_in_on=None)) == "agreed"


def test_a_plan_without_anything_is_empty() -> None:
    assert SuccessPlan(1).is_empty


def test_what_is_reached_or_given_up_is_not_open() -> None:
    assert [status for status in OutcomeStatus if not outcome(status=status).is_open] == [
        OutcomeStatus.REACHED,
        OutcomeStatus.CLOSED,
    ]
