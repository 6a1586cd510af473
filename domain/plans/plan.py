"""A success plan: what an account wants to reach, how that is measured, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from domain.accounts import UsageMeasure
from domain.success import OutcomeStatus

USAGE_DAYS = 28
"""The days of a usage measure that an outcome looks at."""


class Direction(StrEnum):
    """Which way is better."""

    MORE = "more"
    LESS = "less"


class UsageReading(StrEnum):
    """What is made of the last `USAGE_DAYS` of a usage measure."""

    SUM = "sum"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class UsageSource:
    """An outcome's measurements come from a usage measure of the book; without one they are typed."""

    measure: UsageMeasure
    reading: UsageReading


class MeasurementSource(StrEnum):
    TYPED = "typed"
    IMPORT = "import"
    USAGE = "usage"


class CheckInVerdict(StrEnum):
    """What somebody says of an outcome; the last two end it."""

    ON_TRACK = "on_track"
    BEHIND = "behind"
    REACHED = "reached"
    CLOSED = "closed"

    @property
    def status(self) -> OutcomeStatus:
        return OutcomeStatus(self.value)


class Cause(StrEnum):
    """Why an outcome is behind."""

    NOT_INSTALLED = "not_installed"
    NOT_USED = "not_used"
    WRONG_MEASURE = "wrong_measure"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Something agreed with the account; `title` is in its own words, and an account has each once.

    `owner` is a Slack user id on our side, `contact` a number of the account's contacts. `baseline` is the value on
    the agreed day. `check_in_on` is when the next check-in is due, `asked_for` the day for which it was asked for,
    `check_in_task` the task that asks. `closed_on`: reached, or given up. `version` goes up with every change.
    """

    account: int
    title: str
    agreed_on: date
    status: OutcomeStatus = OutcomeStatus.AGREED
    status_on: date = date.min
    measure: str = ""
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    direction: Direction = Direction.MORE
    due_on: date | None = None
    owner: str | None = None
    contact: int | None = None
    usage: UsageSource | None = None
    next_step: str = ""
    check_in_on: date | None = None
    asked_for: date | None = None
    check_in_task: int | None = None
    closed_on: date | None = None
    by: str | None = None
    changed_by: str | None = None
    changed_at: datetime | None = None
    id: int = 0
    version: int = 1
    learnt_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.status not in {OutcomeStatus.REACHED, OutcomeStatus.CLOSED}

    @property
    def is_measured(self) -> bool:
        """Whether there is something to hold a value against."""
        return self.baseline is not None and self.target is not None


@dataclass(frozen=True, slots=True)
class OutcomeBefore:
    """What of an outcome a step changed, as it stood before: for taking the step back."""

    status: OutcomeStatus
    status_on: date
    next_step: str = ""
    check_in_on: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Measurement:
    """The value of an outcome on a day; a day and source has one.

    `by` is a Slack user id, or None for what no person brought. For an undo: `replaced` is what stood there before,
    with whose it was since when, and `before` the outcome as it stood; a value without `before` is not taken back.
    """

    outcome: int
    day: date
    value: Decimal
    source: MeasurementSource
    learnt_at: datetime
    by: str | None = None
    replaced: Decimal | None = None
    replaced_by: str | None = None
    replaced_at: datetime | None = None
    before: OutcomeBefore | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class CheckIn:
    """What somebody said of an outcome; `key` is of the form it was said in, so that it is written once.

    `task` is the one that this check-in did.
    """

    outcome: int
    at: datetime
    on: date
    by: str
    verdict: CheckInVerdict
    key: str
    before: OutcomeBefore
    cause: Cause | None = None
    words: str = ""
    next_step: str = ""
    task: int | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class PlanMilestone:
    """A step on the way, to an outcome or to all of them; an account has a title once."""

    account: int
    title: str
    due_on: date
    done_on: date | None = None
    owner: str | None = None
    outcome: int | None = None
    by: str | None = None
    id: int = 0
    learnt_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PlannedOutcome:
    """An outcome with all that is known of it: measurements by their day, check-ins the newest first."""

    outcome: Outcome
    measurements: tuple[Measurement, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    contact_name: str | None = None

    @property
    def last_check_in(self) -> CheckIn | None:
        return self.check_ins[0] if self.check_ins else None

    @property
    def last_measurement(self) -> Measurement | None:
        """Of the latest day; of several of one day what was learnt last."""
        return max(self.measurements, key=lambda each: (each.day, each.learnt_at, each.id), default=None)


@dataclass(frozen=True, slots=True)
class SuccessPlan:
    """All of one account: open outcomes first, then those reached and closed; milestones by their day."""

    account: int
    outcomes: tuple[PlannedOutcome, ...] = ()
    milestones: tuple[PlanMilestone, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.outcomes and not self.milestones


@dataclass(frozen=True, slots=True)
class PlanGlance:
    """What a card says of a plan: outcomes that count, those on track or reached, those behind, the next check-in."""

    outcomes: int
    well: int
    behind: int
    check_in_on: date | None = None


def told(outcome: Outcome) -> str:
    """For the audit: facts, and nothing of what customers said."""
    facts = [
        outcome.status.value,
        f"{outcome.baseline} to {outcome.target}" if outcome.is_measured else "",
        f"due {outcome.due_on}" if outcome.due_on else "",
        outcome.owner or "",
        f"{outcome.usage.measure} {outcome.usage.reading}" if outcome.usage else "",
        f"check-in {outcome.check_in_on}" if outcome.check_in_on else "",
    ]
    return ", ".join(fact for fact in facts if fact)


def before(outcome: Outcome) -> OutcomeBefore:
    return OutcomeBefore(outcome.status, outcome.status_on, outcome.next_step, outcome.check_in_on, outcome.closed_on)
