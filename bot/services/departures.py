"""Accounts that leave once the term they did not renew is over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from domain.ports import AuditEntry, Book
from domain.renewals.departing import departing
from domain.renewals.listing import RenewalFilter
from domain.renewals.renewal import Renewal

LEFT = "account.left"
_ALL = 10_000_000


def last_losses(book: Book, *, today: date) -> Sequence[Renewal]:
    """The losses whose term is over by now and that were the last of their accounts, which have not left yet."""
    nothing_open = book.renewals.undated(RenewalFilter(today=today), offset=0, limit=_ALL).accounts
    candidates = {match.account for match in nothing_open}
    return departing(book.contract_terms.renewals(), book.contract_terms.all(), candidates=candidates, today=today)


def left_after(book: Book, losses: Iterable[Renewal], *, at: datetime) -> int:
    """How many accounts left; one whose loss was changed meanwhile is looked at again the next night."""
    left = [lost for lost in losses if book.renewals.save(marked_as_last(lost))]
    for lost in left:
        leave(book, lost, at=at)
    return len(left)


def leave(book: Book, lost: Renewal, *, at: datetime) -> None:
    """From the day on which its last term ended."""
    book.departures.leave(lost.account, on=lost.due_on, at=at)
    by = lost.outcome.by if lost.outcome else ""
    book.audit.record(AuditEntry(at, by, LEFT, f"account:{lost.account}", after=lost.due_on.isoformat()))


def marked_as_last(lost: Renewal) -> Renewal:
    assert lost.outcome, "only a closed renewal makes an account leave"
    return replace(lost, outcome=replace(lost.outcome, left=True))
