from __future__ import annotations

import asyncio
import logging
from datetime import UTC, date, datetime, timedelta
from typing import cast

import pytest
from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from job_samples import registered

from bot.jobs.registry import LOOP, Job, register
from bot.jobs.scoring import score
from bot.services.job_watch import JobWatch
from bot.services.nightly import NightlyScoring
from domain.errors import BookUnavailableError
from domain.scoring import ScoringReport

REPORT = ScoringReport(date(2026, 6, 30), 1, scored=0, new_revisions=0, not_scored=0, unchanged=9, seconds=0.25)
SCORED = ScoringReport(date(2026, 6, 30), 1, scored=7, new_revisions=0, not_scored=0, unchanged=2, seconds=0.25)


class Ticking:
    def __init__(self, *answers: ScoringReport | BookUnavailableError) -> None:
        self._answers = list(answers)
        self.ticks = 0

    def tick(self) -> ScoringReport:
        self.ticks += 1
        answer = self._answers.pop(0)
        if isinstance(answer, BookUnavailableError):
            raise answer
        return answer


def nightly(*answers: ScoringReport | BookUnavailableError) -> NightlyScoring:
    return cast("NightlyScoring", Ticking(*answers))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        pytest.param(SCORED, ["scored 7 accounts of 2026-06-30 in 0.2 s"], id="what was done"),
        pytest.param(REPORT, [], id="nothing to do, nothing to say"),
        pytest.param(
            BookUnavailableError("locked"), ["not scored now, tried again in a few minutes: locked"], id="a book away"
        ),
    ],
)
def test_a_tick_says_in_the_log_what_came_of_it(
    answer: ScoringReport | BookUnavailableError, said: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    score(nightly(answer))

    assert caplog.messages == said


class Noting:
    """Remembers how runs ended; the clock stands still."""

    def __init__(self) -> None:
        self.ended: list[tuple[str, str]] = []

    def clock(self) -> datetime:
        return datetime(2026, 6, 30, tzinfo=UTC)

    def noted(self, job: str, *, began_at: datetime, error: BaseException | None) -> None:
        del began_at
        self.ended.append((job, type(error).__name__ if error else "done"))


async def test_registered_jobs_run_again_and_again_never_beside_themselves_and_are_watched() -> None:
    ran: list[datetime] = []
    often = timedelta(milliseconds=20)

    async def asking() -> None:
        ran.append(datetime.now(UTC))
        await asyncio.sleep(0)
        raise OSError

    def failing() -> None:
        raise ValueError

    watch, scheduler = Noting(), AsyncIOScheduler(timezone=UTC, executors={LOOP: AsyncIOExecutor()})
    works = [
        Job("often", often, lambda: ran.append(datetime.now(UTC))),
        Job("failing", often, failing),
        Job("asking", often, asking, LOOP),
    ]
    register(scheduler, *works, watch=cast("JobWatch", watch))
    scheduler.start()

    async with asyncio.timeout(20):
        while len({*watch.ended}) < 3 or len(ran) < 4:  # noqa: ASYNC110 - the scheduler has no event of ours
            await asyncio.sleep(0.01)
    registered_one = scheduler.get_job("often")
    scheduler.shutdown()

    assert {*watch.ended} == {("often", "done"), ("failing", "ValueError"), ("asking", "OSError")}
    assert (registered_one.coalesce, registered_one.misfire_grace_time, registered_one.max_instances) == (True, None, 1)


def test_scoring_is_looked_for_every_few_minutes() -> None:
    ticking = nightly(REPORT)

    job = registered(scoring=ticking)["scoring"]
    job.work()

    assert (job.name, job.every) == ("scoring", timedelta(minutes=3))
    assert cast("Ticking", ticking).ticks == 1
