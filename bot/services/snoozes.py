"""Renewals put out of sight for a while, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from bot.services.renewal_changes import row_to_change, seen_in
from domain.errors import RenewalChangedError
from domain.permissions import Member
from domain.ports import AuditEntry, Book, Library
from domain.renewals.listing import RenewalRow
from domain.renewals.renewal import Renewal
from domain.renewals.snoozing import (
    SnoozeConflict,
    Snoozed,
    SnoozeForm,
    SnoozeOffer,
    SnoozeRefused,
    snooze_day,
    snooze_offer,
)

SNOOZED = "renewals.snoozed"


class Snoozes:
    def __init__(self, library: Library, *, clock: Callable[[], datetime]) -> None:
        self._library = library
        self._clock = clock

    def offer(self, asker: Member, renewal: str, *, today: date) -> SnoozeOffer:
        with self._library.reading() as book:
            row = row_to_change(book, asker, renewal, today=today)
            return snooze_offer(row.renewal, row.name, today=today)

    def record(
        self, asker: Member, seen: str, form: SnoozeForm, *, today: date
    ) -> Snoozed | SnoozeRefused | SnoozeConflict:
        """`seen` is what the form remembers: the renewal and its version."""
        renewal, version, _ = seen_in(seen)
        with self._library.writing() as book:
            row = row_to_change(book, asker, renewal, today=today)
            offer = snooze_offer(row.renewal, row.name, today=today)
            if str(row.renewal.version) != version:
                return SnoozeConflict(offer)
            day = snooze_day(form, offer)
            if isinstance(day, SnoozeRefused):
                return day
            return self._written(book, asker, row, until=day)

    def end(self, asker: Member, renewal: str, *, today: date) -> Snoozed:
        with self._library.writing() as book:
            return self._written(book, asker, row_to_change(book, asker, renewal, today=today), until=None)

    def _written(self, book: Book, asker: Member, row: RenewalRow, *, until: date | None) -> Snoozed:
        """What somebody else wrote at the same moment, after this transaction looked, is not written over."""
        changed = replace(row.renewal, snoozed_until=until)
        if not book.renewals.save(changed):
            raise RenewalChangedError(row.name)
        subject = f"renewal:{row.renewal.id}"
        entry = AuditEntry(
            self._clock(), asker.slack_id, SNOOZED, subject, before=_told(row.renewal), after=_told(changed)
        )
        book.audit.record(entry)
        return Snoozed(changed, row.name)


def _told(renewal: Renewal) -> str | None:
    return renewal.snoozed_until.isoformat() if renewal.snoozed_until else None
