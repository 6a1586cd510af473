from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.accounts import Money
from domain.renewals.forecasting import (
    ForecastField,
    ForecastForm,
    ForecastProblem,
    forecast_from,
    forecast_problems,
)
from domain.renewals.renewal import Forecast, ForecastCategory, Renewal

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
RENEWAL = Renewal(
    1,
    account=1,
    contract=1,
    due_on=date(2027, 1, 31),
    arr=Money(100_00, "USD"),
    forecast=Forecast(ForecastCategory.COMMIT, "U0WEI", NOON),
)


def read(text: str, currency: str | None) -> Money | None:
    """Digits and a code, as far as this test needs it."""
    number, _, code = text.strip().partition(" ")
    named = code or currency
    return Money(int(number) * 100, named) if number.lstrip("-").isdecimal() and named else None


@pytest.mark.parametrize(
    ("form", "problems"),
    [
        pytest.param(ForecastForm("commit"), {}, id="the same category needs no reason"),
        pytest.param(ForecastForm("at_risk", reason="champion left"), {}, id="another with its reason"),
        pytest.param(
            ForecastForm("at_risk", reason="  "),
            {ForecastField.REASON: ForecastProblem.REASON_MISSING},
            id="another without",
        ),
        pytest.param(ForecastForm(), {ForecastField.CATEGORY: ForecastProblem.CATEGORY_MISSING}, id="nothing chosen"),
        pytest.param(
            ForecastForm("sure"), {ForecastField.CATEGORY: ForecastProblem.CATEGORY_MISSING}, id="no such category"
        ),
        pytest.param(ForecastForm("commit", "90"), {}, id="an amount"),
        pytest.param(ForecastForm("commit", "90 USD"), {}, id="its currency said"),
        pytest.param(ForecastForm("commit", "  "), {}, id="only spaces"),
        pytest.param(
            ForecastForm("commit", "lots"),
            {ForecastField.PROPOSED: ForecastProblem.AMOUNT_UNREADABLE},
            id="no amount",
        ),
        pytest.param(
            ForecastForm("commit", "-5"),
            {ForecastField.PROPOSED: ForecastProblem.AMOUNT_BELOW_ZERO},
            id="a credit",
        ),
        pytest.param(
            ForecastForm("commit", "90 EUR"),
            {ForecastField.PROPOSED: ForecastProblem.OTHER_CURRENCY},
            id="another currency",
        ),
        pytest.param(
            ForecastForm("at_risk", "", "\u200b\u202e\u2060\ufe0f"),
            {ForecastField.REASON: ForecastProblem.REASON_MISSING},
            id="a reason that nobody sees",
        ),
        pytest.param(ForecastForm("at_risk", "", "x" * 1000, "y" * 300), {}, id="as long as may be"),
        pytest.param(
            ForecastForm("at_risk", "", "x" * 1001, "y" * 301),
            {
                ForecastField.REASON: ForecastProblem.REASON_TOO_LONG,
                ForecastField.NEXT_STEP: ForecastProblem.STEP_TOO_LONG,
            },
            id="longer",
        ),
    ],
)
def test_what_is_wrong_with_a_forecast(form: ForecastForm, problems: dict[ForecastField, ForecastProblem]) -> None:
    assert forecast_problems(form, RENEWAL, read) == problems


def test_the_first_word_on_a_renewal_changes_nothing_and_needs_no_reason() -> None:
    assert forecast_problems(ForecastForm("at_risk"), replace(RENEWAL, forecast=None), read) == {}


@pytest.mark.parametrize(
    ("typed", "problems"),
    [
        ("90 EUR", {}),
        ("90", {ForecastField.PROPOSED: ForecastProblem.AMOUNT_UNREADABLE}),
    ],
)
def test_where_no_arr_is_known_the_currency_is_said(typed: str, problems: dict[ForecastField, ForecastProblem]) -> None:
    assert forecast_problems(ForecastForm("commit", typed), replace(RENEWAL, arr=None), read) == problems


def test_a_forecast_is_made_of_its_form() -> None:
    said = forecast_from(ForecastForm("at_risk", "90", " quiet "), RENEWAL, read, by="U0DANA", at=NOON)
    bare = forecast_from(ForecastForm("commit", " "), RENEWAL, read, by="U0DANA", at=NOON)

    assert said == Forecast(ForecastCategory.AT_RISK, "U0DANA", NOON, Money(90_00, "USD"), "quiet")
    assert bare == Forecast(ForecastCategory.COMMIT, "U0DANA", NOON)
