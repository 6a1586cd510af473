"""What success plans are answered with, before it is put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from domain.filter_words import HelpWanted
from domain.plans.form import OutcomeField, OutcomeForm, PlanProblem
from domain.plans.plan import CheckIn, Measurement, Outcome, PlanMilestone, PlannedOutcome, SuccessPlan
from domain.plans.policy import SHIPPED_PLANS, PlanRules
from domain.plans.ports import PlanPage
from domain.plans.question import PlansWanted
from domain.plans.steps import CheckInForm, MeasureForm, MilestoneForm, StepField
from domain.tasks.form import TaskProblem
from domain.tasks.task import Task
from domain.touchpoints.touchpoint import AccountContact


@dataclass(frozen=True, slots=True)
class PlanLook:
    """The plan of one account, as somebody may see and change it."""

    plan: SuccessPlan
    name: str
    owner: str | None = None
    has_left: bool = False
    may_write: bool = False
    rules: PlanRules = SHIPPED_PLANS


@dataclass(frozen=True, slots=True)
class OutcomeLook:
    """One outcome with everything that was said of it."""

    planned: PlannedOutcome
    name: str
    rules: PlanRules = SHIPPED_PLANS


@dataclass(frozen=True, slots=True)
class OutcomeOffer:
    """The form of an outcome, to be filled in; `place` is `account:5` or, for a change, `outcome:9 2`."""

    form: OutcomeForm
    place: str
    name: str
    contacts: tuple[AccountContact, ...] = ()

    @property
    def is_change(self) -> bool:
        return self.place.startswith("outcome:")


@dataclass(frozen=True, slots=True)
class StepOffer:
    """One of the small forms on an outcome."""

    form: MeasureForm | CheckInForm
    planned: PlannedOutcome
    name: str
    rules: PlanRules = SHIPPED_PLANS


@dataclass(frozen=True, slots=True)
class MilestoneOffer:
    form: MilestoneForm
    account: int
    name: str
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanRefused:
    """What is wrong with a form, by field."""

    problems: Mapping[OutcomeField, PlanProblem | TaskProblem] | Mapping[StepField, PlanProblem | TaskProblem]


class PlanChange(StrEnum):
    AGREED = "agreed"
    EDITED = "edited"
    OVERTAKEN = "overtaken"
    """Nothing was written: somebody changed it since the form was opened."""
    MEASURED = "measured"
    CHECKED_IN = "checked_in"
    MILESTONE = "milestone"
    DONE = "done"
    REOPENED = "reopened"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class PlanKept:
    """What became of a plan; `undo` is what takes it back, while it may be. `task` was made, done or left by it.

    `planned` stands as it is now; None where it is gone. `instead_of` is what somebody else had typed for that day.
    """

    change: PlanChange
    name: str
    account: int
    planned: PlannedOutcome | None = None
    measurement: Measurement | None = None
    check_in: CheckIn | None = None
    milestone: PlanMilestone | None = None
    task: Task | None = None
    instead_of: Measurement | None = None
    undo: str = ""
    rules: PlanRules = SHIPPED_PLANS


@dataclass(frozen=True, slots=True)
class PlanList:
    wanted: PlansWanted
    page: PlanPage
    offset: int


PlansAnswer: TypeAlias = HelpWanted | PlanList | PlanLook
