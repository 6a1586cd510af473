"""A process that is frozen inside a transaction holds its rows, on PostgreSQL, until the server has had enough."""

from __future__ import annotations

import time
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from domain.errors import BookUnavailableError
from domain.outbox.announcement import Announcement, AnnouncementKind
from storage import engine
from storage.library import SqlLibrary

NOW = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
WITHIN_SECONDS = 10

pytestmark = pytest.mark.postgres


@pytest.fixture
def message(postgres_library: SqlLibrary) -> None:
    with postgres_library.writing() as book:
        book.outbox.put(Announcement(AnnouncementKind.TEST, "C0LINE0", "test"), now=NOW)


def claimed(library: SqlLibrary, *, now: datetime = NOW) -> list[int]:
    with library.writing() as book:
        return [each.id for each in book.outbox.claim(now=now, most=1)]


def claimed_in_time(library: SqlLibrary) -> list[int]:
    until = time.monotonic() + WITHIN_SECONDS
    while not (found := claimed(library)) and time.monotonic() < until:
        time.sleep(0.01)
    return found


def frozen_with_a_claim(frozen: SqlLibrary, other: SqlLibrary, taken: list[list[int]]) -> None:
    """What the other one gets just after the freeze, and as soon as it gets anything."""
    with frozen.writing() as book:
        assert book.outbox.claim(now=NOW, most=1)
        taken += [claimed(other), claimed_in_time(other)]


@pytest.mark.usefixtures("message")
def test_what_a_frozen_writer_holds_is_taken_over(
    postgres_url: str, postgres_library: SqlLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[list[int]] = []
    monkeypatch.setattr(engine, "STALLED_SECONDS", 0.2)
    with closing(SqlLibrary(postgres_url)) as frozen:
        with pytest.raises(BookUnavailableError) as refused:
            frozen_with_a_claim(frozen, postgres_library, taken)

        assert refused.value.what == "away"
        assert [len(each) for each in taken] == [0, 1]
        assert claimed(frozen) == []  # thawed: it has a connection again, and the lease is another one's
        assert claimed(frozen, now=NOW + timedelta(minutes=5)) == taken[1]
