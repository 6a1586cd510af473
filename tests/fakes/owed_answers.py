from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.owed_answers import OVERDUE_AFTER, OwedAnswer
from fakes.tables import FakeTables


@dataclass(frozen=True, slots=True)
class FakeOwedAnswers:
    tables: FakeTables

    def owe(self, owed: OwedAnswer) -> int:
        number = max(self.tables.owed_answers, default=0) + 1
        self.tables.owed_answers[number] = (owed, owed.since + OVERDUE_AFTER)
        return number

    def settle(self, number: int) -> None:
        self.tables.owed_answers.pop(number, None)

    def is_any_overdue(self, *, now: datetime) -> bool:
        return any(due_at <= now for _, due_at in self.tables.owed_answers.values())

    def claim_overdue(self, *, now: datetime) -> dict[int, OwedAnswer]:
        rows = sorted(self.tables.owed_answers.items())
        overdue = {number: owed for number, (owed, due_at) in rows if due_at <= now}
        self.tables.owed_answers |= {number: (owed, now + OVERDUE_AFTER) for number, owed in overdue.items()}
        return overdue

    def sweep(self, *, older_than: datetime) -> int:
        old = [number for number, (owed, _) in self.tables.owed_answers.items() if owed.since < older_than]
        for number in old:
            self.settle(number)
        return len(old)
