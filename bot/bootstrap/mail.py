"""The outbox and its worker, put together: every kind of announcement with its words."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial

from slack_sdk.web.async_client import AsyncWebClient

from bot.bootstrap.book import now
from bot.handlers.admission import Admission
from bot.handlers.audiences import Audiences, refusal_in
from bot.handlers.desk import Desk
from bot.handlers.profiles import is_employee
from bot.outbox import alerts, digests, own, playbooks, product_weeks, requests, tasks, weeklies
from bot.outbox.drain import Drain
from bot.outbox.pacing import Budget
from bot.outbox.posting import Poster
from bot.outbox.wording import Wordings
from bot.services.alerts import Alerts
from bot.services.attention import Attentions
from bot.services.channel_digests import ChannelReaders
from bot.services.outbox import Outgoings
from bot.services.playbook_lists import PlaybookLists
from bot.services.requests import Requests
from bot.services.tasks import Tasks
from bot.services.triage_queue import TriageQueues
from bot.settings import Settings, Unseen
from domain.outbox.settling import RetryRules
from domain.ports import Library

STOPPING_SECONDS = 3.0
"""How long what is being said may still take when the bot stops; what takes longer is looked for afterwards."""


def outbox_drain(
    settings: Settings,
    library: Library,
    desk: Desk,
    admission: Admission,
    *,
    posting: AsyncWebClient,
    reading: AsyncWebClient,
    audiences: Audiences,
) -> Drain:
    rules = RetryRules(
        timedelta(seconds=settings.look_after_seconds), repeats_unseen=settings.unseen_messages is Unseen.REPEAT
    )
    outgoings = Outgoings(library, clock=now, rules=rules)
    budget = Budget(settings.messages_per_second)
    said = _wordings(settings, library).said
    poster = Poster(
        outgoings,
        said,
        desk.work,
        client=posting,
        reading=reading,
        budget=budget,
        may_be_written_to=partial(is_employee, admission=admission, desk=desk),
        refusal_of=partial(refusal_in, audiences=audiences, reading=reading),
    )
    return Drain(outgoings, poster, desk.work)


@asynccontextmanager
async def draining(drain: Drain) -> AsyncIterator[None]:
    """Inside the running loop."""
    going = asyncio.create_task(drain.run())
    try:
        yield
    finally:
        await drain.stop(within=STOPPING_SECONDS)
        await going


def _wordings(settings: Settings, library: Library) -> Wordings:
    wordings = Wordings(
        library, clock=now, zone=settings.zone, language=settings.language, prefix=settings.command_prefix
    )
    own.register(wordings)
    digests.register(wordings, Attentions(library, clock=now, zone=settings.zone), ChannelReaders(library))
    weeklies.register(wordings)
    product_weeks.register(wordings)
    alerts.register(wordings, Alerts(library, now))
    requests.register(wordings, Requests(library, now, settings.currency, may_push=bool(settings.tracker_places)))
    queues = TriageQueues(library, now, settings.zone, settings.currency, settings.first_decision_days)
    requests.register_reminders(wordings, queues)
    tasks.register(wordings, Tasks(library, clock=now, zone=settings.zone))
    playbooks.register(wordings, PlaybookLists(library, now))
    return wordings
