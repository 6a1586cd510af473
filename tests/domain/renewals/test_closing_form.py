"""What a person says of how a term ended, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from term_samples import END, NEXT_END, NOW, TODAY, closed, renewal, usd

from domain.accounts import Money
from domain.renewals.closing import (
    Closing,
    ClosingForm,
    ClosingRules,
    churn_of,
    outcome_of,
    prefilled,
    suggested_arr,
)
from domain.renewals.closing_form import closing_from, closing_problems
from domain.renewals.closing_undo import UNDO_FOR, UndoRefusal, undo_refusal
from domain.renewals.renewal import Churn, ChurnReason, Forecast, ForecastCategory, Outcome, OutcomeKind, Renewal


def read_amount(text: str, currency: str | None) -> Money | None:
    """Whole numbers, with a currency before them or known."""
    named, _, number = text.rpartition(" ")
    is_number = number.lstrip("-").isdecimal()
    return Money(int(number) * 100, named or currency or "") if is_number and (named or currency) else None


RULES = ClosingRules(TODAY, grace_days=30, read_amount=read_amount)
AS_IT_IS = ClosingForm("renewed", "2026-11-20", "100", "2027-01-01", "2028-01-01")
CHANGED = replace(AS_IT_IS, ended="renewed_with_change")
LOST = ClosingForm("lost", "2026-11-20", reason="price")


def test_the_form_opens_with_a_term_as_long_as_the_old_one() -> None:
    assert prefilled(renewal(), today=TODAY) == ClosingForm(
        resolved_on="2026-11-27", starts_on="2027-01-01", ends_on="2028-01-01"
    )


@pytest.mark.parametrize(
    ("of", "arr"),
    [
        pytest.param(renewal(), usd(100), id="what is contracted"),
        pytest.param(renewal(forecast=Forecast(ForecastCategory.COMMIT, "U1", NOW)), usd(100), id="nothing proposed"),
        pytest.param(
            renewal(forecast=Forecast(ForecastCategory.COMMIT, "U1", NOW, usd(120))), usd(120), id="what was proposed"
        ),
        pytest.param(
            renewal(forecast=Forecast(ForecastCategory.COMMIT, "U1", NOW, Money(1, "EUR"))),
            usd(100),
            id="not what was proposed in another currency",
        ),
        pytest.param(
            renewal(arr=None, forecast=Forecast(ForecastCategory.COMMIT, "U1", NOW, Money(1, "EUR"))),
            Money(1, "EUR"),
            id="the proposal where nothing else is known",
        ),
    ],
)
def test_the_amount_that_is_filled_in(of: Renewal, arr: Money) -> None:
    assert suggested_arr(of) == arr


@pytest.mark.parametrize(
    ("form", "of", "problems"),
    [
        pytest.param(ClosingForm(), renewal(), {"ended": "ending_missing"}, id="nothing chosen"),
        pytest.param(replace(LOST, ended="moved"), renewal(), {"ended": "ending_missing"}, id="not a person's word"),
        pytest.param(AS_IT_IS, renewal(), {}, id="as it is"),
        pytest.param(CHANGED, renewal(), {}, id="with change"),
        pytest.param(LOST, renewal(), {}, id="lost"),
        pytest.param(replace(AS_IT_IS, resolved_on=""), renewal(), {"resolved_on": "day_missing"}, id="no day"),
        pytest.param(
            replace(AS_IT_IS, resolved_on="2026-11-28"), renewal(), {"resolved_on": "day_ahead"}, id="tomorrow"
        ),
        pytest.param(
            replace(AS_IT_IS, resolved_on="2025-12-31"),
            renewal(),
            {"resolved_on": "day_before_term"},
            id="before the term",
        ),
        pytest.param(replace(AS_IT_IS, resolved_on="2025-12-31"), renewal(starts_on=None), {}, id="no start known"),
        pytest.param(replace(AS_IT_IS, arr=""), renewal(), {}, id="as it is asks for no amount"),
        pytest.param(replace(CHANGED, arr=" "), renewal(), {"arr": "amount_missing"}, id="no amount"),
        pytest.param(replace(CHANGED, arr="lots"), renewal(), {"arr": "amount_unreadable"}, id="not an amount"),
        pytest.param(
            replace(CHANGED, arr="-5"),
            renewal(),
            {"arr": "amount_below_zero"},
            id="below nothing",
        ),
        pytest.param(replace(CHANGED, arr="EUR 500"), renewal(), {"arr": "other_currency"}, id="in another currency"),
        pytest.param(replace(CHANGED, arr="EUR 500"), renewal(arr=None), {}, id="the first amount that is known"),
        pytest.param(
            replace(CHANGED, arr="500"), renewal(arr=None), {"arr": "amount_unreadable"}, id="no currency known"
        ),
        pytest.param(replace(CHANGED, arr="0"), renewal(), {"arr": "nothing_left"}, id="nothing is left"),
        pytest.param(replace(AS_IT_IS, note="n" * 1000), renewal(), {}, id="a long note"),
        pytest.param(replace(AS_IT_IS, note="n" * 1001), renewal(), {"note": "note_too_long"}, id="too long a note"),
        pytest.param(
            replace(CHANGED, arr="101", competitor="c" * 101),
            renewal(),
            {"competitor": "competitor_too_long"},
            id="too long a name",
        ),
        pytest.param(replace(AS_IT_IS, starts_on=""), renewal(), {"starts_on": "start_missing"}, id="no first day"),
        pytest.param(
            replace(AS_IT_IS, starts_on="2026-01-01"),
            renewal(),
            {"starts_on": "start_before_term"},
            id="begins with the old term",
        ),
        pytest.param(replace(AS_IT_IS, starts_on="2026-10-01"), renewal(starts_on=None), {}, id="early"),
        pytest.param(replace(AS_IT_IS, starts_on="2027-01-31"), renewal(), {}, id="the last day of grace"),
        pytest.param(
            replace(AS_IT_IS, starts_on="2027-02-01"),
            renewal(),
            {"starts_on": "start_after_grace"},
            id="a return, not a renewal",
        ),
        pytest.param(replace(AS_IT_IS, ends_on=""), renewal(), {}, id="no end"),
        pytest.param(
            replace(AS_IT_IS, ends_on="soon"), renewal(), {"ends_on": "end_unreadable"}, id="an end that is none"
        ),
        pytest.param(
            replace(AS_IT_IS, ends_on="9999-12-31"), renewal(), {"ends_on": "end_too_far"}, id="an end that never comes"
        ),
        pytest.param(
            replace(AS_IT_IS, ends_on="2027-01-01"),
            renewal(),
            {"ends_on": "end_not_after_start"},
            id="ends where it begins",
        ),
        pytest.param(replace(LOST, reason=""), renewal(), {"reason": "reason_missing"}, id="lost without a reason"),
        pytest.param(replace(CHANGED, arr="99"), renewal(), {"reason": "reason_missing"}, id="less without a reason"),
        pytest.param(replace(CHANGED, arr="101"), renewal(), {}, id="more needs no reason"),
        pytest.param(
            replace(LOST, more_reasons=("support", "competitor", "other")),
            renewal(),
            {"more_reasons": "too_many_reasons"},
            id="three more",
        ),
        pytest.param(
            replace(LOST, more_reasons=("price", "competitor", "other")), renewal(), {}, id="the main one counts once"
        ),
    ],
)
def test_what_is_wrong_with_a_form(form: ClosingForm, of: Renewal, problems: dict[str, str]) -> None:
    assert closing_problems(form, of, RULES) == problems


@pytest.mark.parametrize(
    ("form", "of", "expected"),
    [
        pytest.param(AS_IT_IS, renewal(), {}, id="as it is"),
        pytest.param(replace(AS_IT_IS, arr="7"), renewal(), {}, id="as it is, whatever was typed before"),
        pytest.param(
            replace(CHANGED, arr="120"),
            renewal(),
            {"kind": OutcomeKind.RENEWED_WITH_CHANGE, "final": usd(120)},
            id="more",
        ),
        pytest.param(
            replace(
                CHANGED, arr="80", reason="price", more_reasons=("support",), avoidable="yes", competitor=" R \n S "
            ),
            renewal(),
            {
                "kind": OutcomeKind.PARTLY_LOST,
                "final": usd(80),
                "reasons": (ChurnReason.PRICE, ChurnReason.SUPPORT),
                "avoidable": True,
                "competitor": "R S",
            },
            id="less",
        ),
        pytest.param(
            replace(LOST, avoidable="no", note=" They closed. "),
            renewal(),
            {
                "kind": OutcomeKind.LOST,
                "final": usd(0),
                "starts_on": None,
                "ends_on": None,
                "reasons": (ChurnReason.PRICE,),
                "avoidable": False,
                "note": "They closed.",
            },
            id="lost",
        ),
        pytest.param(
            replace(LOST, avoidable="cannot_say"),
            renewal(arr=None),
            {
                "kind": OutcomeKind.LOST,
                "final": None,
                "starts_on": None,
                "ends_on": None,
                "reasons": (ChurnReason.PRICE,),
            },
            id="lost, nobody knows how much",
        ),
        pytest.param(replace(AS_IT_IS, ends_on=""), renewal(), {"ends_on": None}, id="no end"),
        pytest.param(
            replace(CHANGED, arr="120", reason="price", avoidable="yes", competitor="Rival"),
            renewal(),
            {"kind": OutcomeKind.RENEWED_WITH_CHANGE, "final": usd(120)},
            id="reasons of a loss that was none",
        ),
    ],
)
def test_what_a_form_says(form: ClosingForm, of: Renewal, expected: dict[str, Any]) -> None:
    usual = Closing(OutcomeKind.RENEWED, date(2026, 11, 20), usd(100), END, NEXT_END, (), "", None, "")

    assert closing_from(form, of, RULES) == replace(usual, **expected)


def test_a_closing_becomes_an_outcome_and_a_loss() -> None:
    closing = closing_from(replace(CHANGED, arr="80", reason="price", note="budget"), renewal(), RULES)

    assert outcome_of(closing, by="UANA", at=NOW) == Outcome(
        OutcomeKind.PARTLY_LOST, date(2026, 11, 20), usd(80), "UANA", NOW, END, NEXT_END, note="budget"
    )
    assert churn_of(closing, renewal(), by="UANA", at=NOW) == Churn(
        0, 7, 1, END, usd(20), whole=False, reasons=(ChurnReason.PRICE,), by="UANA", at=NOW, note="budget"
    )


@pytest.mark.parametrize(
    ("form", "of", "lost"),
    [
        pytest.param(LOST, renewal(), (usd(100), True), id="all of it"),
        pytest.param(LOST, renewal(arr=None), (None, True), id="nobody knows how much"),
        pytest.param(AS_IT_IS, renewal(), None, id="nothing"),
    ],
)
def test_what_was_lost(form: ClosingForm, of: Renewal, lost: tuple[Money | None, bool] | None) -> None:
    churn = churn_of(closing_from(form, of, RULES), of, by="UANA", at=NOW)

    assert (churn and (churn.arr, churn.whole)) == lost


FOLLOWING = renewal(2, contract=2, due_on=NEXT_END, starts_on=END)


@pytest.mark.parametrize(
    ("of", "following", "refusal"),
    [
        pytest.param(renewal(outcome=closed()), [FOLLOWING], None, id="untouched"),
        pytest.param(renewal(outcome=closed(at=NOW - UNDO_FOR)), [], None, id="in the last moment"),
        pytest.param(
            renewal(outcome=closed(at=NOW - UNDO_FOR * 1.01)), [FOLLOWING], UndoRefusal.TOO_LATE, id="too late"
        ),
        pytest.param(renewal(), [], UndoRefusal.NOT_CLOSED, id="open"),
        pytest.param(renewal(outcome=closed(by="import")), [], UndoRefusal.NOT_CLOSED, id="closed by nobody"),
        pytest.param(
            renewal(outcome=closed()), [replace(FOLLOWING, version=2)], UndoRefusal.NEXT_CHANGED, id="gone on from"
        ),
        pytest.param(
            renewal(outcome=closed()), [replace(FOLLOWING, outcome=closed())], UndoRefusal.NEXT_CHANGED, id="closed too"
        ),
    ],
)
def test_when_a_closing_may_be_taken_back(of: Renewal, following: list[Renewal], refusal: UndoRefusal | None) -> None:
    assert undo_refusal(of, following, now=NOW) == refusal
