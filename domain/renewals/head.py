"""The head of a list of renewals: what is due, what people say of it, how healthy it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias, TypeVar

from domain.accounts import Money
from domain.health.model import Band
from domain.money import ExchangeRates
from domain.renewals.listing import DueRenewal
from domain.renewals.question import Showing
from domain.renewals.renewal import ForecastCategory

Key = TypeVar("Key")
Amounts: TypeAlias = tuple[Money, ...]
"""One amount a currency, that of the base first, then by their codes; never added up any further."""


@dataclass(frozen=True, slots=True)
class Group:
    count: int
    arr: Amounts


@dataclass(frozen=True, slots=True)
class ForecastSums:
    """Closed at their final ARR, open ones at what is proposed, else contracted.

    Expected losses count what is proposed, and nothing where nothing is; what nobody has forecast is in no sum but
    `contracted`. `capped`: none counts more than its contracted ARR, so that upsell cannot hide a loss.
    """

    capped: Amounts
    uncapped: Amounts
    contracted: Amounts
    """What the same renewals (closed ones, and open ones with a forecast) are contracted at."""


@dataclass(frozen=True, slots=True)
class HeadSums:
    """`due` holds open and closed ones; the groups only open ones. `without_arr` counts amounts nobody knows."""

    open: int
    closed: int
    due: Amounts
    open_arr: Amounts
    without_arr: int
    categories: Mapping[ForecastCategory | None, Group]
    bands: Mapping[Band, Group]
    """Grey holds what was never scored too."""
    at_risk: Group
    """Red, or held down by a hard cap."""
    forecast: ForecastSums
    snoozed: int


@dataclass(frozen=True, slots=True)
class RatesUsed:
    rates: ExchangeRates
    stated: tuple[str, ...]
    unstated: tuple[str, ...]


def head_sums(due: Sequence[DueRenewal], *, today: date, rates: ExchangeRates) -> HeadSums:
    """`due` are all renewals of the list, snoozed ones too."""
    still_open = [renewal for renewal in due if renewal.outcome is None]
    return HeadSums(
        open=len(still_open),
        closed=len(due) - len(still_open),
        due=amounts((renewal.arr for renewal in due), rates),
        open_arr=amounts((renewal.arr for renewal in still_open), rates),
        without_arr=sum(renewal.arr is None for renewal in due),
        categories=_grouped(still_open, [*ForecastCategory, None], lambda renewal: renewal.category, rates),
        bands=_grouped(still_open, list(Band), lambda renewal: renewal.band or Band.GREY, rates),
        at_risk=_group([renewal for renewal in still_open if renewal.band is Band.RED or renewal.capped], rates),
        forecast=forecast_sums(due, rates),
        snoozed=sum(is_snoozed(renewal.snoozed_until, today) for renewal in still_open),
    )


def forecast_sums(due: Sequence[DueRenewal], rates: ExchangeRates) -> ForecastSums:
    said = [renewal for renewal in due if renewal.outcome or renewal.category]
    return ForecastSums(
        capped=amounts(map(_capped, said), rates),
        uncapped=amounts(map(_foreseen, said), rates),
        contracted=amounts((renewal.arr for renewal in said), rates),
    )


def amounts(moneys: Iterable[Money | None], rates: ExchangeRates) -> Amounts:
    """Added up currency by currency; what is None is not there."""
    found: dict[str, list[int]] = {}
    for money in moneys:
        if money is not None:
            found.setdefault(money.currency, []).append(money.minor)
    sums: dict[str, int] = {}
    for currency, minors in found.items():
        worth = rates.worth_of(currency)
        in_which = rates.base if worth else currency
        sums[in_which] = sums.get(in_which, 0) + sum(map(worth, minors) if worth else minors)
    order = sorted(sums, key=lambda currency: (currency != rates.base, currency))
    return tuple(Money(sums[currency], currency) for currency in order)


def shown(due: Iterable[DueRenewal], showing: Showing, *, today: date) -> Sequence[DueRenewal]:
    """Those of the sums that stand in the rows."""
    if showing is Showing.CLOSED:
        return [renewal for renewal in due if renewal.outcome]
    wanted = showing is Showing.SNOOZED
    return [
        renewal for renewal in due if renewal.outcome is None and is_snoozed(renewal.snoozed_until, today) is wanted
    ]


def rates_used(due: Iterable[DueRenewal], rates: ExchangeRates) -> RatesUsed:
    """Of the amounts that are added up: which are converted, and which stand apart for want of a rate."""
    moneys = (money for renewal in due for money in (renewal.arr, renewal.proposed, renewal.final) if money)
    foreign = sorted({money.currency for money in moneys} - {rates.base})
    stated = tuple(currency for currency in foreign if currency in rates.rates)
    return RatesUsed(rates, stated, tuple(currency for currency in foreign if currency not in rates.rates))


def is_snoozed(until: date | None, today: date) -> bool:
    """On the day itself it is back."""
    return until is not None and until > today


def _foreseen(renewal: DueRenewal) -> Money | None:
    if renewal.outcome:
        return renewal.final
    if renewal.category is ForecastCategory.EXPECTED_LOSS and renewal.proposed is None:
        return renewal.arr and Money(0, renewal.arr.currency)
    return renewal.proposed or renewal.arr


def _capped(renewal: DueRenewal) -> Money | None:
    """Without a contracted amount in the same currency there is nothing that it could exceed."""
    foreseen = _foreseen(renewal)
    if foreseen is None or renewal.arr is None or renewal.arr.currency != foreseen.currency:
        return foreseen
    return min(foreseen, renewal.arr, key=lambda money: money.minor)


def _grouped(
    due: Sequence[DueRenewal], keys: Iterable[Key], key_of: Callable[[DueRenewal], Key], rates: ExchangeRates
) -> dict[Key, Group]:
    """Only keys of which there are some, in the order given."""
    members: dict[Key, list[DueRenewal]] = {}
    for renewal in due:
        members.setdefault(key_of(renewal), []).append(renewal)
    return {key: _group(members[key], rates) for key in keys if key in members}


def _group(due: Sequence[DueRenewal], rates: ExchangeRates) -> Group:
    return Group(len(due), amounts((renewal.arr for renewal in due), rates))
