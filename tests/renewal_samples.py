"""Renewals, terms and what hangs on them, as tests need them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from domain.accounts import Money, RenewalStep
from domain.renewals.renewal import (
    Churn,
    ChurnReason,
    Forecast,
    ForecastCategory,
    Outcome,
    OutcomeKind,
    Renewal,
)

NOW = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
TODAY = date(2026, 9, 1)
FORECAST = Forecast(ForecastCategory.PROBABLE, "U1", NOW, Money(900_000, "EUR"), "budget is there, 预算已批")
OUTCOME = Outcome(
    kind=OutcomeKind.RENEWED_WITH_CHANGE,
    resolved_on=date(2026, 8, 20),
    final=Money(1_200_000, "EUR"),
    by="U1",
    at=NOW,
    next_starts_on=date(2026, 10, 1),
    next_ends_on=date(2027, 10, 1),
    note="two more teams",
)
LOST = Outcome(OutcomeKind.LOST, date(2026, 8, 20), Money(0, "EUR"), "U1", NOW, left=True)
CHURN = Churn(
    id=1,
    account=1,
    renewal=None,
    on=date(2026, 10, 1),
    arr=Money(1_000_000, "EUR"),
    whole=True,
    reasons=(ChurnReason.VALUE_NEVER_REACHED, ChurnReason.PRICE),
    by="U1",
    at=NOW,
    competitor="Rival & Sons",
    avoidable=True,
    note="nobody used it",
)


def renewal(account: int = 1, **said: Any) -> Renewal:
    """An open one, due on 1 October, with what is said otherwise."""
    usual: dict[str, Any] = {
        "id": 1,
        "account": account,
        "contract": None,
        "due_on": date(2026, 10, 1),
        "arr": Money(1_000_000, "EUR"),
        "starts_on": date(2025, 10, 1),
        "notice_on": date(2026, 8, 2),
        "auto_renew": True,
        "step": RenewalStep.PROPOSAL,
        "next_step": "send the offer",
    }
    return Renewal(**(usual | said))
