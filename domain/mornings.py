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


def _instant(morning: Morning, day: date) -> datetime:
    return due_instant(Nightly(morning.at, morning.zone), day)
