"""`/cs digest product`: the week of requests, at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.services.product_weeks import ProductWeeks
from domain.errors import NotAllowedError
from domain.permissions import Member, may_triage
from domain.ports import Library
from domain.product_weeks.week import ProductWeek

ASKED = "product.asked"


@dataclass(frozen=True, slots=True)
class ProductDesk:
    library: Library
    weeks: ProductWeeks
    clock: Callable[[], datetime]

    def week(self, asker: Member, *, today: date) -> ProductWeek:
        """As it would be told now; the one that comes still compares with the last that was told."""
        if not may_triage(asker):
            raise NotAllowedError(asker.slack_id, ASKED)
        with self.library.reading() as book:
            return self.weeks.of(book, asker, self.clock(), today=today)
