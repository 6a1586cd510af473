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
        found = [
            each
            for each in self.tables.used.get(account, [])
            if period.holds(each.on) and each.measure is not UsageMeasure.SEATS_ASSIGNED
        ]
        return sorted(found, key=lambda each: (each.measure, each.on))

    def seat_lines(self, account: int) -> Sequence[SeatLine]:
        return list(self.tables.seats.get(account, []))
