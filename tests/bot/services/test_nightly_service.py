from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from scoring_samples import SHIPPED, changed, usual_account

from bot.services.nightly import JOB, NightlyScoring
from bot.services.scoring import Scoring
from domain.schedules import Nightly
from storage.library import SqlLibrary

ZONE = ZoneInfo("Europe/Berlin")
MIDNIGHT = datetime(2026, 6, 29, 22, tzinfo=UTC)


@dataclass
class Clock:
    now: datetime

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock(MIDNIGHT)


def replica(library: SqlLibrary, clock: Clock) -> NightlyScoring:
    scoring = Scoring(library, clock, ZONE, lambda: SHIPPED)
    return NightlyScoring(library, scoring, Nightly(time(2, 30), ZONE), clock)


def test_the_night_s_scoring_runs_once_over_all_replicas(library: SqlLibrary, clock: Clock) -> None:
    usual_account(library, 1)
    first, second = replica(library, clock), replica(library, clock)
    assert first.tick().scored == 1
    clock.now = MIDNIGHT + timedelta(days=1)
    assert (first.tick().scored, second.tick().scored) == (0, 0)

    clock.now += timedelta(hours=2, minutes=30)

    assert (first.tick().scored, second.tick().scored) == (1, 0)
    with library.reading() as book:
        assert book.job_runs.last_finished(JOB) == date(2026, 7, 1)


def test_two_replicas_that_look_at_the_same_moment_score_the_night_once(library: SqlLibrary, clock: Clock) -> None:
    for number in range(1, 31):
        usual_account(library, number)
    replica(library, clock).tick()
    clock.now = MIDNIGHT + timedelta(days=1, hours=3)
    other, together = SqlLibrary(library.url), Barrier(2)

    def tick(book: SqlLibrary) -> int:
        nightly = replica(book, clock)
        together.wait(timeout=10)
        return nightly.tick().scored

    with ThreadPoolExecutor(2) as replicas:
        scored = sorted(replicas.map(tick, (library, other)))
    other.close()

    with library.reading() as book:
        lines = [len(book.snapshots.curve(number, since=date(2026, 6, 1))) for number in range(1, 31)]
        latest = [book.snapshots.latest(number) for number in range(1, 31)]
    assert scored == [0, 30]
    assert lines == [2] * 30
    assert {snapshot.revision for snapshot in latest if snapshot} == {1}


def test_a_night_that_another_replica_has_taken_is_left_to_it(library: SqlLibrary, clock: Clock) -> None:
    usual_account(library, 1)
    replica(library, clock).tick()
    clock.now = MIDNIGHT + timedelta(days=1, hours=3)
    with library.writing() as book:
        book.job_runs.claim(JOB, date(2026, 7, 1), now=clock.now)

    assert replica(library, clock).tick().scored == 0


def test_after_a_standstill_the_day_is_made_up_for(library: SqlLibrary, clock: Clock) -> None:
    usual_account(library, 1)
    replica(library, clock).tick()

    clock.now = MIDNIGHT + timedelta(days=5, hours=9)

    assert replica(library, clock).tick().scored == 1


def test_a_night_that_was_broken_off_is_taken_up_again(library: SqlLibrary, clock: Clock) -> None:
    usual_account(library, 1)
    replica(library, clock).tick()
    clock.now = MIDNIGHT + timedelta(days=1, hours=3)
    with library.writing() as book:
        book.job_runs.claim(JOB, date(2026, 7, 1), now=clock.now)

    clock.now += timedelta(hours=1)

    assert replica(library, clock).tick().scored == 1


def test_in_between_only_what_changed_is_scored(library: SqlLibrary, clock: Clock) -> None:
    usual_account(library, 1)
    usual_account(library, 2)
    clock.now = MIDNIGHT + timedelta(hours=9)
    replica(library, clock).tick()
    changed(library, 2, at=clock.now)

    clock.now += timedelta(minutes=5)

    assert replica(library, clock).tick().new_revisions == 1
