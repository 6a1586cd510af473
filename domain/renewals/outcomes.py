"""How terms ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.accounts import Money


class RenewalResult(StrEnum):
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class RenewalOutcome:
    """A resolved renewal: `due` was at stake, `renewed` was signed, in one currency; once an account and due day."""

    account: int
    due_on: date
    resolved_on: date
    result: RenewalResult
    due: Money
    renewed: Money
    reason: str | None = None
