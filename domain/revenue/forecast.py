"""What is due, weighted by how likely it is to be kept; and what people say, beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TypeAlias

from domain.accounts import Money, RenewalStep
from domain.health.rounding import half_up
from domain.renewals.listing import DueRenewal
from domain.renewals.renewal import ForecastCategory
from domain.revenue.curve import MIDDLE, Curve

SIGNED_CHANCE, NOTICE_CHANCE = 1.0, 0.02
LIKELY, POSSIBLE = 0.9, 0.7
"""Where nobody has said anything: from which chance on a renewal counts as committed, and for the best case."""
RANGE = 1.2815515655446004
"""Standard deviations to either side of an 80 % range."""
_COMMITTED = frozenset({ForecastCategory.COMMIT})
_HOPED = frozenset({ForecastCategory.COMMIT, ForecastCategory.PROBABLE, ForecastCategory.BEST_CASE})

Converted: TypeAlias = Callable[[Money], Money]


@dataclass(frozen=True, slots=True)
class Prospect:
    """One renewal: `arr` at stake in the smallest unit, the `share` of it that would be kept, and the `chance`."""

    arr: int
    chance: float
    share: float = 1.0
    category: ForecastCategory | None = None
    is_scored: bool = True

    @property
    def kept(self) -> float:
        return self.arr * self.share


@dataclass(frozen=True, slots=True)
class WeightedForecast:
    """Amounts of one currency. `low` to `high` holds the outcome in 80 of 100 such lists, if renewals are independent.

    weighted = Σ arr·p·share; its deviation = sqrt(Σ (arr·share)² p(1 − p)). `unscored` counts renewals that stand at
    the chance of the middle score, because nothing is known of them.
    """

    currency: str
    due: int
    weighted: int
    deviation: int
    low: int
    high: int
    commit: int
    best_case: int
    unscored: int

    @property
    def expected_loss(self) -> int:
        return self.due - self.weighted


def weighted_forecasts(
    due: Iterable[DueRenewal], curve: Curve, *, converted: Converted
) -> tuple[WeightedForecast, ...]:
    """One a currency, the largest first; what has no amount is in none, and what is closed is certain."""
    by_currency: dict[str, list[Prospect]] = {}
    for renewal in due:
        if renewal.arr is not None:
            arr = converted(renewal.arr)
            by_currency.setdefault(arr.currency, []).append(prospect_of(renewal, arr.minor, curve))
    found = [weighted_forecast(prospects, currency) for currency, prospects in by_currency.items()]
    return tuple(sorted(found, key=lambda forecast: -forecast.due))


def weighted_forecast(prospects: Sequence[Prospect], currency: str) -> WeightedForecast:
    due = sum(each.arr for each in prospects)
    weighted = sum(each.kept * each.chance for each in prospects)
    deviation = sqrt(sum(each.kept**2 * each.chance * (1 - each.chance) for each in prospects))
    return WeightedForecast(
        currency=currency,
        due=due,
        weighted=half_up(weighted),
        deviation=half_up(deviation),
        low=half_up(max(0.0, weighted - RANGE * deviation)),
        high=half_up(min(float(due), weighted + RANGE * deviation)),
        commit=_said(prospects, _COMMITTED, LIKELY),
        best_case=_said(prospects, _HOPED, POSSIBLE),
        unscored=sum(not each.is_scored for each in prospects),
    )


def prospect_of(renewal: DueRenewal, arr: int, curve: Curve) -> Prospect:
    """`arr` is what is at stake in the currency that is added up."""
    if renewal.outcome is not None:
        return Prospect(arr, 1.0 if renewal.outcome.is_kept else 0.0, _share(renewal.final, renewal.arr))
    chance, is_scored = _chance(renewal, curve)
    return Prospect(arr, chance, _share(renewal.proposed, renewal.arr), renewal.category, is_scored)


def _chance(renewal: DueRenewal, curve: Curve) -> tuple[float, bool]:
    if renewal.step is RenewalStep.SIGNED:
        return SIGNED_CHANCE, True
    if renewal.notice_received or renewal.step is RenewalStep.NOTICE:
        return NOTICE_CHANCE, True
    if renewal.shown is None:
        return curve.chance(MIDDLE), False
    return curve.chance(renewal.shown), True


def _share(offered: Money | None, arr: Money | None) -> float:
    """The share kept, never above all of it: upsell must not hide a loss."""
    if offered is None or arr is None or offered.currency != arr.currency or arr.minor <= 0:
        return 1.0
    return max(0, min(offered.minor, arr.minor)) / arr.minor


def _said(prospects: Sequence[Prospect], categories: frozenset[ForecastCategory], likely: float) -> int:
    counted = [
        each.kept
        for each in prospects
        if (each.chance >= likely if each.category is None else each.category in categories)
    ]
    return half_up(sum(counted))
