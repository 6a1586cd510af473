from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from fakes import FakeLibrary
from small_library import SmallLibrary

from bot.jobs.sweeping import sweep
from bot.services.deliveries import KEPT, Deliveries
from bot.services.outbox import KEPT as MESSAGES_KEPT
from bot.services.outbox import Outgoings
from domain.outbox.announcement import Announcement, AnnouncementKind
from domain.outbox.outgoing import OutboxState
from domain.outbox.settling import Settled

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LONG_AGO = NOON - MESSAGES_KEPT - timedelta(days=1)


def said_long_ago() -> FakeLibrary:
    library = FakeLibrary()
    with library.writing() as book:
        book.outbox.put(Announcement(AnnouncementKind.TEST, "U1", "test"), now=LONG_AGO)
        [outgoing] = book.outbox.claim(now=LONG_AGO, most=1)
        book.outbox.settle(outgoing, Settled(OutboxState.SENT, LONG_AGO), now=LONG_AGO)
    return library


def test_old_deliveries_are_forgotten_and_counted(caplog: pytest.LogCaptureFixture) -> None:
    library = SmallLibrary()
    Deliveries(library, clock=lambda: NOON - KEPT - timedelta(days=1)).begin("Ev1")
    deliveries, outgoings = Deliveries(library, clock=lambda: NOON), Outgoings(said_long_ago(), clock=lambda: NOON)

    with caplog.at_level("INFO"):
        sweep(deliveries, outgoings)
        sweep(deliveries, outgoings)

    assert library.book.seen_events.begun == {}
    assert caplog.messages == ["forgot 1 old deliveries", "forgot 1 messages that were sent long ago"]


def test_a_book_that_is_away_is_said_and_asked_again_later(caplog: pytest.LogCaptureFixture) -> None:
    library = SmallLibrary()
    library.is_away = True

    sweep(Deliveries(library, clock=lambda: NOON), Outgoings(FakeLibrary(), clock=lambda: NOON))

    assert caplog.messages == ["old deliveries not forgotten now, tried again later: tests"]
