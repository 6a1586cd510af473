"""The jobs of the bot, in code: there is no other list, and none in the database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from apscheduler.schedulers.base import BaseScheduler

from bot.jobs.renewing import renew
from bot.jobs.scoring import score
from bot.jobs.sweeping import sweep
from bot.services.deliveries import Deliveries
from bot.services.nightly import NightlyScoring
from bot.services.renewal_nights import NightlyRenewals


@dataclass(frozen=True, slots=True)
class Job:
    """Work that every replica looks for again and again; what is to be done once, the work itself claims."""

    name: str
    every: timedelta
    work: Callable[[], None]


def jobs(*, renewals: NightlyRenewals, scoring: NightlyScoring, deliveries: Deliveries) -> tuple[Job, ...]:
    """Renewals come before the scoring of the same night: an account that leaves in it is scored no more."""
    return (
        Job("renewals", timedelta(minutes=3), lambda: renew(renewals)),
        Job("scoring", timedelta(minutes=3), lambda: score(scoring)),
        Job("sweeping", timedelta(hours=6), lambda: sweep(deliveries)),
    )


def register(scheduler: BaseScheduler, *registered: Job) -> None:
    """A look that was missed is made once, however late; two of one kind never run side by side."""
    for job in registered:
        scheduler.add_job(
            job.work,
            "interval",
            seconds=job.every.total_seconds(),
            id=job.name,
            coalesce=True,
            misfire_grace_time=None,
            max_instances=1,
        )
