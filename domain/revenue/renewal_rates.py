"""Renewal rates of a period, by the original due day: what came late still belongs to the period it was due in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from operator import attrgetter

from domain.accounts import Money
from domain.renewals.renewal import OutcomeKind, Renewal
from domain.revenue.fates import Fate, fate_of, is_late


@dataclass(frozen=True, slots=True)
class RenewalRates:
    """Decisions counted, and ARR in the smallest unit of one currency; the rates are None while nothing is resolved.

    `due`, `kept` (at most what was due) and `renewed` are those of resolved ones whose amounts are known;
    `without_amount` counts the others, which are in the rate of logos only.
    """

    renewed_logos: int
    lost_logos: int
    on_time_logos: int
    open: int
    open_arr: int
    moved: int
    due: int
    kept: int
    renewed: int
    without_amount: int = 0

    @property
    def resolved(self) -> int:
        return self.renewed_logos + self.lost_logos

    @property
    def logo_rate(self) -> Decimal | None:
        return _share(self.renewed_logos, self.resolved)

    @property
    def on_time_rate(self) -> Decimal | None:
        """The share of resolved ones that renewed by the day they were due."""
        return _share(self.on_time_logos, self.resolved)

    @property
    def gross_rate(self) -> Decimal | None:
        """What was lost or shrunk counts, what grew does not."""
        return _share(self.kept, self.due)

    @property
    def net_rate(self) -> Decimal | None:
        return _share(self.renewed, self.due)


def renewal_rates(
    renewals: Sequence[Renewal], *, minor: Callable[[Money], int | None], seen_on: date, grace_days: int
) -> RenewalRates:
    """`minor` says amounts in the currency that is counted in, None where no rate is stated.

    A contract in two currencies is one decision, kept when any of it is.
    """
    fates = [(renewal, fate_of(renewal, seen_on=seen_on, grace_days=grace_days)) for renewal in renewals]
    decisions = [_Decision.of(parts) for parts in _together(fates)]
    resolved = [_Amounts.of(renewal, fate, minor) for renewal, fate in fates if fate in {Fate.RENEWED, Fate.LOST}]
    known = [each for each in resolved if each]
    waiting = [_minor(renewal.arr, minor) for renewal, fate in fates if fate is Fate.OPEN]
    return RenewalRates(
        renewed_logos=sum(each.fate is Fate.RENEWED for each in decisions),
        lost_logos=sum(each.fate is Fate.LOST for each in decisions),
        on_time_logos=sum(each.fate is Fate.RENEWED and not each.is_late for each in decisions),
        open=sum(each.fate is Fate.OPEN for each in decisions),
        open_arr=sum(amount or 0 for amount in waiting),
        moved=sum(each.fate is Fate.MOVED for each in decisions),
        due=sum(each.due for each in known),
        kept=sum(min(each.due, each.renewed) for each in known),
        renewed=sum(each.renewed for each in known),
        without_amount=len(resolved) - len(known),
    )


def all_renewals(of: Iterable[RenewalRates]) -> RenewalRates:
    """Counts and amounts added up."""
    return RenewalRates(*map(sum, zip(_PARTS_OF(NO_RENEWALS), *map(_PARTS_OF, of), strict=True)))


_NAMES = tuple(field.name for field in fields(RenewalRates))
_PARTS_OF: Callable[[RenewalRates], tuple[int, ...]] = attrgetter(*_NAMES)
NO_RENEWALS = RenewalRates(*(0 for _ in _NAMES))
_ORDER = (Fate.RENEWED, Fate.OPEN, Fate.LOST, Fate.MOVED)


@dataclass(frozen=True, slots=True)
class _Decision:
    fate: Fate
    is_late: bool

    @staticmethod
    def of(parts: Sequence[tuple[Renewal, Fate]]) -> _Decision:
        fate = min((fate for _, fate in parts), key=_ORDER.index)
        return _Decision(fate, any(is_late(renewal) for renewal, each in parts if each is Fate.RENEWED))


@dataclass(frozen=True, slots=True)
class _Amounts:
    due: int
    renewed: int

    @staticmethod
    def of(renewal: Renewal, fate: Fate, minor: Callable[[Money], int | None]) -> _Amounts | None:
        due = _minor(renewal.arr, minor)
        renewed = _minor(_final(renewal), minor) if fate is Fate.RENEWED else 0
        return None if due is None or renewed is None else _Amounts(due, renewed)


def _minor(money: Money | None, minor: Callable[[Money], int | None]) -> int | None:
    return None if money is None else minor(money)


def _final(renewal: Renewal) -> Money | None:
    """Renewed as it was, where nobody said an amount."""
    assert renewal.outcome, "only what was closed is renewed"
    if renewal.outcome.final is None and renewal.outcome.kind is OutcomeKind.RENEWED:
        return renewal.arr
    return renewal.outcome.final


def _together(fates: Sequence[tuple[Renewal, Fate]]) -> list[list[tuple[Renewal, Fate]]]:
    groups: dict[object, list[tuple[Renewal, Fate]]] = {}
    for renewal, fate in fates:
        key = renewal.id if renewal.contract is None else (renewal.contract, renewal.due_on)
        groups.setdefault(key, []).append((renewal, fate))
    return list(groups.values())


def _share(part: int, whole: int) -> Decimal | None:
    return Decimal(part) / whole if whole > 0 else None
