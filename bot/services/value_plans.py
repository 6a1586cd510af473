"""What was agreed with an account, as a value report says it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.plans.plan import Measurement, PlanMilestone, PlannedOutcome, SuccessPlan
from domain.ports import Book
from domain.success import Milestone, OutcomeStatus
from domain.value_report.progress import Measured, Outcome

MOST_STEPS = 6


@dataclass(frozen=True, slots=True)
class Agreed:
    """`steps` come from the plan: what somebody does next, and by when where that is said."""

    outcomes: tuple[Outcome, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    steps: tuple[tuple[str, date | None], ...] = ()


def agreed_with(book: Book, account: int) -> Agreed:
    """Given up is not reached, and no word of it stands on the page."""
    plan = book.success_plans.of(account)
    outcomes = [each for each in plan.outcomes if each.outcome.status is not OutcomeStatus.CLOSED]
    return Agreed(
        tuple(_outcome(each) for each in outcomes),
        tuple(Milestone(each.account, each.title, each.due_on, each.done_on) for each in plan.milestones),
        tuple(_steps(plan, outcomes))[:MOST_STEPS],
    )


def _outcome(planned: PlannedOutcome) -> Outcome:
    agreed = planned.outcome
    return Outcome(
        agreed.title,
        agreed.measure,
        agreed.unit,
        agreed.baseline,
        agreed.target,
        agreed.agreed_on,
        agreed.due_on,
        _measured(planned.measurements),
        (agreed.closed_on or agreed.status_on) if agreed.status is OutcomeStatus.REACHED else None,
        agreed.id,
        agreed.direction,
    )


def _measured(measurements: Iterable[Measurement]) -> tuple[Measured, ...]:
    """Of several of one day what was learnt last."""
    last: dict[date, Measurement] = {}
    for each in sorted(measurements, key=lambda each: (each.day, each.learnt_at, each.id)):
        last[each.day] = each
    return tuple(Measured(day, each.value) for day, each in last.items())


def _steps(plan: SuccessPlan, outcomes: Iterable[PlannedOutcome]) -> Iterable[tuple[str, date | None]]:
    """Milestones that are still to come, then what was said to come next of each outcome."""
    ahead: list[PlanMilestone] = [each for each in plan.milestones if each.done_on is None]
    for milestone in sorted(ahead, key=lambda each: (each.due_on, each.title)):
        yield milestone.title, milestone.due_on
    for planned in outcomes:
        if planned.outcome.is_open and planned.outcome.next_step:
            yield planned.outcome.next_step, None
