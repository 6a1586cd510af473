"""What a value report needs of the book beside plans and requests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from domain.value_report.period import Period
from domain.value_report.use import SeatLine, UsedOn


class ValueFacts(Protocol):
    def used(self, account: int, period: Period) -> Sequence[UsedOn]:
        """The daily roll-ups that say who used what; by measure, then by day."""
        ...

    def seat_lines(self, account: int) -> Sequence[SeatLine]:
        """Lines of its contracts that have seats; what a line does not say of its days, its contract does."""
        ...
