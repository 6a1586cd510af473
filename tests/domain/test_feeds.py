from __future__ import annotations

from datetime import UTC, datetime, timedelta

from domain.feeds import Feed, quiet_since
from domain.records import RecordKind

NOW = datetime(2026, 11, 27, 8, tzinfo=UTC)
DAY = timedelta(days=1)


def test_a_kind_is_quiet_when_no_source_brought_any() -> None:
    feeds = [
        Feed("old", (RecordKind.USAGE,), NOW - 9 * DAY),
        Feed("new", (RecordKind.USAGE, RecordKind.TICKET), NOW - 4 * DAY),
        Feed("fresh", (RecordKind.TICKET,), NOW - DAY),
        Feed("never", (RecordKind.TOUCHPOINT,), None),
        Feed("yearly", (RecordKind.CONTRACT,), NOW - 90 * DAY),
    ]

    assert quiet_since(feeds, NOW, days=3) == {RecordKind.USAGE: NOW - 4 * DAY}
    assert quiet_since(feeds, NOW, days=4) == {}
