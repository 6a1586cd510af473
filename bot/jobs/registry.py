"""The jobs of the bot, in code: there is no other list, and none in the database."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from types import MappingProxyType
from typing import cast

from apscheduler.schedulers.base import BaseScheduler

from bot.jobs.alerting import alert
from bot.jobs.digesting import digest
from bot.jobs.following_owners import follow
from bot.jobs.planning import watch_plans
from bot.jobs.playing import play
from bot.jobs.renewing import renew
from bot.jobs.scoring import score
from bot.jobs.sweeping import sweep
from bot.jobs.telling_decisions import tell_decisions
from bot.jobs.telling_tasks import tell_tasks
from bot.jobs.telling_weeks import tell_weeks
from bot.jobs.tracking import track
from bot.jobs.waking import wake_requests
from bot.services.alert_watch import AlertWatch
from bot.services.deliveries import Deliveries
from bot.services.digests import Digests
from bot.services.job_watch import JobWatch
from bot.services.nightly import NightlyScoring
from bot.services.outbox import Outgoings
from bot.services.owners_followed import OwnersFollowed
from bot.services.plan_watch import PlanWatch
from bot.services.playbook_watch import PlaybookWatch
from bot.services.product_weeks import ProductWeeks
from bot.services.renewal_nights import NightlyRenewals
from bot.services.request_wakes import RequestWakes
from bot.services.task_mornings import TaskMornings
from bot.services.tracker_work import TrackerWork
from bot.services.triage_mornings import TriageMornings
from bot.services.weeklies import Weeklies

log = logging.getLogger(__name__)

EVERY = MappingProxyType(
    {
        "renewals": timedelta(minutes=3),
        "plans": timedelta(minutes=3),
        "scoring": timedelta(minutes=3),
        "profiles": timedelta(minutes=5),
        "alerts": timedelta(minutes=1),
        "playbooks": timedelta(minutes=5),
        "digests": timedelta(minutes=1),
        "weeklies": timedelta(minutes=1),
        "tasks": timedelta(minutes=1),
        "tellings": timedelta(minutes=10),
        "decisions": timedelta(minutes=1),
        "wakes": timedelta(minutes=1),
        "homes": timedelta(minutes=1),
        "apologies": timedelta(minutes=1),
        "trackers": timedelta(seconds=15),
        "sweeping": timedelta(hours=6),
    }
)
"""Every job, in the order in which they are looked for, and how often."""
LOOP = "loop"
"""The executor of jobs that ask Slack."""
MORNINGS = "mornings"
"""That of what people wait for: it does not queue behind the night."""
_OF_MORNINGS = ("alerts", "playbooks", "digests", "weeklies", "tasks", "tellings", "decisions", "wakes")
TRACKERS = "trackers"
"""That of what waits for other systems, which may take its time."""
_EXECUTORS = MappingProxyType(
    {"profiles": LOOP, "homes": LOOP, "apologies": LOOP, "trackers": TRACKERS, **dict.fromkeys(_OF_MORNINGS, MORNINGS)},
)


@dataclass(frozen=True, slots=True)
class Job:
    """Work that every replica looks for again and again; what is to be done once, the work itself claims."""

    name: str
    every: timedelta
    work: Callable[[], object]
    executor: str = "default"
    """Plain work has a thread; what asks Slack runs in the bot's own loop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doers:
    """Who does the work of each job; what asks Slack is called in the bot's own loop."""

    renewals: NightlyRenewals
    scoring: NightlyScoring
    digests: Digests
    weeklies: Weeklies
    product_weeks: ProductWeeks
    alerts: AlertWatch
    playbooks: PlaybookWatch
    tasks: TaskMornings
    tellings: OwnersFollowed
    decisions: TriageMornings
    wakes: RequestWakes
    plans: PlanWatch
    deliveries: Deliveries
    outgoings: Outgoings
    learn_profiles: Callable[[], Awaitable[None]]
    apologise: Callable[[], Awaitable[None]]
    publish_homes: Callable[[], Awaitable[None]]
    trackers: TrackerWork | None


def jobs(by: Doers) -> tuple[Job, ...]:
    """Renewals and plans come before the scoring of the same night: who leaves in it is scored no more."""
    works: dict[str, Callable[[], object]] = {
        "renewals": lambda: renew(by.renewals),
        "scoring": lambda: score(by.scoring),
        "profiles": by.learn_profiles,
        "alerts": lambda: alert(by.alerts),
        "playbooks": lambda: play(by.playbooks),
        "digests": lambda: digest(by.digests),
        "weeklies": lambda: tell_weeks(by.weeklies, by.product_weeks),
        "tasks": lambda: tell_tasks(by.tasks),
        "tellings": lambda: follow(by.tellings),
        "decisions": lambda: tell_decisions(by.decisions),
        "wakes": lambda: wake_requests(by.wakes),
        "homes": by.publish_homes,
        "plans": lambda: watch_plans(by.plans),
        "apologies": by.apologise,
        "sweeping": lambda: sweep(by.deliveries, by.outgoings),
    }
    if by.trackers:
        works["trackers"] = partial(track, by.trackers)
    wanted = ((name, every) for name, every in EVERY.items() if name in works)
    return tuple(Job(name, every, works[name], _EXECUTORS.get(name, "default")) for name, every in wanted)


def register(scheduler: BaseScheduler, *registered: Job, watch: JobWatch) -> None:
    """A look that was missed is made once, however late; two of one kind never run side by side."""
    for job in registered:
        scheduler.add_job(
            _watched_call(job, watch) if job.executor == LOOP else partial(_watched, job, watch),
            "interval",
            seconds=job.every.total_seconds(),
            id=job.name,
            executor=job.executor,
            coalesce=True,
            misfire_grace_time=None,
            max_instances=1,
        )


def _watched(job: Job, watch: JobWatch) -> None:
    """What fails is written down, and comes again at its next turn."""
    began_at, error = watch.clock(), None
    try:
        job.work()
    except Exception as failure:
        log.exception("the job %s failed", job.name)
        error = failure
    watch.noted(job.name, began_at=began_at, error=error)


def _watched_call(job: Job, watch: JobWatch) -> Callable[[], Awaitable[None]]:
    """The same for what waits in the loop; the book is written in a thread."""

    async def watched() -> None:
        began_at, error = watch.clock(), None
        try:
            await cast("Awaitable[None]", job.work())
        except Exception as failure:
            log.exception("the job %s failed", job.name)
            error = failure
        await asyncio.to_thread(watch.noted, job.name, began_at=began_at, error=error)

    return watched
