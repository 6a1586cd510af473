from __future__ import annotations

import pytest

from domain.revenue.stating import RateProblem, rate_problem


@pytest.mark.parametrize(
    ("currency", "rate", "problem"),
    [
        pytest.param("EUR", "1.10", None, id="well said"),
        pytest.param("JPY", "0.0065", None, id="small"),
        pytest.param("euro", "1.10", RateProblem.NO_CURRENCY, id="a word"),
        pytest.param("USD", "1", RateProblem.BASE_ITSELF, id="the base itself"),
        pytest.param("EUR", "0", RateProblem.NO_NUMBER, id="nothing"),
        pytest.param("EUR", "-1", RateProblem.NO_NUMBER, id="less than nothing"),
        pytest.param("EUR", "1,10", RateProblem.NO_NUMBER, id="a comma"),
        pytest.param("EUR", "NaN", RateProblem.NO_NUMBER, id="no number"),
        pytest.param("EUR", "1e9", RateProblem.NO_NUMBER, id="an exponent"),
        pytest.param("EUR", "１.１", RateProblem.NO_NUMBER, id="other digits"),
    ],
)
def test_a_rate_is_a_plain_number_above_nothing(currency: str, rate: str, problem: RateProblem | None) -> None:
    assert rate_problem(currency, rate, base="USD") is problem
