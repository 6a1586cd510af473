"""A renewal to its row and back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import RowMapping

from domain.accounts import RenewalStep
from domain.renewals.renewal import Forecast, ForecastCategory, Outcome, OutcomeKind, Renewal
from storage.money import arr_from, money_columns

_PLAIN = ("account", "contract", "starts_on", "due_on", "notice_on", "auto_renew", "notice_received_on", "next_step")
_NO_FORECAST = dict.fromkeys(
    ("forecast", "forecast_by", "forecast_at", "forecast_reason", "proposed_minor", "proposed_currency")
)
_NO_OUTCOME = dict.fromkeys(
    (
        *("outcome", "resolved_on", "final_minor", "final_currency", "next_starts_on", "next_ends_on"),
        *("next_contract", "closed_left", "closed_by", "closed_at", "closed_note"),
    )
)


def renewal_values(renewal: Renewal) -> dict[str, Any]:
    """Every column but the number and the version."""
    return {
        **{name: getattr(renewal, name) for name in _PLAIN},
        **money_columns("arr", renewal.arr),
        "step": renewal.step,
        "snoozed_until": renewal.snoozed_until,
        **(_forecast_values(renewal.forecast) if renewal.forecast else _NO_FORECAST),
        **(_outcome_values(renewal.outcome) if renewal.outcome else _NO_OUTCOME),
    }


def renewal_from(row: RowMapping) -> Renewal:
    return Renewal(
        id=row["id"],
        **{name: row[name] for name in _PLAIN},
        arr=arr_from(row["arr_minor"], row["arr_currency"]),
        step=RenewalStep(row["step"]) if row["step"] else None,
        forecast=_forecast_from(row) if row["forecast"] else None,
        snoozed_until=row["snoozed_until"],
        outcome=_outcome_from(row) if row["outcome"] else None,
        version=row["version"],
    )


def _forecast_values(forecast: Forecast) -> dict[str, Any]:
    return {
        "forecast": forecast.category,
        "forecast_by": forecast.by,
        "forecast_at": forecast.at,
        "forecast_reason": forecast.reason,
        **money_columns("proposed", forecast.proposed),
    }


def _forecast_from(row: RowMapping) -> Forecast:
    return Forecast(
        category=ForecastCategory(row["forecast"]),
        by=row["forecast_by"],
        at=row["forecast_at"],
        proposed=arr_from(row["proposed_minor"], row["proposed_currency"]),
        reason=row["forecast_reason"] or "",
    )


def _outcome_values(outcome: Outcome) -> dict[str, Any]:
    return {
        "outcome": outcome.kind,
        "resolved_on": outcome.resolved_on,
        **money_columns("final", outcome.final),
        "next_starts_on": outcome.next_starts_on,
        "next_ends_on": outcome.next_ends_on,
        "next_contract": outcome.next_contract,
        "closed_left": outcome.left,
        "closed_by": outcome.by,
        "closed_at": outcome.at,
        "closed_note": outcome.note,
    }


def _outcome_from(row: RowMapping) -> Outcome:
    return Outcome(
        kind=OutcomeKind(row["outcome"]),
        resolved_on=row["resolved_on"],
        final=arr_from(row["final_minor"], row["final_currency"]),
        by=row["closed_by"],
        at=row["closed_at"],
        next_starts_on=row["next_starts_on"],
        next_ends_on=row["next_ends_on"],
        note=row["closed_note"] or "",
        next_contract=row["next_contract"],
        left=bool(row["closed_left"]),
    )
