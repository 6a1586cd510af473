"""Accounts that leave once the term they did not renew is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from domain.ports import AuditEntry, Book
from domain.renewals.departing import departing
from domain.renewals.listing import RenewalFilter
from domain.renewals.renewal import Renewal

LEFT = "account.left"
_ALL = 10_000_000


def leave_where_nothing_runs(book: Book, *, today: date, at: datetime) -> Sequence[Renewal]:
    """The losses that made an account leave; each is marked, so that none does so twice."""
    settled = {
        match.account for match in book.renewals.undated(RenewalFilter(today=today), offset=0, limit=_ALL).accounts
    }
    lost = departing(book.contract_terms.renewals(), book.contract_terms.all(), candidates=settled, today=today)
    book.renewals.save_all(marked_as_last(renewal) for renewal in lost)
    for renewal in lost:
        leave(book, renewal, at=at)
    return lost


def leave(book: Book, lost: Renewal, *, at: datetime) -> None:
    """From the day on which its last term ended."""
    book.departures.leave(lost.account, on=lost.due_on, at=at)
    by = lost.outcome.by if lost.outcome else ""
    book.audit.record(AuditEntry(at, by, LEFT, f"account:{lost.account}", after=lost.due_on.isoformat()))


def marked_as_last(lost: Renewal) -> Renewal:
    assert lost.outcome, "only a closed renewal makes an account leave"
    return replace(lost, outcome=replace(lost.outcome, left=True))
