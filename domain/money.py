"""Amounts in one currency: how many digits a cent has, and rates that somebody stated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from domain.accounts import Money
from domain.revenue.ports import StatedRate

WITHOUT_MINOR = frozenset(
    {
        *("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF"),
        *("UGX", "VND", "VUV", "XAF", "XOF", "XPF"),
    }
)
THREE_DIGITS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})


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
        if money.currency == self.base:
            return money
        rate = self.rates.get(money.currency)
        if rate is None:
            return None
        digits = minor_digits(self.base) - minor_digits(money.currency)
        exact = (money.minor * rate).scaleb(digits)
        return Money(int(exact.to_integral_value(ROUND_HALF_UP)), self.base)

    def in_base(self, money: Money) -> Money:
        """Converted where a rate is stated, else as it is."""
        return self.converted(money) or money


def rates_of(stated: Iterable[StatedRate], *, base: str, day: date) -> ExchangeRates:
    """The rates that hold on `day`: of each currency the one stated for the latest day up to it."""
    holding = {rate.currency: rate for rate in sorted(stated, key=lambda rate: rate.starts_on) if rate.starts_on <= day}
    holding.pop(base, None)
    return ExchangeRates(
        base,
        {currency: Decimal(rate.rate) for currency, rate in holding.items()},
        {currency: rate.starts_on for currency, rate in holding.items()},
    )
