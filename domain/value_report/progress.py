"""An outcome that was agreed with the account, and how far it has come by its measurements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.plans.plan import Direction

WHOLE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Measured:
    on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Outcome:
    """In the customer's own words; `measure` says what is counted, `unit` in what.

    `measurements` are by day, oldest first. `said_reached_on`: somebody said so, whatever was measured. `number` is
    that of the plan's.
    """

    title: str
    measure: str = ""
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    starts_on: date | None = None
    due_on: date | None = None
    measurements: tuple[Measured, ...] = ()
    said_reached_on: date | None = None
    number: int = 0
    direction: Direction | None = None

    @property
    def latest(self) -> Measured | None:
        return self.measurements[-1] if self.measurements else None


def progress_of(outcome: Outcome) -> Decimal | None:
    """The share of the way from baseline to target, below zero where it got worse; None where nobody can tell."""
    baseline, target, latest = outcome.baseline, outcome.target, outcome.latest
    if latest is None or baseline is None or target is None or baseline == target:
        return None
    return (latest.value - baseline) / (target - baseline)


def reached_on(outcome: Outcome) -> date | None:
    """Since when the target is met by every measurement, else the day somebody said it is."""
    since = None
    for each in outcome.measurements:
        if not _meets(outcome, each):
            since = None
        elif since is None:
            since = each.on
    return since or outcome.said_reached_on


def _meets(outcome: Outcome, measured: Measured) -> bool:
    """Where it is not said which way is better, a target below the baseline says so."""
    if outcome.target is None:
        return False
    said = outcome.direction or (
        Direction.LESS if outcome.baseline is not None and outcome.target < outcome.baseline else Direction.MORE
    )
    return measured.value >= outcome.target if said is Direction.MORE else measured.value <= outcome.target
