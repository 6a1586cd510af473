"""The terms of contracts as the book holds them: what renewals are made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.accounts import Money, RenewalStep


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
