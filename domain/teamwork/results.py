"""Who left and who grew, and what became of revenue: out of the figures of `/cs churn` and `/cs retention`."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from domain.revenue.churning import ChurnGroup
from domain.revenue.figures import AccountFigures, PeriodFigures
from domain.revenue.movements import Course, Grain
from domain.teamwork.figure import Figure, FigureName


def business_figures(
    lost: ChurnGroup, accounts: Iterable[AccountFigures], *, referrals: int | None = None
) -> list[Figure]:
    """`lost` is what was recorded; growth is that of accounts that were there on the first day and stayed."""
    left = lost.left
    moved = [each.moved[Grain.ACCOUNT] for each in accounts if Grain.ACCOUNT in each.moved]
    there = [each for each in moved if each.course in {Course.STAYED, Course.LEFT}]
    grew = sum(each.arr.expansion > 0 for each in there)
    found = [
        Figure(FigureName.LOGOS_LOST, left.trials, part=Decimal(left.successes), whole=Decimal(left.trials)),
        Figure(FigureName.ARR_LOST, lost.records, part=Decimal(lost.minor)),
        Figure(FigureName.EXPANDED, len(there), part=Decimal(grew), whole=Decimal(len(there))),
    ]
    if referrals is not None:
        found.append(Figure(FigureName.REFERRALS, referrals, part=Decimal(referrals)))
    return found


def revenue_figures(figures: PeriodFigures) -> list[Figure]:
    """Amounts in the currency of the figures; renewals by their original day, those that are resolved."""
    arr, accounts, renewals = figures.retention.arr, figures.retention.accounts, figures.renewals
    opening = Decimal(arr.opening)
    kept = opening - arr.contraction - arr.churn
    resolved, known = renewals.resolved, Decimal(renewals.due)
    return [
        Figure(FigureName.GRR, accounts, part=kept, whole=opening),
        Figure(FigureName.NRR, accounts, part=kept + arr.expansion, whole=opening),
        Figure(FigureName.RENEWED, resolved, part=Decimal(renewals.renewed_logos), whole=Decimal(resolved)),
        Figure(
            FigureName.ARR_RENEWED,
            renewals.renewed_logos,
            part=Decimal(renewals.renewed),
            left_out=renewals.without_amount,
        ),
        Figure(FigureName.RENEWED_GROSS, resolved, part=Decimal(renewals.kept), whole=known),
        Figure(FigureName.RENEWED_NET, resolved, part=Decimal(renewals.renewed), whole=known),
        Figure(FigureName.ARR_EXPANDED, accounts, part=Decimal(arr.expansion)),
    ]


RENEWAL_FIGURES = frozenset(
    {FigureName.RENEWED, FigureName.ARR_RENEWED, FigureName.RENEWED_GROSS, FigureName.RENEWED_NET}
)
"""Of a period that runs, renewals that were decided early are in it whatever their day: not set against another."""
