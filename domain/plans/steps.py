"""What happens to an outcome on its way: it is measured, checked in on, and reaches milestones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.days import shifted
from domain.numbers import number_in
from domain.permissions import Role
from domain.plans.form import LONGEST_OUTCOME, LONGEST_STEP, OLDEST, PlanProblem, said
from domain.plans.numbers import decimal_in
from domain.plans.plan import (
    Cause,
    CheckIn,
    CheckInVerdict,
    Measurement,
    MeasurementSource,
    Outcome,
    OutcomeBefore,
    PlanMilestone,
    before,
)
from domain.plans.policy import PlanRules, next_check_in
from domain.tasks.form import FURTHEST_DUE, TaskProblem, assignee_problem, day_in, title_of

UNDO_FOR = timedelta(minutes=10)
LONGEST_WORDS = 1000
_NEEDS_WORDS = frozenset({Cause.NOT_USED, Cause.OTHER})
"""Not used: by whom? Other: what?"""


class StepField(StrEnum):
    """Fields of the small forms; `words` say who does not use it, or why else."""

    VALUE = "value"
    ON = "on"
    VERDICT = "verdict"
    CAUSE = "cause"
    WORDS = "words"
    NEXT_STEP = "next_step"
    TITLE = "title"
    DUE_ON = "due_on"
    OUTCOME = "outcome"
    OWNER = "owner"


StepProblems = dict[StepField, PlanProblem | TaskProblem]
LIMITS: Mapping[StepField, int] = {
    StepField.WORDS: LONGEST_WORDS,
    StepField.NEXT_STEP: LONGEST_STEP,
    StepField.TITLE: LONGEST_OUTCOME,
}


@dataclass(frozen=True, slots=True)
class MeasureForm:
    value: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class CheckInForm:
    verdict: str = ""
    cause: str = ""
    words: str = ""
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class MilestoneForm:
    """`outcome` is a number of the book; empty: a step of the whole plan."""

    title: str = ""
    due_on: str = ""
    outcome: str = ""
    owner: str = ""


def measure_problems(form: MeasureForm, *, today: date) -> StepProblems:
    on = day_in(form.on) or today
    found: dict[StepField, PlanProblem | None] = {
        StepField.VALUE: PlanProblem.NO_NUMBER if decimal_in(form.value) is None else None,
        StepField.ON: PlanProblem.NOT_YET if on > today else None,
    }
    if on < shifted(today, -OLDEST):
        found[StepField.ON] = PlanProblem.TOO_OLD
    return {field: problem for field, problem in found.items() if problem}


def measurement_from(form: MeasureForm, *, outcome: Outcome, by: str, now: datetime, today: date) -> Measurement:
    """Of a form without problems."""
    value = decimal_in(form.value)
    assert value is not None
    on = day_in(form.on) or today
    return Measurement(outcome.id, on, value, MeasurementSource.TYPED, now, by, before=before(outcome))


def as_it_stood(outcome: Outcome, stood: OutcomeBefore) -> Outcome:
    """With how it went, and when it is to be asked about, as before a value was typed."""
    return replace(
        outcome,
        status=stood.status,
        status_on=stood.status_on,
        check_in_on=stood.check_in_on,
        closed_on=stood.closed_on,
    )


def check_in_problems(form: CheckInForm) -> StepProblems:
    """When it is behind, the cause is wanted, and where the cause alone says too little, words."""
    found: StepProblems = {}
    if form.verdict not in set(CheckInVerdict):
        found[StepField.VERDICT] = PlanProblem.NO_VERDICT
    if form.verdict == CheckInVerdict.BEHIND:
        found |= _cause_problems(form)
    return found | _lengths(form)


def check_in_from(form: CheckInForm, outcome: Outcome, *, key: str, by: str, now: datetime, today: date) -> CheckIn:
    """Of a form without problems."""
    verdict = CheckInVerdict(form.verdict)
    cause = Cause(form.cause) if verdict is CheckInVerdict.BEHIND else None
    return CheckIn(
        outcome.id,
        now,
        today,
        by,
        verdict,
        key,
        before(outcome),
        cause,
        said(form.words),
        said(form.next_step),
    )


def checked_in(outcome: Outcome, check_in: CheckIn, rules: PlanRules) -> Outcome:
    """As it stands after somebody said how it goes; what was to be done next stays where nothing else is said."""
    over = check_in.verdict in {CheckInVerdict.REACHED, CheckInVerdict.CLOSED}
    return replace(
        outcome,
        status=check_in.verdict.status,
        status_on=check_in.on,
        next_step=check_in.next_step or outcome.next_step,
        check_in_on=None if over else next_check_in(check_in.on, rules),
        asked_for=None,
        check_in_task=None,
        closed_on=check_in.on if over else None,
    )


def as_before(outcome: Outcome, check_in: CheckIn) -> Outcome:
    """With what the check-in changed as it was."""
    stood = check_in.before
    return replace(as_it_stood(outcome, stood), next_step=stood.next_step, check_in_task=check_in.task)


def milestone_problems(form: MilestoneForm, *, today: date, roles: Mapping[str, Role]) -> StepProblems:
    found: dict[StepField, PlanProblem | TaskProblem | None] = {
        StepField.TITLE: None if title_of(form.title) else PlanProblem.NO_TITLE,
        StepField.DUE_ON: _due_problem(form.due_on, today),
        StepField.OWNER: assignee_problem(form.owner, roles) if form.owner else None,
    }
    return {field: problem for field, problem in found.items() if problem} | _lengths(form)


def milestone_from(form: MilestoneForm, *, account: int, by: str) -> PlanMilestone:
    """Of a form without problems."""
    due_on = day_in(form.due_on)
    assert due_on is not None
    return PlanMilestone(
        account, title_of(said(form.title)), due_on, None, form.owner or None, number_in(form.outcome), by
    )


def may_still_be_undone(written_at: datetime | None, *, now: datetime) -> bool:
    return written_at is not None and now <= written_at + UNDO_FOR


def _cause_problems(form: CheckInForm) -> StepProblems:
    if form.cause not in set(Cause):
        return {StepField.CAUSE: PlanProblem.NO_CAUSE}
    needs_words = form.cause in _NEEDS_WORDS and not said(form.words)
    return {StepField.WORDS: PlanProblem.NO_WORDS} if needs_words else {}


def _lengths(form: CheckInForm | MilestoneForm) -> StepProblems:
    return {field: PlanProblem.TOO_LONG for field, most in LIMITS.items() if len(getattr(form, field.value, "")) > most}


def _due_problem(text: str, today: date) -> PlanProblem | None:
    due_on = day_in(text)
    if due_on is None:
        return PlanProblem.NO_DAY
    return PlanProblem.TOO_FAR if abs((due_on - today).days) > FURTHEST_DUE else None
