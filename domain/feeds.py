"""Sources of data that come day by day, and which of them fell silent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from domain.ports import Feed
from domain.records import RecordKind

DAILY = frozenset({RecordKind.USAGE, RecordKind.TOUCHPOINT, RecordKind.TICKET})


def quiet_since(feeds: Iterable[Feed], now: datetime, *, days: int) -> Mapping[RecordKind, datetime]:
    """The kinds of which no source that ever worked brought anything for more than so many days, and since when."""
    newest: dict[RecordKind, datetime] = {}
    for at, covers in sorted((feed.last_success_at, feed.covers) for feed in feeds if feed.last_success_at):
        newest |= dict.fromkeys(DAILY.intersection(covers), at)
    return {kind: newest[kind] for kind in sorted(newest) if now - newest[kind] > timedelta(days=days)}
