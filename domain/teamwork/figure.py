"""One figure of one person or of a team: what it is made of, and by how much it changed. Figures are never added up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from domain.revenue.churning import FEWEST_FOR_A_RATE
from domain.surveys.promoters import FEWEST_ANSWERS, Answers, nps
from domain.teamwork.policy import Family


class Kind(StrEnum):
    """How a figure is counted and said."""

    SHARE = "share"
    """So many of so many."""
    ARR_SHARE = "arr_share"
    """So much ARR of so much, of a number of accounts or renewals."""
    RATE = "rate"
    """So many people on so many seats: may be above one."""
    AMOUNT = "amount"
    COUNT = "count"
    NPS = "nps"
    BANDS = "bands"
    SCORE = "score"
    DAYS = "days"


class FigureName(StrEnum):
    NPS = "nps"
    USE_RISING = "use_rising"
    USE_FALLING = "use_falling"
    ACTIVITY = "activity"
    BANDS = "bands"
    ARR_RED = "arr_red"
    SCORE = "score"
    TOUCHES = "touches"
    TASKS_ON_TIME = "tasks_on_time"
    TASKS_OVERDUE = "tasks_overdue"
    PLANS = "plans"
    PLANS_ON_TRACK = "plans_on_track"
    TOLD = "told"
    TOLD_DAYS = "told_days"
    LOGOS_LOST = "logos_lost"
    ARR_LOST = "arr_lost"
    EXPANDED = "expanded"
    REFERRALS = "referrals"
    GRR = "grr"
    NRR = "nrr"
    ARR_RENEWED = "arr_renewed"
    RENEWED = "renewed"
    RENEWED_GROSS = "renewed_gross"
    RENEWED_NET = "renewed_net"
    ARR_EXPANDED = "arr_expanded"


KINDS: Mapping[FigureName, Kind] = MappingProxyType(
    dict.fromkeys(FigureName, Kind.SHARE)
    | {
        FigureName.NPS: Kind.NPS,
        FigureName.ACTIVITY: Kind.RATE,
        FigureName.BANDS: Kind.BANDS,
        FigureName.SCORE: Kind.SCORE,
        FigureName.TOLD_DAYS: Kind.DAYS,
    }
    | dict.fromkeys((FigureName.TASKS_OVERDUE, FigureName.REFERRALS), Kind.COUNT)
    | dict.fromkeys(
        (FigureName.ARR_RED, FigureName.ARR_LOST, FigureName.ARR_RENEWED, FigureName.ARR_EXPANDED), Kind.AMOUNT
    )
    | dict.fromkeys((FigureName.GRR, FigureName.NRR, FigureName.RENEWED_GROSS, FigureName.RENEWED_NET), Kind.ARR_SHARE)
)
FAMILIES: Mapping[Family, tuple[FigureName, ...]] = MappingProxyType(
    {
        Family.CUSTOMERS: (
            *(FigureName.NPS, FigureName.BANDS, FigureName.ACTIVITY, FigureName.USE_RISING),
            *(FigureName.USE_FALLING, FigureName.ARR_RED, FigureName.SCORE),
        ),
        Family.WORK: (
            *(FigureName.TOUCHES, FigureName.TASKS_ON_TIME, FigureName.TASKS_OVERDUE, FigureName.TOLD),
            *(FigureName.TOLD_DAYS, FigureName.PLANS, FigureName.PLANS_ON_TRACK),
        ),
        Family.BUSINESS: (*(FigureName.LOGOS_LOST, FigureName.ARR_LOST, FigureName.EXPANDED, FigureName.REFERRALS),),
        Family.REVENUE: (
            *(FigureName.GRR, FigureName.NRR, FigureName.RENEWED, FigureName.ARR_RENEWED),
            *(FigureName.RENEWED_GROSS, FigureName.RENEWED_NET, FigureName.ARR_EXPANDED),
        ),
    }
)
"""In the order in which they are shown; the first four are the ones that stand for their family."""
MAIN_FIGURES = 4
_RATES = frozenset({Kind.SHARE, Kind.ARR_SHARE, Kind.RATE})
_OF_WHAT_IS_KNOWN = frozenset({FigureName.ARR_RED, FigureName.SCORE, FigureName.ACTIVITY})
_NEED_SOMETHING = frozenset({FigureName.SCORE, FigureName.TOLD_DAYS, FigureName.ARR_RED})


@dataclass(frozen=True, slots=True)
class Figure:
    """`part` of `whole`, else `part` alone; `sample` is how many things it is made of.

    `counts`: people by answer, or accounts by band (green, yellow, red, grey, not scored). Amounts are in the smallest
    unit; `left_out` counts those that nobody knows or that have no rate, which are in no amount.
    """

    name: FigureName
    sample: int
    part: Decimal = Decimal()
    whole: Decimal | None = None
    counts: tuple[int, ...] = ()
    left_out: int = 0
    change: Decimal | None = None

    @property
    def kind(self) -> Kind:
        return KINDS[self.name]

    @property
    def value(self) -> Decimal | None:
        """None where nothing can be said."""
        match self.kind:
            case Kind.NPS:
                return nps(Answers(*self.counts))
            case Kind.BANDS:
                return None
            case kind if kind in _RATES:
                return self.part / self.whole if self.whole else None
            case _:
                return self.part if self.sample or self.name not in _NEED_SOMETHING else None

    @property
    def is_small(self) -> bool:
        """So few that a rate of them misleads: the counts stand in its place."""
        if self.kind is Kind.NPS:
            return self.sample < FEWEST_ANSWERS
        return self.kind in _RATES | {Kind.SCORE} and self.sample < FEWEST_FOR_A_RATE

    @property
    def comparable(self) -> Decimal | None:
        return None if self.is_small else self.value


def compared(now: Iterable[Figure], before: Iterable[Figure]) -> dict[FigureName, Figure]:
    """By name; with the change against the figure of before, where both can be said and are not of too few."""
    earlier = {figure.name: figure for figure in before}
    return {figure.name: _compared(figure, earlier.get(figure.name)) for figure in now}


def _compared(figure: Figure, before: Figure | None) -> Figure:
    """What was known of less than half as many then says nothing of a change."""
    if before is None or (figure.name in _OF_WHAT_IS_KNOWN and 2 * before.sample < figure.sample):
        return figure
    now, then = figure.comparable, before.comparable
    return figure if now is None or then is None else replace(figure, change=now - then)
