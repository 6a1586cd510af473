"""How far an outcome has come, held against a straight line from its baseline to its target."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from domain.plans.plan import Direction, Measurement, Outcome, PlannedOutcome
from domain.plans.policy import PlanRules
from domain.success import OutcomeStatus

NONE_OF_IT, ALL_OF_IT = Decimal(0), Decimal(1)


class Verdict(StrEnum):
    ON_TRACK = "on_track"
    BEHIND = "behind"
    REACHED = "reached"
    NO_MEASURE = "no_measure"
    """It cannot be told: nothing was agreed that could be measured."""
    NO_MEASUREMENT = "no_measurement"
    """It cannot be told: nobody has measured yet."""
    NOT_SINCE = "not_since"
    """It cannot be told: nobody has measured since the last check-in."""

    @property
    def can_be_told(self) -> bool:
        return self in {Verdict.ON_TRACK, Verdict.BEHIND, Verdict.REACHED}


STATUS_OF = {
    Verdict.ON_TRACK: OutcomeStatus.ON_TRACK,
    Verdict.BEHIND: OutcomeStatus.BEHIND,
    Verdict.REACHED: OutcomeStatus.REACHED,
}


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` and `due` are shares of the way; `due_value` is where the line stands today; None: cannot be said.

    `days` of `all_days` between the agreed day and the due day have gone.
    """

    verdict: Verdict
    last: Measurement | None = None
    done: Decimal | None = None
    due: Decimal | None = None
    due_value: Decimal | None = None
    days: int | None = None
    all_days: int | None = None


def progress(planned: PlannedOutcome, rules: PlanRules, *, today: date) -> Progress:
    """Without a due day only the target itself says anything: what has no deadline is not behind."""
    outcome, last = planned.outcome, planned.last_measurement
    if not outcome.is_measured:
        return Progress(Verdict.NO_MEASURE, last)
    due = due_share(outcome, today=today)
    done = done_share(outcome, last.value) if last else None
    return Progress(
        _verdict(planned, rules, done=done, due=due),
        last,
        done,
        due,
        None if due is None else value_at(outcome, due),
        *(_days(outcome, today) if outcome.due_on else (None, None)),
    )


def status_by(planned: PlannedOutcome, rules: PlanRules, *, today: date) -> OutcomeStatus:
    """What its measurements say, else what the last check-in said, else how it was agreed."""
    verdict = progress(planned, rules, today=today).verdict
    if verdict.can_be_told:
        return STATUS_OF[verdict]
    said = planned.last_check_in
    if said is None:
        return planned.outcome.status if planned.outcome.is_open else OutcomeStatus.AGREED
    return said.verdict.status


def due_share(outcome: Outcome, *, today: date) -> Decimal | None:
    """The share of the way that is due by a day; None without a due day."""
    if outcome.due_on is None:
        return None
    gone, whole = _days(outcome, today)
    return ALL_OF_IT if gone >= whole else Decimal(gone) / whole


def done_share(outcome: Outcome, value: Decimal) -> Decimal:
    """Below zero where it got worse than it was, above one where the target is passed."""
    assert outcome.baseline is not None
    assert outcome.target is not None
    way = outcome.target - outcome.baseline
    if way == 0:
        return ALL_OF_IT if is_met(outcome, value) else NONE_OF_IT
    return (value - outcome.baseline) / way


def value_at(outcome: Outcome, share: Decimal) -> Decimal:
    """Where the straight line stands after so much of the way."""
    assert outcome.baseline is not None
    assert outcome.target is not None
    return outcome.baseline + (outcome.target - outcome.baseline) * share


def is_met(outcome: Outcome, value: Decimal) -> bool:
    assert outcome.target is not None
    return value >= outcome.target if outcome.direction is Direction.MORE else value <= outcome.target


def _verdict(planned: PlannedOutcome, rules: PlanRules, *, done: Decimal | None, due: Decimal | None) -> Verdict:
    last, said = planned.last_measurement, planned.last_check_in
    if last is None or done is None:
        return Verdict.NO_MEASUREMENT
    if said and last.learnt_at <= said.at:
        return Verdict.NOT_SINCE
    if is_met(planned.outcome, last.value):
        return Verdict.REACHED
    return Verdict.ON_TRACK if due is None or done >= due - rules.tolerance else Verdict.BEHIND


def _days(outcome: Outcome, today: date) -> tuple[int, int]:
    """Gone and all; never less than none gone."""
    assert outcome.due_on is not None
    return max(0, (today - outcome.agreed_on).days), max(0, (outcome.due_on - outcome.agreed_on).days)
