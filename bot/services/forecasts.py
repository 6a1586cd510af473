"""What people say of a renewal: recorded with who and why, all of it kept, and never over somebody else's unseen."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from bot.services.renewal_changes import row_to_change, seen_in
from domain.accounts import Money
from domain.permissions import Member
from domain.ports import AuditEntry, Book, Library
from domain.renewals.forecasting import (
    RECENT,
    ForecastConflict,
    ForecastForm,
    ForecastOffer,
    ForecastOutcome,
    ForecastRefused,
    ForecastSaved,
    ReadAmount,
    forecast_from,
    forecast_problems,
    step_of,
)
from domain.renewals.listing import RenewalRow
from domain.renewals.renewal import Forecast, Renewal

FORECAST = "renewals.forecast"


class Forecasts:
    def __init__(self, library: Library, *, clock: Callable[[], datetime], read_amount: ReadAmount) -> None:
        self._library = library
        self._clock = clock
        self._read_amount = read_amount

    def offer(self, asker: Member, renewal: str, *, today: date) -> ForecastOffer:
        with self._library.reading() as book:
            return _offer(book, row_to_change(book, asker, renewal, today=today))

    def record(self, asker: Member, seen: str, form: ForecastForm, *, today: date) -> ForecastOutcome:
        """`seen` is what the form remembers: the renewal, its version, and when the forecast seen was made."""
        renewal, version, said_at = seen_in(seen)
        with self._library.writing() as book:
            row = row_to_change(book, asker, renewal, today=today)
            if str(row.renewal.version) != version:
                return _conflict(book, row, form, said_at)
            if problems := forecast_problems(form, row.renewal, self._read_amount):
                return ForecastRefused(problems, row.renewal)
            said = forecast_from(form, row.renewal, self._read_amount, by=asker.slack_id, at=self._clock())
            if not self._write(book, row, said, form):
                return _conflict(book, row_to_change(book, asker, renewal, today=today), form, said_at)
            return ForecastSaved(replace(row.renewal, forecast=said), row.name)

    def _write(self, book: Book, row: RenewalRow, said: Forecast, form: ForecastForm) -> bool:
        changed = replace(row.renewal, forecast=said, next_step=step_of(form))
        if not book.renewals.save(changed):
            return False
        book.renewals.note_forecast(row.renewal.id, said)
        subject = f"renewal:{row.renewal.id}"
        entry = AuditEntry(said.at, said.by, FORECAST, subject, before=_told(row.renewal), after=_told(changed))
        book.audit.record(entry)
        return True


def _offer(book: Book, row: RenewalRow) -> ForecastOffer:
    return ForecastOffer(row.renewal, row.name, tuple(book.renewals.forecasts(row.renewal.id)[:RECENT]))


def _conflict(book: Book, row: RenewalRow, form: ForecastForm, said_at: str) -> ForecastConflict:
    now = row.renewal.forecast
    return ForecastConflict(_offer(book, row), form, said_since=now is not None and now.at.isoformat() != said_at)


def _told(renewal: Renewal) -> str | None:
    """For the audit: without the reason, which is a text of its own and kept in the history."""
    said = renewal.forecast
    return json.dumps({"category": said.category, "proposed": _amount(said.proposed)}) if said else None


def _amount(proposed: Money | None) -> str | None:
    return f"{proposed.minor} {proposed.currency}" if proposed else None
