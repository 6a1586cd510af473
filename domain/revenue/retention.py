"""How much of what was there is still there: gross and net revenue retention, and retention of logos."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from domain.health.proportions import Count
from domain.revenue.movements import AccountMovement, ArrMovement, Course, total

MONTHS_IN_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Retention:
    """Figures of a group of accounts. `opening` counts accounts with ARR on the first day; `pending` those awaited."""

    arr: ArrMovement
    logos: Count
    pending: int = 0
    pending_arr: int = 0

    @property
    def accounts(self) -> int:
        """How many accounts the rates are made of."""
        return self.logos.trials


def retention(of: Sequence[AccountMovement]) -> Retention:
    there = [each for each in of if each.course in {Course.STAYED, Course.LEFT}]
    kept = sum(each.course is Course.STAYED for each in there)
    awaited = [each for each in of if each.pending_since]
    return Retention(total(of), Count(kept, len(there)), len(awaited), sum(each.arr.closing for each in awaited))


def gross_revenue_retention(movement: ArrMovement) -> Decimal | None:
    """GRR: the share of opening ARR still there, upsell left out; never above 1; None where there was none."""
    if movement.opening <= 0:
        return None
    return Decimal(movement.opening - movement.contraction - movement.churn) / movement.opening


def net_revenue_retention(movement: ArrMovement) -> Decimal | None:
    """NRR: what accounts of the first day are worth now, upsell included; new and returned ones left out."""
    if movement.opening <= 0:
        return None
    kept = movement.opening + movement.expansion - movement.contraction - movement.churn
    return Decimal(kept) / movement.opening


def logo_retention(logos: Count) -> Decimal | None:
    """The share of the accounts of the first day that never left; None where there were none."""
    return Decimal(logos.successes) / logos.trials if logos.trials else None


def yearly_churn(churn: Decimal, *, months: Decimal) -> Decimal:
    """What the churn of so many months comes to in a year at the same pace: 1 − (1 − c)^(12 / months).

    2 % a month are 21.5 % a year, not 24 %: who has left cannot leave again.
    """
    return 1 - (1 - churn) ** (MONTHS_IN_A_YEAR / months)
