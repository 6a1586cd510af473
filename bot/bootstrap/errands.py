"""What the bot does besides answering: jobs, messages, and what came into the book while it was not there."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, ExitStack, asynccontextmanager
from functools import partial

from bot.bootstrap.clockwork import ticking
from bot.bootstrap.homes import publisher
from bot.bootstrap.mail import draining, outbox_drain
from bot.bootstrap.scoring import renewal_terms
from bot.bootstrap.surroundings import Surroundings
from bot.handlers import profiles
from bot.handlers.routing import Routes
from bot.loading import loaded
from bot.services.tracker_work import TrackerWork
from domain.errors import BookUnavailableError, PolicyError

log = logging.getLogger(__name__)


@asynccontextmanager
async def going(around: Surroundings, routes: Routes) -> AsyncIterator[None]:
    """Inside the running loop; Home tabs follow what people do, whatever `routes` have loaded by then."""
    settings, library, desk = around.settings, around.library, around.desk
    desk.start(_bring_renewals_up(around))
    learn_profiles = partial(profiles.learn, around.admission, desk)
    desk.start(learn_profiles())
    drain = outbox_drain(
        settings,
        library,
        desk,
        around.admission,
        posting=around.posting,
        reading=around.reading,
        audiences=around.audiences,
    )
    with ExitStack() as stack:
        trackers = stack.enter_context(_trackers(around)) if settings.tracker_places else None
        homes = publisher(around)
        routes.afterwards(homes.acted)
        routes.catch_up()
        apologise, publish = around.owing.apologise, homes.mornings
        async with ticking(settings, library, learn_profiles, apologise, publish, trackers), draining(drain):
            yield


def _trackers(around: Surroundings) -> AbstractContextManager[TrackerWork]:
    """Loaded only where one is set up."""
    working: AbstractContextManager[TrackerWork] = loaded("bot.bootstrap.tracker_work").working(
        around.settings, around.library
    )
    return working


async def _bring_renewals_up(around: Surroundings) -> None:
    """What came into the book while the bot was not there, beside the start; the night looks again."""
    try:
        await around.desk.work(renewal_terms(around.settings, around.library).reconcile)
    except BookUnavailableError as error:
        log.warning("renewals not brought up to the contracts now, but tonight: %s", error.what)
    except PolicyError as error:
        log.warning("renewals not brought up to the contracts: the policy cannot be used: %s", error)
