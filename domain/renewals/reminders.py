"""Reminders of a renewal: so many days before its deadline, on a working day, each once, until it is closed or past."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from domain.days import shifted
from domain.renewals.policy import RenewalPolicy
from domain.renewals.ports import Reminder
from domain.renewals.renewal import Renewal

_WORKING_DAYS = 5
_DAY = timedelta(days=1)


def reminder_day(renewal: Renewal, days_before: int, *, holidays: Collection[date]) -> date:
    """That many days before the last day for notice (else before the due day), or the next working day after."""
    day = shifted(renewal.deadline, -days_before)
    while day.weekday() >= _WORKING_DAYS or day in holidays:
        day += _DAY
    return day


def reminders_due(
    renewals: Iterable[Renewal], recorded: Iterable[Reminder], *, policy: RenewalPolicy, today: date, at: datetime
) -> list[Reminder]:
    """At most one for each open renewal: the latest that is due and nearer than all that were recorded.

    So what had passed before a renewal came into the book is not made up for, nor what fell on days without a look.
    Once the deadline is past nothing is left to be reminded of.
    """
    nearest = {renewal: reminder.days_before for renewal, reminder in latest_reminders(recorded).items()}
    ahead = [renewal for renewal in renewals if renewal.is_open and today <= renewal.deadline]
    found = [(renewal, _latest(renewal, policy, today)) for renewal in ahead]
    return [
        Reminder(renewal.id, days_before, reminder_day(renewal, days_before, holidays=policy.holidays), at)
        for renewal, days_before in found
        if days_before is not None and days_before < nearest.get(renewal.id, days_before + 1)
    ]


def latest_reminders(reminders: Iterable[Reminder]) -> dict[int, Reminder]:
    """Of each renewal the one nearest to its deadline, which says where it stands; by the number of the renewal."""
    latest: dict[int, Reminder] = {}
    for reminder in reminders:
        known = latest.setdefault(reminder.renewal, reminder)
        if reminder.days_before < known.days_before:
            latest[reminder.renewal] = reminder
    return latest


def _latest(renewal: Renewal, policy: RenewalPolicy, today: date) -> int | None:
    days = policy.reminder_days
    return min((each for each in days if reminder_day(renewal, each, holidays=policy.holidays) <= today), default=None)
