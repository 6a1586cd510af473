from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.outbox.outgoing import OutboxState
from domain.preferences import Preferences, WorkspaceRules
from domain.reader_runs import ReaderRun, RunOutcome
from fakes.tables import FakeTables


@dataclass(frozen=True, slots=True)
class FakeReaderRuns:
    tables: FakeTables

    def record(self, run: ReaderRun) -> bool:
        if (run.job, run.reader, run.day) in self.tables.reader_runs:
            return False
        self.note(run)
        return True

    def note(self, run: ReaderRun) -> None:
        self.tables.reader_runs[run.job, run.reader, run.day] = run

    def withhold(self, announcement: int) -> ReaderRun | None:
        for run in self._oldest_first():
            if run.announcement == announcement:
                self.note(replace(run, outcome=RunOutcome.WITHHELD))
                return replace(run, outcome=RunOutcome.WITHHELD)
        return None

    def taken(self, job: str, days: Collection[date]) -> frozenset[tuple[str, date]]:
        return frozenset((reader, day) for name, reader, day in self.tables.reader_runs if name == job and day in days)

    def last_arrived(self, job: str) -> dict[str, ReaderRun]:
        arrived = {row.line.id for row in self.tables.outbox if row.line.state is OutboxState.SENT}
        runs = [run for run in self._oldest_first() if run.job == job and run.announcement in arrived]
        return {run.reader: run for run in runs}

    def latest(self, job: str, reader: str, *, limit: int) -> Sequence[ReaderRun]:
        return [run for run in reversed(self._oldest_first()) if (run.job, run.reader) == (job, reader)][:limit]

    def _oldest_first(self) -> list[ReaderRun]:
        return sorted(self.tables.reader_runs.values(), key=lambda run: run.day)


@dataclass(frozen=True, slots=True)
class FakeWishes:
    tables: FakeTables

    def of(self, person: str) -> Preferences:
        return self.tables.preferences.get(person, Preferences())

    def all(self) -> Mapping[str, Preferences]:
        return dict(self.tables.preferences)

    def save(self, person: str, preferences: Preferences) -> None:
        self.tables.preferences[person] = preferences

    def rules(self) -> WorkspaceRules:
        return self.tables.rules

    def save_rules(self, rules: WorkspaceRules) -> None:
        self.tables.rules = rules
