"""How the jobs go: when each last ran on any replica, and since when it fails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class JobState:
    """The last run of a job. `failed_with` is the kind of error; it has been failing since `failing_since`."""

    job: str
    began_at: datetime
    ended_at: datetime
    failed_with: str | None = None
    failing_since: datetime | None = None


class JobStates(Protocol):
    def of(self, job: str) -> JobState | None: ...
    def all(self) -> Sequence[JobState]:
        """By name."""
        ...

    def note(self, state: JobState) -> None:
        """In the place of the last run; an older run that ends later does not hide a newer one."""
        ...


def next_state(
    before: JobState | None, job: str, *, began_at: datetime, ended_at: datetime, failed_with: str | None
) -> JobState:
    """A failure that follows a failure goes on failing since the first."""
    if failed_with is None:
        return JobState(job, began_at, ended_at)
    since = before.failing_since if before and before.failing_since else began_at
    return JobState(job, began_at, ended_at, failed_with, since)
