"""The jobs of the bot, in code: there is no other list, and none in the database."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from apscheduler.schedulers.base import BaseScheduler

from bot.jobs.digesting import digest
from bot.jobs.renewing import renew
from bot.jobs.scoring import score
from bot.jobs.sweeping import sweep
from bot.jobs.telling_tasks import tell_tasks
from bot.services.deliveries import Deliveries
from bot.services.digests import Digests
from bot.services.nightly import NightlyScoring
from bot.services.outbox import Outgoings
from bot.services.renewal_nights import NightlyRenewals
from bot.services.task_mornings import TaskMornings

LOOP = "loop"
"""The executor of jobs that ask Slack."""


@dataclass(frozen=True, slots=True)
class Job:
    """Work that every replica looks for again and again; what is to be done once, the work itself claims."""

    name: str
    every: timedelta
    work: Callable[[], object]
    executor: str = "default"
    """Plain work has a thread; what asks Slack runs in the bot's own loop."""


def jobs(
    *,
    renewals: NightlyRenewals,
    scoring: NightlyScoring,
    digests: Digests,
    tasks: TaskMornings,
    deliveries: Deliveries,
    outgoings: Outgoings,
    learn_profiles: Callable[[], Awaitable[None]],
) -> tuple[Job, ...]:
    """Renewals come before the scoring of the same night: an account that leaves in it is scored no more."""
    return (
        Job("renewals", timedelta(minutes=3), lambda: renew(renewals)),
        Job("scoring", timedelta(minutes=3), lambda: score(scoring)),
        Job("profiles", timedelta(minutes=5), learn_profiles, LOOP),
        Job("digests", timedelta(minutes=1), lambda: digest(digests)),
        Job("tasks", timedelta(minutes=1), lambda: tell_tasks(tasks)),
        Job("sweeping", timedelta(hours=6), lambda: sweep(deliveries, outgoings)),
    )


def register(scheduler: BaseScheduler, *registered: Job) -> None:
    """A look that was missed is made once, however late; two of one kind never run side by side."""
    for job in registered:
        scheduler.add_job(
            job.work,
            "interval",
            seconds=job.every.total_seconds(),
            id=job.name,
            executor=job.executor,
            coalesce=True,
            misfire_grace_time=None,
            max_instances=1,
        )
