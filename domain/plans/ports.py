"""What services need of the book about success plans."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from domain.health.ports import StandingFilter
from domain.plans.plan import (
    CheckIn,
    Measurement,
    Outcome,
    PlanGlance,
    PlanMilestone,
    PlannedOutcome,
    SuccessPlan,
    UsageSource,
)


class PlansOf(StrEnum):
    """Which accounts a list of plans holds."""

    EVERY = "every"
    BEHIND = "behind"
    DUE = "due"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One account in a list; without a glance it has no plan."""

    account: int
    name: str
    owner: str | None = None
    glance: PlanGlance | None = None


@dataclass(frozen=True, slots=True)
class PlanPage:
    """`shown` is how many the list holds; the other counts are of all accounts that were asked about."""

    rows: tuple[PlanRow, ...]
    shown: int
    total: int
    planned: int
    behind: int
    due: int


@dataclass(frozen=True, slots=True)
class DueCheckIn:
    """An open outcome whose check-in is due, or was never set.

    `closed_at`: it was asked for once; its task was closed then, and nobody has checked in or typed a value since.
    """

    outcome: Outcome
    account_owner: str | None = None
    closed_at: datetime | None = None


class SuccessPlans(Protocol):
    """Whoever writes one of these writes what its account's card says of the plan, and marks it for scoring."""

    def of(self, account: int) -> SuccessPlan:
        """A constant number of statements, however much there is."""
        ...

    def summaries(self, accounts: Collection[int]) -> Mapping[int, PlanGlance]:
        """Of those that have a plan; a constant number of statements."""
        ...

    def page(self, wanted: StandingFilter, which: PlansOf, *, today: date, offset: int, limit: int) -> PlanPage:
        """Those behind first, then those with a plan by their next check-in, then those without any."""
        ...

    def outcome(self, outcome: int) -> PlannedOutcome | None: ...
    def to_change(self, outcome: int) -> PlannedOutcome | None:
        """Whoever else wants to change it waits until the transaction is over."""
        ...

    def called(self, account: int, title: str) -> Outcome | None: ...
    def add(self, outcome: Outcome, *, now: datetime) -> Outcome | None:
        """With its number; None, and nothing written, where its account has one of that title."""
        ...

    def save(self, outcome: Outcome, *, now: datetime) -> bool:
        """False, and nothing written, when `version` is not the stored one any more."""
        ...

    def remove(self, outcome: Outcome, *, now: datetime) -> bool:
        """False, and nothing removed, when `version` is not the stored one any more."""
        ...

    def remember_edit(self, before: Outcome) -> None:
        """How it stood before the last change of it."""
        ...

    def edited_from(self, outcome: int) -> Outcome | None: ...
    def forget_edit(self, outcome: int) -> None: ...
    def measure(self, measurement: Measurement) -> Measurement:
        """With its number and what stood there before: a day and source has one value."""
        ...

    def measurement(self, measurement: int) -> Measurement | None: ...
    def unmeasure(self, measurement: Measurement) -> None:
        """What it replaced stands again; else the day has none."""
        ...

    def check_in(self, check_in: CheckIn) -> CheckIn | None:
        """With its number; None, and nothing written, where that form was taken before."""
        ...

    def withdraw(self, check_in: int) -> None: ...
    def check_in_of(self, outcome: int, key: str) -> CheckIn | None: ...
    def milestone(self, milestone: int) -> PlanMilestone | None: ...
    def add_milestone(self, milestone: PlanMilestone, *, now: datetime) -> PlanMilestone | None:
        """With its number; None, and nothing written, where its account has one of that title."""
        ...

    def save_milestone(self, milestone: PlanMilestone, *, now: datetime) -> None: ...
    def remove_milestone(self, milestone: PlanMilestone, *, now: datetime) -> None: ...
    def due(self, *, today: date) -> Sequence[DueCheckIn]:
        """Open outcomes of accounts that are here, whose check-in is due and not asked for, or has no day yet.

        And those that were asked for once, where the task was closed and nothing was said.
        """
        ...

    def watched(self) -> Sequence[PlannedOutcome]:
        """Open outcomes that can be measured, of accounts that are here, with their measurements and last check-in."""
        ...

    def usage(self, accounts: Collection[int], sources: Collection[UsageSource], *, until: date) -> Usage:
        """Of 28 days, up to the newest of those until `until` that has a value; a constant number of statements."""
        ...


Usage = Mapping[tuple[int, UsageSource], tuple[date, Decimal]]
"""By account and source: the newest day with a value, and the value; nothing where it is 28 days old."""
