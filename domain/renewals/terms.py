"""The terms of contracts as the book holds them: what renewals are made from."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from domain.accounts import Money, RenewalStep

MADE_UP = "~"
"""What the number of a contract begins with that has none of its own."""
_FURTHER_TERM = re.compile(r"(?P<number>.+)~\d{4}-\d\d-\d\d(?: \d+)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class TermLine:
    """One product of a contract; it counts on day d when `starts_on` <= d < `ends_on` (None: that end is open)."""

    product: str
    starts_on: date | None
    ends_on: date | None
    arr: Money | None


@dataclass(frozen=True, slots=True)
class ContractTerm:
    """One contract is one term."""

    contract: int
    account: int
    number: str
    starts_on: date | None
    ends_on: date | None
    auto_renew: bool | None
    notice_days: int | None
    notice_received_on: date | None
    step: RenewalStep | None
    signed_on: date | None
    lines: tuple[TermLine, ...]


def number_of(kept: str) -> str:
    """What people call a contract that is kept as `kept`; empty where it has no number of its own.

    One contract is one term, so a further term of `K-1` is kept as `K-1~2027-01-01`.
    """
    if kept.startswith(MADE_UP):
        return ""
    further = _FURTHER_TERM.fullmatch(kept)
    return further["number"] if further else kept


def free_number(wanted: str, taken: AbstractSet[str]) -> str:
    """The number itself, or with the least count behind it that makes it the only one of its account."""
    counted = (f"{wanted} {nth}" for nth in range(2, len(taken) + 2))
    return wanted if wanted not in taken else next(number for number in counted if number not in taken)
