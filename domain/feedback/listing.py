"""Lists of requests: in which order, what every one of them weighs by, and what adds up in all of them together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.accounts import Money
from domain.feedback.priority import MONTH, Demand, Priority, PriorityRules, VoiceNow, Weight, demand_of, priority_of
from domain.feedback.request import Request, waited_days
from domain.money import ExchangeRates


class RequestOrder(StrEnum):
    """The first stands above; of two that are the same the older one does."""

    WEIGHT = "weight"
    ARR = "arr"
    ACCOUNTS = "accounts"
    DUE = "due"
    """By ARR that renews within 90 days, then within 180."""
    AGE = "age"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Weighing:
    """What a request is weighed by on a day; `minor_in_unit` is how many of the smallest unit make one of the base.

    `version` is that of the policy with the rules, None where none is published.
    """

    rules: PriorityRules
    rates: ExchangeRates
    today: date
    minor_in_unit: int
    version: int | None = None

    def of(self, request: Request, voices: Sequence[VoiceNow]) -> Priority:
        demand, days = demand_of(voices, self.rates, today=self.today), waited_days(request, today=self.today)
        return priority_of(demand, self.rules, minor_in_unit=self.minor_in_unit, days=days)

    def points(self, counted: Mapping[Weight, float]) -> float:
        """Of what was counted elsewhere, amounts in the base's smallest unit."""
        return sum(self.of_one(weight) * count for weight, count in counted.items())

    def of_one(self, weight: Weight) -> float:
        """Points for each of what is counted; of ARR, for each of the base's smallest unit, of age for each day."""
        points = self.rules.points[weight] / (MONTH if weight is Weight.AGE else 1)
        return points / (self.rules.arr_step * self.minor_in_unit) if weight in _OF_ARR else points


@dataclass(frozen=True, slots=True)
class AskedSums:
    """Of everybody who asks for any of the listed requests, each account once; `arr` by its currency."""

    requests: int = 0
    accounts: int = 0
    must: int = 0
    blocks: int = 0
    arr: tuple[Money, ...] = ()


Ranking = Callable[[Request, Priority], tuple[float, ...]]


def _by(weigh: Callable[[Demand], tuple[float, ...]]) -> Ranking:
    return lambda request, priority: (*(-each for each in weigh(priority.demand)), request.id)


RANKINGS: Mapping[RequestOrder, Ranking] = {
    RequestOrder.WEIGHT: lambda request, priority: (-priority.points, request.id),
    RequestOrder.ARR: _by(lambda demand: (demand.arr,)),
    RequestOrder.ACCOUNTS: _by(lambda demand: (demand.accounts,)),
    RequestOrder.DUE: _by(lambda demand: (demand.due_90, demand.due_180)),
    RequestOrder.AGE: lambda request, _: (request.at.timestamp(), request.id),
    RequestOrder.NEWEST: lambda request, _: (-request.id,),
}
"""What comes first, as numbers that ascend."""
_OF_ARR = frozenset({Weight.ARR, Weight.DUE_90, Weight.DUE_180, Weight.RED})
