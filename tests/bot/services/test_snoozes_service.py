from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from renewal_book import DANA, HARBOUR, NOON, ROW, TODAY, VIEWER, RenewalLibrary

from bot.services.snoozes import Snoozes
from domain.errors import NotAllowedError, RenewalChangedError
from domain.renewals.snoozing import (
    SnoozeConflict,
    Snoozed,
    SnoozeField,
    SnoozeForm,
    SnoozeProblem,
    SnoozeRefused,
    snooze_offer,
)

OFFER = snooze_offer(HARBOUR, "Harbour", today=TODAY)


@pytest.fixture
def book() -> RenewalLibrary:
    book = RenewalLibrary()
    book.put(ROW)
    return book


def snoozes(book: RenewalLibrary) -> Snoozes:
    return Snoozes(book, clock=lambda: NOON)


def test_it_is_offered_until_a_week_before_notice(book: RenewalLibrary) -> None:
    assert snoozes(book).offer(DANA, "1", today=TODAY) == OFFER


def test_a_snooze_is_kept_and_recorded_and_can_be_ended(book: RenewalLibrary) -> None:
    snoozed = snoozes(book).record(DANA, "1 3", SnoozeForm("7"), today=TODAY)
    asleep = book.tables.renewals[1]
    ended = snoozes(book).end(DANA, "1", today=TODAY)

    until = date(2026, 11, 29)
    assert snoozed == Snoozed(replace(HARBOUR, snoozed_until=until), "Harbour")
    assert (asleep.snoozed_until, asleep.version) == (until, 4)
    assert ended.renewal.snoozed_until is None
    assert [(entry.action, entry.before, entry.after) for entry in book.tables.audit] == [
        ("renewals.snoozed", None, "2026-11-29"),
        ("renewals.snoozed", "2026-11-29", None),
    ]


def test_a_bad_form_writes_nothing(book: RenewalLibrary) -> None:
    refused = snoozes(book).record(DANA, "1 3", SnoozeForm(), today=TODAY)

    assert refused == SnoozeRefused(SnoozeField.CHOICE, SnoozeProblem.NOTHING_CHOSEN, OFFER)
    assert book.tables.audit == []


def test_what_changed_since_the_form_was_opened_is_seen_first(book: RenewalLibrary) -> None:
    changed = replace(HARBOUR, version=4, notice_on=date(2026, 12, 1))
    book.put(replace(ROW, renewal=changed))

    conflict = snoozes(book).record(DANA, "1 3", SnoozeForm("30"), today=TODAY)

    assert conflict == SnoozeConflict(snooze_offer(changed, "Harbour", today=TODAY))
    assert book.tables.audit == []


def test_a_change_in_the_same_instant_is_not_written_over(
    book: RenewalLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fakes.renewals.FakeRenewals.save", lambda *_: False)

    with pytest.raises(RenewalChangedError):
        snoozes(book).record(DANA, "1 3", SnoozeForm("7"), today=TODAY)
    with pytest.raises(RenewalChangedError):
        snoozes(book).end(DANA, "1", today=TODAY)


def test_who_only_looks_may_not_snooze(book: RenewalLibrary) -> None:
    with pytest.raises(NotAllowedError):
        snoozes(book).offer(VIEWER, "1", today=TODAY)
    with pytest.raises(NotAllowedError):
        snoozes(book).end(VIEWER, "1", today=TODAY)
