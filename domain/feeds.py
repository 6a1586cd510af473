"""Sources of data that come day by day, and which of them fell silent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from domain.records import RecordKind

DAILY = frozenset({RecordKind.USAGE, RecordKind.TOUCHPOINT, RecordKind.TICKET})


@dataclass(frozen=True, slots=True)
class Feed:
    """A source of data and when it last worked; `covers` is what it brings."""

    name: str
    covers: tuple[RecordKind, ...]
    last_success_at: datetime | None
    last_attempt_at: datetime | None = None
    last_error: str | None = None


class Feeds(Protocol):
    def all(self) -> Sequence[Feed]: ...
    def record_success(self, name: str, covers: Iterable[RecordKind], *, at: datetime) -> None: ...


def quiet_since(feeds: Iterable[Feed], now: datetime, *, days: int) -> Mapping[RecordKind, datetime]:
    """The kinds of which no source that ever worked brought anything for more than so many days, and since when."""
    newest: dict[RecordKind, datetime] = {}
    for at, covers in sorted((feed.last_success_at, feed.covers) for feed in feeds if feed.last_success_at):
        newest |= dict.fromkeys(DAILY.intersection(covers), at)
    return {kind: newest[kind] for kind in sorted(newest) if now - newest[kind] > timedelta(days=days)}
