from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from domain.accounts import Money
from domain.money import minor_digits, rates_of
from domain.revenue.ports import StatedRate

NOW = datetime(2026, 1, 5, tzinfo=UTC)


def stated(currency: str, rate: str, day: date) -> StatedRate:
    return StatedRate(currency, day, rate, "U1", NOW)


NEW_YEAR, SUMMER = date(2026, 1, 1), date(2026, 7, 1)
STATED = [
    stated("EUR", "1.15", SUMMER),
    stated("EUR", "1.10", NEW_YEAR),
    stated("JPY", "0.0065", NEW_YEAR),
    stated("KWD", "3.25", NEW_YEAR),
    stated("USD", "7", NEW_YEAR),
]


@pytest.mark.parametrize(("currency", "digits"), [("USD", 2), ("JPY", 0), ("KWD", 3)])
def test_cents_have_two_digits_but_not_everywhere(currency: str, digits: int) -> None:
    assert minor_digits(currency) == digits


@pytest.mark.parametrize(
    ("money", "converted"),
    [
        pytest.param(Money(50_000_00, "EUR"), Money(55_000_00, "USD"), id="cents to cents"),
        pytest.param(Money(1_000_000, "JPY"), Money(6_500_00, "USD"), id="yen have no cents"),
        pytest.param(Money(1_000, "KWD"), Money(3_25, "USD"), id="dinars have thousandths"),
        pytest.param(Money(5, "EUR"), Money(6, "USD"), id="half goes up"),
        pytest.param(Money(-5, "EUR"), Money(-6, "USD"), id="away from nothing"),
        pytest.param(Money(7, "USD"), Money(7, "USD"), id="the base is itself, whatever was stated"),
        pytest.param(Money(7, "GBP"), None, id="no rate, no sum"),
    ],
)
def test_an_amount_in_the_base_currency(money: Money, converted: Money | None) -> None:
    rates = rates_of(STATED, base="USD", day=date(2026, 6, 30))

    assert rates.converted(money) == converted


def test_the_latest_rate_up_to_the_day_holds() -> None:
    rates = rates_of(STATED, base="USD", day=SUMMER)

    assert (rates.converted(Money(100, "EUR")), rates.since["EUR"]) == (Money(115, "USD"), SUMMER)


def test_before_the_first_rate_there_is_none() -> None:
    rates = rates_of(STATED, base="USD", day=date(2025, 12, 31))

    assert (rates.converted(Money(1, "EUR")), rates.in_base(Money(1, "EUR"))) == (None, Money(1, "EUR"))
