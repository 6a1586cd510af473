"""What a person says of a renewal in the forecast form, and what has to hold before it counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from domain.accounts import Money
from domain.renewals.renewal import Forecast, ForecastCategory, Renewal
from domain.texts import written

LONGEST_REASON = 1000
LONGEST_STEP = 300
RECENT = 3
"""How many of the last forecasts the form shows."""
ReadAmount: TypeAlias = Callable[[str, str | None], Money | None]
"""An amount as people write it, in a currency where it names none; None when it cannot be read."""


class ForecastField(StrEnum):
    CATEGORY = "category"
    PROPOSED = "proposed"
    REASON = "reason"
    NEXT_STEP = "next_step"


class ForecastProblem(StrEnum):
    CATEGORY_MISSING = "category_missing"
    REASON_MISSING = "reason_missing"
    REASON_TOO_LONG = "reason_too_long"
    STEP_TOO_LONG = "step_too_long"
    AMOUNT_UNREADABLE = "amount_unreadable"
    AMOUNT_BELOW_ZERO = "amount_below_zero"
    OTHER_CURRENCY = "other_currency"


@dataclass(frozen=True, slots=True)
class ForecastForm:
    """What was filled in, as it came: text, or nothing."""

    category: str = ""
    proposed: str = ""
    reason: str = ""
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class ForecastOffer:
    """The renewal to be forecast, with its last forecasts, the newest first."""

    renewal: Renewal
    name: str
    recent: tuple[Forecast, ...] = ()


@dataclass(frozen=True, slots=True)
class ForecastRefused:
    """What is wrong, at most one thing a field; `renewal` as it is now."""

    problems: dict[ForecastField, ForecastProblem]
    renewal: Renewal


@dataclass(frozen=True, slots=True)
class ForecastConflict:
    """Somebody changed the renewal since the form was opened: nothing was written. `typed` is this person's own."""

    offer: ForecastOffer
    typed: ForecastForm
    said_since: bool
    """The change is a forecast, the newest of `offer.recent`; else something else of the renewal changed."""


@dataclass(frozen=True, slots=True)
class ForecastSaved:
    renewal: Renewal
    name: str


ForecastOutcome: TypeAlias = ForecastSaved | ForecastRefused | ForecastConflict


def forecast_problems(
    form: ForecastForm, renewal: Renewal, read_amount: ReadAmount
) -> dict[ForecastField, ForecastProblem]:
    """A reason is required where the category changes; the first word on a renewal changes none."""
    found = {
        ForecastField.CATEGORY: None if _category(form) else ForecastProblem.CATEGORY_MISSING,
        ForecastField.PROPOSED: _amount_problem(form.proposed, renewal, read_amount),
        ForecastField.REASON: _reason_problem(form, renewal),
        ForecastField.NEXT_STEP: ForecastProblem.STEP_TOO_LONG if len(step_of(form)) > LONGEST_STEP else None,
    }
    return {field: problem for field, problem in found.items() if problem}


def forecast_from(form: ForecastForm, renewal: Renewal, read_amount: ReadAmount, *, by: str, at: datetime) -> Forecast:
    """The forecast of a form that has no problems."""
    return Forecast(
        ForecastCategory(form.category),
        by,
        at,
        proposed=read_amount(form.proposed, _currency(renewal)) if form.proposed.strip() else None,
        reason=written(form.reason),
    )


def step_of(form: ForecastForm) -> str:
    """On one line."""
    return " ".join(written(form.next_step).split())


def _category(form: ForecastForm) -> ForecastCategory | None:
    return ForecastCategory(form.category) if form.category in set(ForecastCategory) else None


def _reason_problem(form: ForecastForm, renewal: Renewal) -> ForecastProblem | None:
    said, reason = renewal.forecast, written(form.reason)
    if len(reason) > LONGEST_REASON:
        return ForecastProblem.REASON_TOO_LONG
    if not said or reason or _category(form) in {None, said.category}:
        return None
    return ForecastProblem.REASON_MISSING


def _amount_problem(typed: str, renewal: Renewal, read_amount: ReadAmount) -> ForecastProblem | None:
    """A proposal is compared with what is contracted, so it is made in the same currency."""
    if not typed.strip():
        return None
    amount = read_amount(typed, _currency(renewal))
    if amount is None:
        return ForecastProblem.AMOUNT_UNREADABLE
    if amount.minor < 0:
        return ForecastProblem.AMOUNT_BELOW_ZERO
    return ForecastProblem.OTHER_CURRENCY if amount.currency != (_currency(renewal) or amount.currency) else None


def _currency(renewal: Renewal) -> str | None:
    return renewal.arr.currency if renewal.arr else None
