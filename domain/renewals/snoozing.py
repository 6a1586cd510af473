"""Putting a renewal out of sight for a while: never so long that the day to act goes by unseen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.days import shifted
from domain.renewals.renewal import Renewal

SNOOZES = (7, 14, 30)
"""Days that are offered."""
BEFORE_NOTICE = 7
"""Days."""
"""A snoozed renewal is back this long before the last day for notice."""
UNTIL = "until"
"""The choice that goes with a day of one's own."""


class SnoozeField(StrEnum):
    CHOICE = "choice"
    DAY = "day"


class SnoozeProblem(StrEnum):
    NOTHING_CHOSEN = "nothing_chosen"
    DAY_MISSING = "day_missing"
    DAY_NOT_AHEAD = "day_not_ahead"
    TOO_LATE = "too_late"


@dataclass(frozen=True, slots=True)
class SnoozeForm:
    """What was filled in, as it came: a number of days or `UNTIL`, and a day."""

    choice: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class SnoozeOffer:
    """`last`: the latest day it may come back on; when that is not after `today`, it may not be snoozed at all."""

    renewal: Renewal
    name: str
    today: date
    last: date

    @property
    def is_possible(self) -> bool:
        return self.last > self.today

    @property
    def for_notice(self) -> bool:
        """Whether it is the notice deadline that sets the last day."""
        return self.last < self.renewal.due_on

    @property
    def days(self) -> Sequence[int]:
        """The days that may be offered."""
        return tuple(days for days in SNOOZES if self.today + timedelta(days=days) <= self.last)


@dataclass(frozen=True, slots=True)
class SnoozeRefused:
    field: SnoozeField
    problem: SnoozeProblem
    offer: SnoozeOffer


@dataclass(frozen=True, slots=True)
class SnoozeConflict:
    """Somebody changed the renewal since the form was opened: nothing was written; `offer` is as it is now."""

    offer: SnoozeOffer


@dataclass(frozen=True, slots=True)
class Snoozed:
    renewal: Renewal
    name: str


def snooze_offer(renewal: Renewal, name: str, *, today: date) -> SnoozeOffer:
    return SnoozeOffer(renewal, name, today, last_snooze_day(renewal, today))


def last_snooze_day(renewal: Renewal, today: date) -> date:
    """A week before a notice deadline that lies ahead; else the day it renews."""
    if renewal.notice_on and renewal.notice_on >= today:
        return min(shifted(renewal.notice_on, -BEFORE_NOTICE), renewal.due_on)
    return renewal.due_on


def snooze_day(form: SnoozeForm, offer: SnoozeOffer) -> date | SnoozeRefused:
    """The day on which it comes back."""
    day = _chosen_day(form, offer.today)
    if isinstance(day, SnoozeProblem):
        field = SnoozeField.CHOICE if day is SnoozeProblem.NOTHING_CHOSEN else SnoozeField.DAY
        return SnoozeRefused(field, day, offer)
    field = SnoozeField.DAY if form.choice == UNTIL else SnoozeField.CHOICE
    if day <= offer.today:
        return SnoozeRefused(field, SnoozeProblem.DAY_NOT_AHEAD, offer)
    return SnoozeRefused(field, SnoozeProblem.TOO_LATE, offer) if day > offer.last else day


def _chosen_day(form: SnoozeForm, today: date) -> date | SnoozeProblem:
    if form.choice in {str(days) for days in SNOOZES}:
        return today + timedelta(days=int(form.choice))
    if form.choice != UNTIL:
        return SnoozeProblem.NOTHING_CHOSEN
    try:
        return date.fromisoformat(form.day)
    except ValueError:
        return SnoozeProblem.DAY_MISSING
