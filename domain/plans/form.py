"""The form of an outcome: what was filled in, what has to hold, and the outcome that it makes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from domain.accounts import UsageMeasure
from domain.days import shifted
from domain.numbers import number_in
from domain.permissions import Role
from domain.plans.numbers import decimal_in
from domain.plans.plan import Direction, Outcome, UsageReading, UsageSource
from domain.plans.policy import PlanRules, next_check_in
from domain.success import OutcomeStatus
from domain.tasks.form import FURTHEST_DUE, TaskProblem, assignee_problem, day_in, title_of
from domain.texts import without_tricks, written

LONGEST_OUTCOME = 300
LONGEST_MEASURE = 80
LONGEST_UNIT = 20
LONGEST_STEP = 500
OLDEST = 3653
"""Days that an outcome may have been agreed ago: ten years, so that a typing error in the year is seen."""


class OutcomeField(StrEnum):
    TITLE = "title"
    AGREED_ON = "agreed_on"
    MEASURE = "measure"
    UNIT = "unit"
    BASELINE = "baseline"
    TARGET = "target"
    DUE_ON = "due_on"
    USAGE = "usage"
    OWNER = "owner"
    CONTACT = "contact"
    NEXT_STEP = "next_step"


class PlanProblem(StrEnum):
    NO_TITLE = "no_title"
    KNOWN = "known"
    """The account has one of that title already."""
    TOO_LONG = "too_long"
    NO_DAY = "no_day"
    NOT_YET = "not_yet"
    TOO_OLD = "too_old"
    NOT_AFTER = "not_after"
    TOO_FAR = "too_far"
    NO_NUMBER = "no_number"
    NO_BASELINE = "no_baseline"
    NO_TARGET = "no_target"
    NO_WAY = "no_way"
    """From a value to the same value there is no way."""
    NO_VERDICT = "no_verdict"
    NO_CAUSE = "no_cause"
    NO_WORDS = "no_words"


@dataclass(frozen=True, slots=True)
class OutcomeForm:
    """Texts as they came. `contact` is a number of the account's contacts, `usage` like `events sum`."""

    title: str = ""
    agreed_on: str = ""
    measure: str = ""
    unit: str = ""
    baseline: str = ""
    target: str = ""
    due_on: str = ""
    usage: str = ""
    owner: str = ""
    contact: str = ""
    next_step: str = ""


LIMITS: Mapping[OutcomeField, int] = {
    OutcomeField.TITLE: LONGEST_OUTCOME,
    OutcomeField.MEASURE: LONGEST_MEASURE,
    OutcomeField.UNIT: LONGEST_UNIT,
    OutcomeField.NEXT_STEP: LONGEST_STEP,
}
OutcomeProblems = dict[OutcomeField, PlanProblem | TaskProblem]


def outcome_problems(form: OutcomeForm, *, today: date, roles: Mapping[str, Role]) -> OutcomeProblems:
    """What is wrong, at most one thing a field; an outcome needs its words and nothing else."""
    found: dict[OutcomeField, PlanProblem | TaskProblem | None] = {
        OutcomeField.TITLE: None if title_of(form.title) else PlanProblem.NO_TITLE,
        OutcomeField.AGREED_ON: _agreed_problem(form, today),
        OutcomeField.BASELINE: _number_problem(form.baseline, form.target, PlanProblem.NO_BASELINE),
        OutcomeField.TARGET: _number_problem(form.target, form.baseline, PlanProblem.NO_TARGET) or _no_way(form),
        OutcomeField.DUE_ON: _due_problem(form, today),
        OutcomeField.OWNER: assignee_problem(form.owner, roles) if form.owner else None,
    }
    for field, most in LIMITS.items():
        if len(getattr(form, field)) > most:
            found[field] = PlanProblem.TOO_LONG
    return {field: problem for field, problem in found.items() if problem}


def outcome_from(
    form: OutcomeForm, *, account: int, by: str, today: date, contacts: Collection[int], rules: PlanRules
) -> Outcome:
    """Of a form without problems; the first check-in is so many months from today."""
    blank = Outcome(account, "", today, OutcomeStatus.AGREED, today, by=by)
    return replace(_filled_in(blank, form, today, contacts), check_in_on=next_check_in(today, rules))


def edited(
    outcome: Outcome, form: OutcomeForm, *, by: str, now: datetime, today: date, contacts: Collection[int]
) -> Outcome:
    return replace(_filled_in(outcome, form, today, contacts), changed_by=by, changed_at=now)


def form_of(outcome: Outcome) -> OutcomeForm:
    """As it is filled in when somebody changes it."""
    return OutcomeForm(
        title=outcome.title,
        agreed_on=outcome.agreed_on.isoformat(),
        measure=outcome.measure,
        unit=outcome.unit,
        baseline=_figure(outcome.baseline),
        target=_figure(outcome.target),
        due_on=outcome.due_on.isoformat() if outcome.due_on else "",
        usage=usage_text(outcome.usage) if outcome.usage else "",
        owner=outcome.owner or "",
        contact=str(outcome.contact or ""),
        next_step=outcome.next_step,
    )


def usage_text(source: UsageSource) -> str:
    return f"{source.measure} {source.reading}"


def usage_in(text: str) -> UsageSource | None:
    measure, _, reading = text.partition(" ")
    if measure not in set(UsageMeasure) or reading not in set(UsageReading):
        return None
    return UsageSource(UsageMeasure(measure), UsageReading(reading))


def said(text: str) -> str:
    """What somebody wrote, as it is kept: nothing in it turns the order of letters about."""
    return written(without_tricks(text))


def _filled_in(outcome: Outcome, form: OutcomeForm, today: date, contacts: Collection[int]) -> Outcome:
    baseline, target = decimal_in(form.baseline), decimal_in(form.target)
    contact = number_in(form.contact)
    return replace(
        outcome,
        title=title_of(said(form.title)),
        agreed_on=day_in(form.agreed_on) or today,
        measure=title_of(said(form.measure)),
        unit=title_of(said(form.unit)),
        baseline=baseline,
        target=target,
        direction=_direction(baseline, target),
        due_on=day_in(form.due_on),
        usage=usage_in(form.usage),
        owner=form.owner or None,
        contact=contact if contact in contacts else None,
        next_step=said(form.next_step),
    )


def _direction(baseline: Decimal | None, target: Decimal | None) -> Direction:
    """Which way is better follows from where it is to go."""
    is_less = baseline is not None and target is not None and target < baseline
    return Direction.LESS if is_less else Direction.MORE


def _figure(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")


def _agreed_problem(form: OutcomeForm, today: date) -> PlanProblem | None:
    on = day_in(form.agreed_on)
    if form.agreed_on and on is None:
        return PlanProblem.NO_DAY
    if on and on > today:
        return PlanProblem.NOT_YET
    return PlanProblem.TOO_OLD if on and on < shifted(today, -OLDEST) else None


def _due_problem(form: OutcomeForm, today: date) -> PlanProblem | None:
    due_on = day_in(form.due_on)
    if due_on is None:
        return PlanProblem.NO_DAY if form.due_on else None
    if due_on <= (day_in(form.agreed_on) or today):
        return PlanProblem.NOT_AFTER
    return PlanProblem.TOO_FAR if due_on > shifted(today, FURTHEST_DUE) else None


def _number_problem(typed: str, other: str, missing: PlanProblem) -> PlanProblem | None:
    """The two ends of the way go together."""
    if not typed.strip():
        return missing if other.strip() else None
    return PlanProblem.NO_NUMBER if decimal_in(typed) is None else None


def _no_way(form: OutcomeForm) -> PlanProblem | None:
    baseline, target = decimal_in(form.baseline), decimal_in(form.target)
    return PlanProblem.NO_WAY if baseline is not None and baseline == target else None
