"""Days on which people work."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from domain.days import shifted
from domain.playbooks.playbook import Counted

_LONGEST = 366
"""So many days are looked through: a year of nothing but holidays has no working day."""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Monday is 0."""

    weekdays: frozenset[int]
    holidays: Collection[date] = frozenset()

    def works_on(self, day: date) -> bool:
        return day.weekday() in self.weekdays and day not in self.holidays

    def after(self, day: date, days: int, counted: Counted) -> date:
        """So many days later; where that is no working day, the next one."""
        if counted is Counted.CALENDAR:
            return self._working_from(shifted(day, days))
        found = self._working_from(day)
        for _ in range(days):
            found = self._working_from(shifted(found, 1))
        return found

    def _working_from(self, day: date) -> date:
        coming = (shifted(day, ahead) for ahead in range(_LONGEST))
        return next((each for each in coming if self.works_on(each)), day)
