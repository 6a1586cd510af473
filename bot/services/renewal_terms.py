"""The renewals of the book brought up to its contracts: after imports and closings, at every start, and each night."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from domain.health.policy_file import policy_from_toml
from domain.ports import Book, Library
from domain.renewals.policy import SHIPPED_RENEWALS, RenewalPolicy
from domain.renewals.reconciling import RenewalChanges, reconciled
from domain.renewals.renewal import Renewal

MOST_NAMED = 10_000
"""Accounts that are looked at by name; of more, the whole book is."""
WRITTEN_AT_ONCE = 2_000
"""Accounts in one transaction: other writers wait less than a second for it."""


@dataclass(frozen=True, slots=True)
class RenewalTerms:
    """`zone` is the company's: its day is the one on which something is resolved."""

    library: Library
    clock: Callable[[], datetime]
    zone: tzinfo

    def reconcile(self, accounts: Collection[int] | None = None) -> RenewalChanges:
        """Of these accounts, or of all. Nobody waits while it looks; what has to change is then looked at anew."""
        now = self.clock()
        today = now.astimezone(self.zone).date()
        with self.library.reading() as book:
            ahead, _ = _planned(book, accounts, today=today, at=now)
        return RenewalChanges.together(self._written(part, today=today, at=now) for part in _parts(ahead))

    def _written(self, accounts: Sequence[int], *, today: date, at: datetime) -> RenewalChanges:
        with self.library.writing() as book:
            book.contract_terms.hold()
            return reconcile_in(book, accounts, today=today, at=at)


def reconcile_in(book: Book, accounts: Collection[int] | None, *, today: date, at: datetime) -> RenewalChanges:
    """Within a transaction that somebody else opened, and in which nobody else does this."""
    changes, known = _planned(book, accounts, today=today, at=at)
    book.renewals.remove(renewal.id for renewal in changes.removed)
    book.renewals.save_all(changes.saved)
    numbers = book.renewals.add(changes.added)
    carried = {number: renewal.forecast for number, renewal in zip(numbers, changes.added, strict=True)}
    carried |= {each.id: each.forecast for each in changes.saved if each.forecast != known[each.id].forecast}
    book.renewals.note_forecasts({number: said for number, said in carried.items() if said})
    return changes


def renewal_policy(book: Book) -> RenewalPolicy:
    """As the policy in force says; before one is published, the shipped numbers."""
    published = book.policies.current()
    return policy_from_toml(published.text).renewals if published else SHIPPED_RENEWALS


def _planned(
    book: Book, accounts: Collection[int] | None, *, today: date, at: datetime
) -> tuple[RenewalChanges, dict[int, Renewal]]:
    """What has to change, and the renewals as they are."""
    only = None if accounts is None or len(accounts) > MOST_NAMED else sorted(accounts)
    known = {renewal.id: renewal for renewal in book.contract_terms.renewals(only)}
    terms, grace_days = book.contract_terms.all(only), renewal_policy(book).grace_days
    return reconciled(terms, known.values(), grace_days=grace_days, today=today, at=at), known


def _parts(changes: RenewalChanges) -> Iterator[Sequence[int]]:
    accounts = sorted({renewal.account for renewal in (*changes.added, *changes.saved, *changes.removed)})
    for start in range(0, len(accounts), WRITTEN_AT_ONCE):
        yield accounts[start : start + WRITTEN_AT_ONCE]
