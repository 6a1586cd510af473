"""What falls due on which local day, so that clock changes, restarts and several replicas make no difference."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Nightly:
    """Once every local day, when the clock on the wall of `zone` first shows `at` or later."""

    at: time
    zone: ZoneInfo


def due_instant(schedule: Nightly, day: date) -> datetime:
    """When `day` falls due: a skipped hour counts from the next valid minute, of a repeated hour only the first."""
    wall = datetime.combine(day, schedule.at)
    readings = (wall.replace(tzinfo=schedule.zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    instant = min(readings)
    while instant.astimezone(schedule.zone).replace(tzinfo=None) < wall:
        instant += timedelta(minutes=1)
    return instant


def due_day(schedule: Nightly, *, now: datetime, done: Container[date | None]) -> date | None:
    """Today, once its hour has struck and nobody has done it; days gone by are never made up for."""
    today = now.astimezone(schedule.zone).date()
    if today in done or now < due_instant(schedule, today):
        return None
    return today
