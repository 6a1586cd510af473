"""The jobs, at work in a thread of their own while the bot serves."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, time
from zoneinfo import ZoneInfo

from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.executors.base import BaseExecutor
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.blocks.plan_tasks import check_in_title
from bot.blocks.playbook_words import closing_reason
from bot.bootstrap.book import now
from bot.bootstrap.scoring import renewal_terms, scoring
from bot.jobs.registry import LOOP, MORNINGS, TRACKERS, Doers, Job, jobs, register
from bot.services.alert_watch import AlertWatch
from bot.services.deliveries import Deliveries
from bot.services.digests import Digests
from bot.services.job_watch import JobWatch
from bot.services.nightly import NightlyScoring
from bot.services.outbox import Outgoings
from bot.services.owners_followed import OwnersFollowed
from bot.services.plan_records import PlanWork
from bot.services.plan_watch import PlanWatch
from bot.services.playbook_watch import PlaybookWatch
from bot.services.product_weeks import ProductWeeks
from bot.services.renewal_nights import NightlyRenewals
from bot.services.request_wakes import RequestWakes
from bot.services.task_mornings import TaskMornings
from bot.services.tracker_work import TrackerWork
from bot.services.triage_mornings import TriageMornings
from bot.services.triage_queue import TriageQueues
from bot.services.weeklies import Weeklies
from bot.settings import Settings
from domain.ports import Library
from domain.schedules import Nightly


@asynccontextmanager
async def ticking(
    settings: Settings,
    library: Library,
    learn_profiles: Callable[[], Awaitable[None]],
    apologise: Callable[[], Awaitable[None]],
    publish_homes: Callable[[], Awaitable[None]],
    trackers: TrackerWork | None = None,
) -> AsyncIterator[AsyncIOScheduler]:
    """Inside the running loop. A job at work when the bot stops is not waited for here: it leaves whole parts."""
    scheduler = AsyncIOScheduler(timezone=UTC, executors=_executors())
    made = _jobs(settings, library, learn_profiles, apologise, publish_homes, trackers)
    register(scheduler, *made, watch=JobWatch(library, now))
    scheduler.start()
    try:
        yield scheduler
    finally:
        scheduler.shutdown(wait=False)


def _executors() -> dict[str, BaseExecutor]:
    """What the night does comes one after the other; mornings do not wait for it."""
    return {
        "default": ThreadPoolExecutor(1),
        MORNINGS: ThreadPoolExecutor(1),
        TRACKERS: ThreadPoolExecutor(1),
        LOOP: AsyncIOExecutor(),
    }


def _jobs(
    settings: Settings,
    library: Library,
    learn_profiles: Callable[[], Awaitable[None]],
    apologise: Callable[[], Awaitable[None]],
    publish_homes: Callable[[], Awaitable[None]],
    trackers: TrackerWork | None,
) -> tuple[Job, ...]:
    night = _night(settings)
    queues = TriageQueues(library, now, settings.zone, settings.currency, settings.first_decision_days)
    doers = Doers(
        renewals=NightlyRenewals(library, renewal_terms(settings, library), night, now),
        scoring=NightlyScoring(library, scoring(settings, library), night, now),
        digests=Digests(library, now, settings.zone, settings.currency),
        weeklies=Weeklies(library, now, settings.zone, settings.currency),
        product_weeks=ProductWeeks(library, now, settings.zone, settings.currency, settings.first_decision_days),
        alerts=AlertWatch(library, now, settings.zone),
        playbooks=PlaybookWatch(library, now, settings.zone, settings.currency, closing_reason),
        tasks=TaskMornings(library, now, settings.zone),
        tellings=OwnersFollowed(library, now, settings.zone),
        decisions=TriageMornings(queues, now),
        wakes=RequestWakes(library, now, settings.zone, settings.currency),
        plans=PlanWatch(_plan_work(settings, library), night),
        deliveries=Deliveries(library, clock=now),
        outgoings=Outgoings(library, clock=now),
        learn_profiles=learn_profiles,
        apologise=apologise,
        publish_homes=publish_homes,
        trackers=trackers,
    )
    return jobs(doers)


def _plan_work(settings: Settings, library: Library) -> PlanWork:
    """What it writes is scored with everything else that changed."""
    return PlanWork(library, now, lambda accounts: accounts, settings.zone, check_in_title)


def _night(settings: Settings) -> Nightly:
    return Nightly(time(settings.score_hour), ZoneInfo(settings.zone))
