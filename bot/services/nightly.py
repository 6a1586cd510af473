"""The night's scoring: once a local day over all replicas, made up for after a standstill, and changes in between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.services.scoring import Scoring
from domain.ports import Library
from domain.schedules import Nightly, due_day
from domain.scoring import ScoringReport, Takes

JOB = "scoring"


@dataclass(frozen=True, slots=True)
class NightlyScoring:
    """To be asked every few minutes, on every replica."""

    library: Library
    scoring: Scoring
    schedule: Nightly
    clock: Callable[[], datetime]

    def tick(self) -> ScoringReport:
        """The whole book where its night has come and nobody else took it, else what changed since it was scored."""
        day = self._taken()
        if day is None:
            return self.scoring.score_book(takes=Takes.CHANGED)
        report = self.scoring.score_book()
        with self.library.writing() as book:
            book.job_runs.finish(JOB, day, now=self.clock())
        return report

    def _taken(self) -> date | None:
        """The day that is due, once it is ours."""
        now = self.clock()
        with self.library.reading() as book:
            done = book.job_runs.last_finished(JOB)
        day = due_day(self.schedule, now=now, done={done})
        if day is None:
            return None
        with self.library.writing() as book:
            return day if book.job_runs.claim(JOB, day, now=now) else None
