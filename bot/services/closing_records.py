"""What the audit keeps of closings: everything but the notes, which are texts of their own."""

from __future__ import annotations

import json
from datetime import datetime

from domain.accounts import Money
from domain.ports import AuditEntry, Book
from domain.renewals.renewal import Churn, Renewal


def audited(book: Book, action: str, renewal: Renewal, *, by: str, at: datetime, before: str, after: str) -> None:
    book.audit.record(AuditEntry(at, by, action, f"renewal:{renewal.id}", before=before, after=after))


def told(renewal: Renewal, churn: Churn | None = None) -> str:
    outcome = renewal.outcome
    if outcome is None:
        return json.dumps({"outcome": None, "arr": _amount(renewal.arr)})
    said = {
        "outcome": outcome.kind,
        "resolved_on": outcome.resolved_on.isoformat(),
        "final": _amount(outcome.final),
        "next_contract": outcome.next_contract,
        "left": outcome.left,
        "reasons": list(churn.reasons) if churn else [],
    }
    return json.dumps(said)


def _amount(amount: Money | None) -> str | None:
    return f"{amount.minor} {amount.currency}" if amount else None
