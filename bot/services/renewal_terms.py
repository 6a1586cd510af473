"""The renewals of the book brought up to its contracts: after imports and closings, at every start, and each night."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from domain.health.policy_file import policy_from_toml
from domain.ports import Book, Library
from domain.renewals.policy import SHIPPED_RENEWALS, RenewalPolicy
from domain.renewals.reconciling import RenewalChanges, reconciled

MOST_NAMED = 10_000
"""Accounts that are looked at by name; of more, the whole book is."""


@dataclass(frozen=True, slots=True)
class RenewalTerms:
    """`zone` is the company's: its day is the one on which something is resolved."""

    library: Library
    clock: Callable[[], datetime]
    zone: tzinfo

    def reconcile(self, accounts: Collection[int] | None = None) -> RenewalChanges:
        """Of these accounts, or of all; in one transaction and a constant number of statements."""
        now = self.clock()
        with self.library.writing() as book:
            book.contract_terms.hold()
            return reconcile_in(book, accounts, today=now.astimezone(self.zone).date(), at=now)


def reconcile_in(book: Book, accounts: Collection[int] | None, *, today: date, at: datetime) -> RenewalChanges:
    """Within a transaction that somebody else opened, and in which nobody else does this."""
    only = None if accounts is None or len(accounts) > MOST_NAMED else sorted(accounts)
    known = {renewal.id: renewal for renewal in book.contract_terms.renewals(only)}
    changes = reconciled(
        book.contract_terms.all(only),
        known.values(),
        grace_days=renewal_policy(book).grace_days,
        today=today,
        at=at,
    )
    book.renewals.remove(changes.removed)
    book.renewals.save_all(changes.saved)
    numbers = book.renewals.add(changes.added)
    new = zip(numbers, changes.added, strict=True)
    carried = {number: renewal.forecast for number, renewal in new}
    carried |= {each.id: each.forecast for each in changes.saved if each.forecast != known[each.id].forecast}
    book.renewals.note_forecasts({number: said for number, said in carried.items() if said})
    return changes


def renewal_policy(book: Book) -> RenewalPolicy:
    """As the policy in force says; before one is published, the shipped numbers."""
    published = book.policies.current()
    return policy_from_toml(published.text).renewals if published else SHIPPED_RENEWALS
