from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from domain.health.ports import HistoryMark
from domain.health.snapshots import Snapshot, SnapshotLine
from domain.health.standing import Judgement
from domain.renewals.renewal import OutcomeKind, Renewal
from fakes.tables import FakeTables


@dataclass(frozen=True, slots=True)
class FakeSnapshots:
    tables: FakeTables

    def latest(self, account: int) -> Snapshot | None:
        return self.as_of(account, date.max)

    def as_of(self, account: int, day: date) -> Snapshot | None:
        known = [snapshot for snapshot in self._of(account) if snapshot.day <= day]
        return known[-1] if known else None

    def curve(self, account: int, *, since: date) -> Sequence[SnapshotLine]:
        lines = {
            s.day: SnapshotLine(s.day, s.raw, s.shown, s.band, s.policy_version)
            for s in self._of(account)
            if s.day >= since
        }
        return list(lines.values())

    def marks(self, account: int, *, since: date) -> Sequence[HistoryMark]:
        marks = {mark for mark in self.tables.events.get(account, []) if mark.day >= since}
        marks |= {mark for renewal in self.tables.renewals.values() for mark in _ended(renewal, account, since)}
        for before, after in pairwise([snapshot for snapshot in self._of(account) if snapshot.day >= since]):
            if before.stage is not after.stage:
                marks.add(HistoryMark(after.day, "stage", after.stage))
            if before.policy_version != after.policy_version:
                marks.add(HistoryMark(after.day, "policy", str(after.policy_version)))
        return sorted(marks, key=lambda mark: (mark.day, mark.kind, mark.label))

    def _of(self, account: int) -> list[Snapshot]:
        mine = [snapshot for snapshot in self.tables.snapshots if snapshot.account == account]
        return sorted(mine, key=lambda snapshot: (snapshot.day, snapshot.revision))


@dataclass(frozen=True, slots=True)
class FakeJudgements:
    tables: FakeTables

    def current(self, account: int, *, today: date) -> Judgement | None:
        valid = [judgement for judgement in self.tables.judgements.get(account, []) if judgement.expires_on > today]
        return max(valid, key=lambda judgement: judgement.given_at, default=None)

    def record(self, account: int, judgement: Judgement) -> None:
        self.tables.judgements.setdefault(account, []).append(judgement)
        if standing := self.tables.standings.get(account):
            self.tables.standings[account] = replace(standing, judgement=judgement)


def _ended(renewal: Renewal, account: int, since: date) -> Iterator[HistoryMark]:
    outcome = renewal.outcome
    if renewal.account == account and renewal.due_on >= since and outcome and outcome.kind is not OutcomeKind.MOVED:
        yield HistoryMark(renewal.due_on, "renewal", "won" if outcome.kind.is_kept else "lost")
