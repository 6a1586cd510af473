"""The night's look at the renewals: once a local day over all replicas, before the accounts are scored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.services.departures import last_losses, left_after
from bot.services.renewal_terms import RenewalTerms, renewal_policy
from domain.ports import Book, Library
from domain.renewals.listing import RenewalFilter
from domain.renewals.ports import Reminder
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
    terms: RenewalTerms
    schedule: Nightly
    clock: Callable[[], datetime]

    def tick(self) -> RenewalsReport | None:
        """Renewals follow their contracts, accounts whose last term is over leave, and what is due is reminded of.

        None where the night has not come, or somebody else does it.
        """
        day = self._taken()
        if day is None:
            return None
        changes, now = self.terms.reconcile(), self.clock()
        with self.library.reading() as book:
            losses, reminders = last_losses(book, today=day), _reminders(book, today=day, at=now)
        with self.library.writing() as book:
            left, reminded = left_after(book, losses, at=now), book.reminders.record(reminders)
            book.job_runs.finish(JOB, day, now=now)
        opened = sum(renewal.is_open for renewal in changes.added) + len(changes.reopened)
        return RenewalsReport(day, opened=opened, closed=len(changes.closed), reminders=reminded, left=left)

    def _taken(self) -> date | None:
        """The day that is due, once it is ours."""
        now = self.clock()
        with self.library.reading() as book:
            done = book.job_runs.last_finished(JOB)
        day = due_day(self.schedule, now=now, done={done})
        if day is None:
            return None
        with self.library.writing() as book:
            return day if book.job_runs.claim(JOB, day, now=now) else None


def _reminders(book: Book, *, today: date, at: datetime) -> list[Reminder]:
    """What is due; nobody is reminded of an account that has left."""
    listed = {each.renewal for each in book.renewals.due(RenewalFilter(today=today, open_only=True))}
    renewals = [renewal for renewal in book.contract_terms.renewals() if renewal.id in listed]
    recorded = book.reminders.of(sorted(listed))
    return reminders_due(renewals, recorded, policy=renewal_policy(book), today=today, at=at)
