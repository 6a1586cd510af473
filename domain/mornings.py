"""Each reader's own morning: once a local day, whatever clocks, restarts and replicas do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.preferences import Preferences, WorkspaceRules
from domain.schedules import Nightly, due_instant

LATEST = timedelta(hours=3)
"""A morning message that could not go out in time still goes out so late; after that the day is skipped, and said."""
WORKING_DAY = timedelta(hours=10)
_WEEK = 8


@dataclass(frozen=True, slots=True)
class Morning:
    """When a reader is told the news of the day; `holidays` and other days of the week are left out."""

    at: time
    zone: ZoneInfo
    weekdays: frozenset[int]
    holidays: Collection[date] = ()
    away_until: date | None = None

    def has(self, day: date) -> bool:
        is_away = self.away_until is not None and day <= self.away_until
        return day.weekday() in self.weekdays and day not in self.holidays and not is_away


@dataclass(frozen=True, slots=True)
class DueMorning:
    """A local day whose morning has come; `is_too_late` says that it is only to be written down as skipped."""

    day: date
    due_at: datetime
    is_too_late: bool


def morning_from(preferences: Preferences, rules: WorkspaceRules, zone: ZoneInfo) -> Morning:
    """The person's own wishes over the workspace's."""
    return Morning(
        preferences.morning or rules.morning,
        zone,
        rules.weekdays if preferences.weekdays is None else preferences.weekdays,
        rules.holidays,
        preferences.away_until,
    )


def due_morning(morning: Morning, *, now: datetime) -> DueMorning | None:
    """Today's, once it has come where the reader is; days gone by are never made up for."""
    day = now.astimezone(morning.zone).date()
    due_at = _instant(morning, day)
    if not morning.has(day) or now < due_at:
        return None
    return DueMorning(day, due_at, is_too_late=now - due_at > LATEST)


def due_week(morning: Morning, *, now: datetime) -> DueMorning | None:
    """This week's, once the first of its days that has a morning has come; `day` is the week's Monday.

    So a week is told once, whatever becomes of holidays and wishes within it.
    """
    monday = _monday(now.astimezone(morning.zone).date())
    due_at = _week_instant(morning, monday)
    if due_at is None or now < due_at:
        return None
    return DueMorning(monday, due_at, is_too_late=now - due_at > LATEST)


def next_week(morning: Morning, *, after: datetime) -> datetime | None:
    """When the next one comes that is still to come; None where no week has a day for it, as it is set."""
    first = after.astimezone(morning.zone).date()
    monday = _monday(max(first, morning.away_until or first))
    coming = (_week_instant(morning, monday + timedelta(weeks=weeks)) for weeks in range(_WEEK + len(morning.holidays)))
    return next((due_at for due_at in coming if due_at and due_at > after), None)


def next_morning(morning: Morning, *, after: datetime) -> datetime | None:
    """The next one that is still to come; None when no day of the coming week (or after the time away) has one."""
    first = after.astimezone(morning.zone).date()
    if morning.away_until is not None:
        first = max(first, morning.away_until)
    for days in range(_WEEK + len(morning.holidays)):
        day = first + timedelta(days=days)
        if morning.has(day) and _instant(morning, day) > after:
            return _instant(morning, day)
    return None


def working_moment(morning: Morning, *, now: datetime) -> datetime:
    """Now, where they are at work; else their next morning. Now, too, where none is to come."""
    day = now.astimezone(morning.zone).date()
    begins = _instant(morning, day)
    is_at_work = morning.has(day) and begins <= now < begins + WORKING_DAY
    return now if is_at_work else next_morning(morning, after=now) or now


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _week_instant(morning: Morning, monday: date) -> datetime | None:
    days = (monday + timedelta(days=days) for days in range(7))
    return next((_instant(morning, day) for day in days if morning.has(day)), None)


def _instant(morning: Morning, day: date) -> datetime:
    return due_instant(Nightly(morning.at, morning.zone), day)
