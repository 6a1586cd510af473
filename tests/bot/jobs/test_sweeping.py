from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from small_library import SmallLibrary

from bot.jobs.sweeping import sweep
from bot.services.deliveries import KEPT, Deliveries

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_old_deliveries_are_forgotten_and_counted(caplog: pytest.LogCaptureFixture) -> None:
    library = SmallLibrary()
    Deliveries(library, clock=lambda: NOON - KEPT - timedelta(days=1)).begin("Ev1")
    deliveries = Deliveries(library, clock=lambda: NOON)

    with caplog.at_level("INFO"):
        sweep(deliveries)
        sweep(deliveries)

    assert library.book.seen_events.begun == {}
    assert [record.getMessage() for record in caplog.records] == ["forgot 1 old deliveries"]


def test_a_book_that_is_away_is_said_and_asked_again_later(caplog: pytest.LogCaptureFixture) -> None:
    library = SmallLibrary()
    library.is_away = True

    sweep(Deliveries(library, clock=lambda: NOON))

    assert caplog.messages == ["old deliveries not forgotten now, tried again later: tests"]
