"""How much a request weighs: a formula that its reader can check, with every part of the sum."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from domain.accounts import Money
from domain.feedback.request import Asker, Importance
from domain.health.model import Band
from domain.money import ExchangeRates


@dataclass(frozen=True, slots=True)
class VoiceNow:
    """One voice with how its account stands today (nothing of it where it is no account).

    `name` is the account's or the prospect's.
    """

    request: int
    asker: Asker
    importance: Importance
    blocks_renewal: bool
    account: int | None = None
    name: str = ""
    arr: Money | None = None
    arr_then: Money | None = None
    band: Band | None = None
    renews_on: date | None = None


class Weight(StrEnum):
    """The parts of the sum, in the order in which it is shown."""

    ACCOUNTS = "accounts"
    ARR = "arr"
    DUE_90 = "due_90"
    DUE_180 = "due_180"
    RED = "red"
    MUST = "must"
    BLOCKS = "blocks"
    PROSPECTS = "prospects"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class PriorityRules:
    """Points for each account, for each `arr_step` of ARR (whole units of the base currency), and so on.

    Age counts by months of 30 days.
    """

    points: Mapping[Weight, float]
    arr_step: int


SHIPPED_PRIORITY = PriorityRules(
    MappingProxyType(
        {
            Weight.ACCOUNTS: 1.0,
            Weight.ARR: 1.0,
            Weight.DUE_90: 2.0,
            Weight.DUE_180: 1.0,
            Weight.RED: 2.0,
            Weight.MUST: 2.0,
            Weight.BLOCKS: 3.0,
            Weight.PROSPECTS: 0.5,
            Weight.AGE: 0.0,
        }
    ),
    arr_step=10_000,
)
"""What `policy.toml` ships; versions that were published before it spoke of requests are read with this."""
MONTH = 30


@dataclass(frozen=True, slots=True)
class Demand:
    """Who asks, each account once with its highest importance. ARR is in the base currency's smallest unit.

    `arr_then`: what each account paid when it asked, the most where it asked more than once. `apart` are currencies
    without a rate: their ARR is in none of the sums. `largest` is the share of ARR that one account alone makes up,
    None without ARR.
    """

    accounts: int
    prospects: int
    internal: int
    must: int
    blocks: int
    arr: int
    arr_then: int
    due_90: int
    due_180: int
    red: int
    largest: float | None
    apart: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Priority:
    """`parts` add up to `points`."""

    demand: Demand
    parts: Mapping[Weight, float]

    @property
    def points(self) -> float:
        return sum(self.parts.values())


def demand_of(voices: Iterable[VoiceNow], rates: ExchangeRates, *, today: date) -> Demand:
    said = list(voices)
    by_account: dict[int, list[VoiceNow]] = {}
    for voice in said:
        if voice.account is not None:
            by_account.setdefault(voice.account, []).append(voice)
    accounts = [_once(each) for each in by_account.values()]
    amounts = {each.account: _in_base(each.arr, rates) for each in accounts}
    total = sum(amounts.values())
    return Demand(
        accounts=len(accounts),
        prospects=len({each.name.casefold() for each in said if each.asker is Asker.PROSPECT}),
        internal=sum(each.asker is Asker.INTERNAL for each in said),
        must=sum(each.importance is Importance.MUST for each in accounts),
        blocks=sum(each.blocks_renewal for each in accounts),
        arr=total,
        arr_then=sum(max(_in_base(each.arr_then, rates) for each in voices) for voices in by_account.values()),
        due_90=sum(amounts[each.account] for each in accounts if _is_due(each, today, 90)),
        due_180=sum(amounts[each.account] for each in accounts if _is_due(each, today, 180)),
        red=sum(amounts[each.account] for each in accounts if each.band is Band.RED),
        largest=max(amounts.values()) / total if total else None,
        apart=tuple(
            sorted({each.arr.currency for each in accounts if each.arr and not rates.worth_of(each.arr.currency)})
        ),
    )


def priority_of(demand: Demand, rules: PriorityRules, *, minor_in_unit: int, days: int = 0) -> Priority:
    """`minor_in_unit`: how many of the smallest unit make one of the base currency. `days` are those of its age."""
    step = rules.arr_step * minor_in_unit
    counts: Mapping[Weight, float] = {
        Weight.ACCOUNTS: demand.accounts,
        Weight.ARR: demand.arr / step,
        Weight.DUE_90: demand.due_90 / step,
        Weight.DUE_180: demand.due_180 / step,
        Weight.RED: demand.red / step,
        Weight.MUST: demand.must,
        Weight.BLOCKS: demand.blocks,
        Weight.PROSPECTS: demand.prospects,
        Weight.AGE: days / MONTH,
    }
    return Priority(demand, {weight: rules.points[weight] * counts[weight] for weight in Weight})


def _once(voices: Sequence[VoiceNow]) -> VoiceNow:
    """An account counts once: with its highest importance, and as blocked where any of its voices says so."""
    loudest = max(voices, key=lambda each: each.importance.rank)
    return replace(loudest, blocks_renewal=any(each.blocks_renewal for each in voices))


def _in_base(money: Money | None, rates: ExchangeRates) -> int:
    """What cannot be converted is in no sum."""
    return (rates.minor_of(money) or 0) if money else 0


def _is_due(voice: VoiceNow, today: date, days: int) -> bool:
    return voice.renews_on is not None and 0 <= (voice.renews_on - today).days <= days
