"""The night's look at the renewals: once a local day over all replicas, before the accounts are scored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.services.departures import leave_where_nothing_runs
from bot.services.renewal_terms import reconcile_in, renewal_policy
from domain.ports import Book, Library
from domain.renewals.listing import RenewalFilter
from domain.renewals.reminders import reminders_due
from domain.schedules import Nightly, due_day

JOB = "renewals"


@dataclass(frozen=True, slots=True)
class RenewalsReport:
    """What one night changed."""

    day: date
    opened: int
    closed: int
    reminders: int
    left: int


@dataclass(frozen=True, slots=True)
class NightlyRenewals:
    """To be asked every few minutes, on every replica."""

    library: Library
    schedule: Nightly
    clock: Callable[[], datetime]

    def tick(self) -> RenewalsReport | None:
        """None where nothing is due, or somebody else does it."""
        now = self.clock()
        with self.library.reading() as book:
            done = book.job_runs.last_finished(JOB)
        day = due_day(self.schedule, now=now, done={done})
        if day is None:
            return None
        with self.library.writing() as book:
            if not book.job_runs.claim(JOB, day, now=now):
                return None
            book.contract_terms.hold()
            report = looked_after(book, today=day, at=now)
            book.job_runs.finish(JOB, day, now=now)
            return report


def looked_after(book: Book, *, today: date, at: datetime) -> RenewalsReport:
    """Renewals follow their contracts, what is due is reminded of, and accounts whose last term is over leave."""
    changes = reconcile_in(book, None, today=today, at=at)
    left = leave_where_nothing_runs(book, today=today, at=at)
    return RenewalsReport(
        day=today,
        opened=sum(renewal.is_open for renewal in changes.added) + len(changes.reopened),
        closed=len(changes.closed),
        reminders=_reminded(book, today=today, at=at),
        left=len(left),
    )


def _reminded(book: Book, *, today: date, at: datetime) -> int:
    """Nobody is reminded of an account that has left."""
    listed = {each.renewal for each in book.renewals.due(RenewalFilter(today=today, open_only=True))}
    renewals = [renewal for renewal in book.contract_terms.renewals() if renewal.id in listed]
    recorded = book.reminders.of(sorted(listed))
    return book.reminders.record(reminders_due(renewals, recorded, policy=renewal_policy(book), today=today, at=at))
