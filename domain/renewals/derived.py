"""Outcomes that nobody gave: what the book shows of a term closes its renewal, and may open it again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from domain.accounts import Money
from domain.renewals.renewal import Outcome, OutcomeKind, Renewal

BY_IMPORT = "import"
"""Who closed what the book itself shows to be over."""


def is_moved(renewal: Renewal) -> bool:
    return renewal.outcome is not None and renewal.outcome.kind is OutcomeKind.MOVED


def is_shown_renewed(renewal: Renewal) -> bool:
    """Closed because a later term stands in the book. An outcome that a file brought itself names no next term."""
    outcome = renewal.outcome
    if outcome is None or outcome.by != BY_IMPORT or not outcome.kind.is_kept:
        return False
    return outcome.next_starts_on is not None and outcome.next_contract is None


def reopened(renewal: Renewal) -> Renewal:
    return replace(renewal, outcome=None)


def moved(renewal: Renewal, *, to: date, today: date, at: datetime) -> Renewal:
    """Nothing was decided on the old day: nothing was lost and nothing renewed."""
    nothing = replace(renewal.arr, minor=0) if renewal.arr else None
    return replace(renewal, outcome=Outcome(OutcomeKind.MOVED, today, nothing, by=BY_IMPORT, at=at, next_ends_on=to))


def currency_of(amount: Money | None) -> str:
    return amount.currency if amount else ""
