"""The numbers of success plans that a company may choose."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class PlanRules:
    """How far behind the straight line still counts as on track, as a share of the way; how often to check in."""

    tolerance: Decimal
    check_in_months: int


SHIPPED_PLANS = PlanRules(Decimal("0.1"), 3)
"""What `policy.toml` ships; versions that were published before it spoke of plans are read with this."""
_MONTHS_IN_A_YEAR = 12


def next_check_in(day: date, rules: PlanRules) -> date:
    """So many months on; a day that month does not have is its last."""
    months = day.year * _MONTHS_IN_A_YEAR + day.month - 1 + rules.check_in_months
    year, month = months // _MONTHS_IN_A_YEAR, months % _MONTHS_IN_A_YEAR + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
