from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.job_states import JobState
from fakes.tables import FakeTables


@dataclass(frozen=True, slots=True)
class FakeJobStates:
    tables: FakeTables

    def of(self, job: str) -> JobState | None:
        return self.tables.job_states.get(job)

    def all(self) -> Sequence[JobState]:
        return [self.tables.job_states[job] for job in sorted(self.tables.job_states)]

    def note(self, state: JobState) -> None:
        known = self.of(state.job)
        if known is None or known.began_at <= state.began_at:
            self.tables.job_states[state.job] = state
