"""What a contract's term says of the renewal at its end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from domain.accounts import Money
from domain.days import shifted
from domain.renewals.renewal import Renewal
from domain.renewals.spans import written_alike
from domain.renewals.terms import ContractTerm, TermLine

_UNNUMBERED = 0
"""The id of a renewal that is not in the book yet."""
_ALIKE_DAYS = 3
"""Terms of as many months differ by no more: leap years, and months of 28 to 31 days."""


def renewals_of(term: ContractTerm) -> tuple[Renewal, ...]:
    """The open renewals at the end of the term, one a currency, as yet without ids; none where no end is known."""
    if term.ends_on is None:
        return ()
    return tuple(_renewal(term, term.ends_on, arr) for arr in _at_stake(term, term.ends_on))


def arr_on(term: ContractTerm, day: date) -> dict[str, int]:
    """What the lines that count on `day` add up to: minor units by currency; lines without an amount are left out."""
    amounts: dict[str, int] = defaultdict(int)
    for line in term.lines:
        if line.arr and counts_on(line, day):
            amounts[line.arr.currency] += line.arr.minor
    return dict(amounts)


def counts_on(line: TermLine, day: date) -> bool:
    has_begun = line.starts_on is None or line.starts_on <= day
    return has_begun and (line.ends_on is None or day < line.ends_on)


def products_of(term: ContractTerm) -> frozenset[str]:
    """The products that are named, written alike; empty where none is."""
    return frozenset(name for line in term.lines if (name := written_alike(line.product)))


def are_as_long(days: int | None, others: int | None) -> bool | None:
    """Whether two terms are as long, in months; None where it cannot be said."""
    return None if days is None or others is None else abs(days - others) <= _ALIKE_DAYS


def days_of(starts_on: date | None, ends_on: date | None) -> int | None:
    return (ends_on - starts_on).days if starts_on and ends_on else None


def _at_stake(term: ContractTerm, end: date) -> list[Money | None]:
    """By currency; nothing where the lines had ended before, and None where no amount is known at all."""
    amounts: Mapping[str, int] = arr_on(term, shifted(end, -1))
    if not amounts:
        amounts = {line.arr.currency: 0 for line in term.lines if line.arr}
    return [Money(amounts[currency], currency) for currency in sorted(amounts)] or [None]


def _renewal(term: ContractTerm, due_on: date, arr: Money | None) -> Renewal:
    return Renewal(
        id=_UNNUMBERED,
        account=term.account,
        contract=term.contract,
        due_on=due_on,
        arr=arr,
        starts_on=term.starts_on,
        notice_on=shifted(due_on, -term.notice_days) if term.notice_days and term.notice_days > 0 else None,
        auto_renew=term.auto_renew,
        notice_received_on=term.notice_received_on,
        step=term.step,
    )
