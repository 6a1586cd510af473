"""Amounts in one currency: how many digits a cent has, and rates that somebody stated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from domain.accounts import Money
from domain.revenue.ports import StatedRate

WITHOUT_MINOR = frozenset(
    {
        *("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF"),
        *("UGX", "VND", "VUV", "XAF", "XOF", "XPF"),
    }
)
THREE_DIGITS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
Worth: TypeAlias = Callable[[int], int]
"""An amount in the smallest unit of one currency to the same in that of another."""


def minor_digits(currency: str) -> int:
    """The digits after the point (ISO 4217)."""
    if currency in WITHOUT_MINOR:
        return 0
    return 3 if currency in THREE_DIGITS else 2


@dataclass(frozen=True, slots=True)
class ExchangeRates:
    """How amounts become amounts of `base`: units of it for one unit of each currency, as stated from `since` on.

    Each amount is rounded by itself, half up, to the smallest unit, so that sums of converted amounts are exact.
    """

    base: str
    rates: Mapping[str, Decimal]
    since: Mapping[str, date]

    def converted(self, money: Money) -> Money | None:
        """None where no rate is stated: without one, currencies are not added."""
        worth = self.worth_of(money.currency)
        return Money(worth(money.minor), self.base) if worth else None

    def worth_of(self, currency: str) -> Worth | None:
        """What amounts of one currency are in the base, for many at once; None where no rate is stated."""
        if currency == self.base:
            return _as_it_is
        rate = self.rates.get(currency)
        return _worth_at(rate.scaleb(minor_digits(self.base) - minor_digits(currency))) if rate is not None else None

    def minor_of(self, money: Money) -> int | None:
        """`converted`, in the smallest unit of the base."""
        converted = self.converted(money)
        return converted.minor if converted else None

    def in_base(self, money: Money) -> Money:
        """Converted where a rate is stated, else as it is."""
        return self.converted(money) or money


def alone(currency: str) -> ExchangeRates:
    """Of one currency by itself, with a rate for no other."""
    return ExchangeRates(currency, {}, {})


def _as_it_is(minor: int) -> int:
    return minor


def _worth_at(rate: Decimal) -> Worth:
    """In whole numbers all through: exact, and a tenth of the work of decimals."""
    numerator, denominator = rate.as_integer_ratio()

    def worth(minor: int) -> int:
        half_up = (2 * abs(minor) * numerator + denominator) // (2 * denominator)
        return half_up if minor >= 0 else -half_up

    return worth


def rates_of(stated: Iterable[StatedRate], *, base: str, day: date) -> ExchangeRates:
    """The rates that hold on `day`: of each currency the one stated for the latest day up to it."""
    holding = {rate.currency: rate for rate in sorted(stated, key=lambda rate: rate.starts_on) if rate.starts_on <= day}
    holding.pop(base, None)
    return ExchangeRates(
        base,
        {currency: Decimal(rate.rate) for currency, rate in holding.items()},
        {currency: rate.starts_on for currency, rate in holding.items()},
    )
