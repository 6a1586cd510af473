"""A book in memory with the tables that letting people in needs; every other table is asked for in vain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast

from fakes.owed_answers import FakeOwedAnswers
from fakes.tables import FakeTables

from domain.errors import BookUnavailableError
from domain.permissions import Member
from domain.ports import AuditEntry, Book
from domain.preferences import WorkspaceRules

LEASE = timedelta(minutes=1)


class SmallMembers:
    def __init__(self) -> None:
        self._members: dict[str, Member] = {}

    def by_slack_id(self, slack_id: str) -> Member | None:
        return self._members.get(slack_id)

    def all(self) -> Sequence[Member]:
        return sorted(self._members.values(), key=lambda member: member.slack_id)

    def save(self, member: Member) -> None:
        self._members[member.slack_id] = member

    def remove(self, slack_id: str) -> None:
        self._members.pop(slack_id, None)


class SmallAudit:
    def __init__(self) -> None:
        self.recorded: list[AuditEntry] = []

    def record(self, entry: AuditEntry) -> None:
        self.recorded.append(entry)

    def entries(self, *, action: str | None = None, limit: int = 100) -> Sequence[AuditEntry]:
        return [entry for entry in reversed(self.recorded) if action in {None, entry.action}][:limit]


class SmallSeenEvents:
    def __init__(self) -> None:
        self.begun: dict[str, datetime] = {}
        self.finished: set[str] = set()

    def begin(self, event: str, *, now: datetime) -> bool:
        if event in self.finished or (event in self.begun and now - self.begun[event] < LEASE):
            return False
        self.begun[event] = now
        return True

    def finish(self, event: str) -> None:
        self.finished.add(event)

    def sweep(self, *, older_than: datetime) -> int:
        old = [event for event, at in self.begun.items() if at < older_than]
        for event in old:
            del self.begun[event]
            self.finished.discard(event)
        return len(old)


@dataclass
class SmallWishes:
    said: WorkspaceRules = field(default_factory=WorkspaceRules)

    def rules(self) -> WorkspaceRules:
        return self.said


@dataclass
class SmallBook:
    wishes: SmallWishes = field(default_factory=SmallWishes)
    members: SmallMembers = field(default_factory=SmallMembers)
    audit: SmallAudit = field(default_factory=SmallAudit)
    seen_events: SmallSeenEvents = field(default_factory=SmallSeenEvents)
    owed_answers: FakeOwedAnswers = field(default_factory=lambda: FakeOwedAnswers(FakeTables()))


class SmallLibrary:
    def __init__(self) -> None:
        self.book = SmallBook()
        self.is_away = False
        self.looks = 0

    @contextmanager
    def reading(self) -> Iterator[Book]:
        self.looks += 1
        if self.is_away:
            raise BookUnavailableError("tests")
        yield cast("Book", self.book)

    @contextmanager
    def writing(self) -> Iterator[Book]:
        with self.reading() as book:
            yield book
