from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.accounts import UsageMeasure
from domain.value_report.period import Period
from domain.value_report.use import SeatLine, UsedOn
from fakes.tables import FakeTables


@dataclass(frozen=True, slots=True)
class FakeValueFacts:
    tables: FakeTables

    def used(self, account: int, period: Period) -> Sequence[UsedOn]:
        known = self.tables.usage.items()
        found = [
            UsedOn(measure, day, value)
            for (whose, measure), days in known
            if whose == account and measure is not UsageMeasure.SEATS_ASSIGNED
            for day, value in days.items()
            if period.holds(day)
        ]
        return sorted(found, key=lambda each: (each.measure, each.on))

    def seat_lines(self, account: int) -> Sequence[SeatLine]:
        return list(self.tables.seats.get(account, []))
