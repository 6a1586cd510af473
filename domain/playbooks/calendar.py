"""Days on which people work."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from domain.days import shifted
from domain.playbooks.playbook import Counted

_LONGEST = 366
"""So many days are looked through: a year of nothing but holidays has no working day."""
_SOUGHT = 4096
"""Days that are remembered: a book has far fewer kinds of steps, on far fewer days, than accounts in playbooks."""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Monday is 0."""

    weekdays: frozenset[int]
    holidays: Collection[date] = frozenset()

    def works_on(self, day: date) -> bool:
        return day.weekday() in self.weekdays and day not in self.holidays

    def after(self, day: date, days: int, counted: Counted) -> date:
        """So many days later; where that is no working day, the next one."""
        return _after(self.weekdays, frozenset(self.holidays), day, days, counted)


@lru_cache(maxsize=_SOUGHT)
def _after(weekdays: frozenset[int], holidays: frozenset[date], day: date, days: int, counted: Counted) -> date:
    calendar = WorkCalendar(weekdays, holidays)
    if counted is Counted.CALENDAR:
        return _working_from(calendar, shifted(day, days))
    found = _working_from(calendar, day)
    for _ in range(days):
        found = _working_from(calendar, shifted(found, 1))
    return found


def _working_from(calendar: WorkCalendar, day: date) -> date:
    coming = (shifted(day, ahead) for ahead in range(_LONGEST))
    return next((each for each in coming if calendar.works_on(each)), day)
