from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.feeds import Feed
from domain.permissions import BookScope, Member
from domain.ports import AuditEntry, PublishedPolicy
from domain.records import RecordKind
from fakes.tables import FakeTables

_EVENT_LEASE = timedelta(seconds=60)
_RUN_LEASE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class FakeMembers:
    tables: FakeTables

    def by_slack_id(self, slack_id: str) -> Member | None:
        return self.tables.members.get(slack_id)

    def all(self) -> Sequence[Member]:
        return sorted(self.tables.members.values(), key=lambda member: (member.name, member.slack_id))

    def save(self, member: Member) -> None:
        self.tables.members[member.slack_id] = replace(member, sees=BookScope.ALL)

    def remove(self, slack_id: str) -> None:
        self.tables.members.pop(slack_id, None)


@dataclass(frozen=True, slots=True)
class FakeFeeds:
    tables: FakeTables

    def all(self) -> Sequence[Feed]:
        return [self.tables.feeds[name] for name in sorted(self.tables.feeds)]

    def record_success(self, name: str, covers: Iterable[RecordKind], *, at: datetime) -> None:
        self.tables.feeds[name] = Feed(name, tuple(sorted(set(covers))), at, at)


@dataclass(frozen=True, slots=True)
class FakeAudit:
    tables: FakeTables

    def record(self, entry: AuditEntry) -> None:
        self.tables.audit.append(entry)

    def entries(self, *, action: str | None = None, limit: int = 100) -> Sequence[AuditEntry]:
        return [entry for entry in reversed(self.tables.audit) if action in {None, entry.action}][:limit]


@dataclass(frozen=True, slots=True)
class FakePolicies:
    tables: FakeTables

    def current(self) -> PublishedPolicy | None:
        return self.tables.policies[-1] if self.tables.policies else None

    def version(self, version: int) -> PublishedPolicy | None:
        return next((policy for policy in self.tables.policies if policy.version == version), None)

    def publish(self, text: str, *, by: str, at: datetime) -> PublishedPolicy:
        known = self.current()
        if known and known.text == text:
            return known
        policy = PublishedPolicy(len(self.tables.policies) + 1, text, at, by)
        self.tables.policies.append(policy)
        return policy


@dataclass(frozen=True, slots=True)
class FakeSeenEvents:
    tables: FakeTables

    def begin(self, event: str, *, now: datetime) -> bool:
        begun_at = self.tables.begun.get(event)
        if event in self.tables.done or (begun_at and now < begun_at + _EVENT_LEASE):
            return False
        self.tables.begun[event] = now
        return True

    def finish(self, event: str) -> None:
        self.tables.done.add(event)

    def sweep(self, *, older_than: datetime) -> int:
        old = [event for event, begun_at in self.tables.begun.items() if begun_at < older_than]
        for event in old:
            del self.tables.begun[event]
            self.tables.done.discard(event)
        return len(old)


@dataclass(frozen=True, slots=True)
class FakeJobRuns:
    tables: FakeTables

    def claim(self, job: str, local_day: date, *, now: datetime) -> bool:
        run = (job, local_day)
        claimed_at = self.tables.claimed.get(run)
        if run in self.tables.finished or (claimed_at and now < claimed_at + _RUN_LEASE):
            return False
        self.tables.claimed[run] = now
        return True

    def finish(self, job: str, local_day: date, *, now: datetime) -> None:
        self.tables.finished.add((job, local_day))

    def last_finished(self, job: str) -> date | None:
        return max((day for name, day in self.tables.finished if name == job), default=None)
