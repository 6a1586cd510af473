"""The bot put together, on one book, one HTTP session, one pool of threads: enough to answer for an account's health.

That is what people ask most. Every other part is loaded when one of its features is asked for.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

from aiohttp import ClientSession
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.bootstrap.book import now, opened_library
from bot.bootstrap.features import parted_routes
from bot.bootstrap.surroundings import Surroundings
from bot.handlers import health, profiles
from bot.handlers.admission import Admission
from bot.handlers.affiliations import People
from bot.handlers.audiences import Audiences
from bot.handlers.desk import Desk
from bot.handlers.home import Workspace
from bot.handlers.listening import bolt_app
from bot.handlers.owing import Owing
from bot.handlers.reception import Reception, Ways
from bot.handlers.responding import Responder
from bot.handlers.routing import Routes
from bot.http.app import Pages, http_app
from bot.http.bodies import mend_bolt
from bot.http.clients import posting_client, reading_client, session
from bot.http.front_door import FrontDoor
from bot.http.metrics import Dispatch, Metrics
from bot.http.signatures import Signatures
from bot.loading import loaded
from bot.services.access import Access
from bot.services.account_asks import AccountAsks
from bot.services.deliveries import Deliveries
from bot.services.explanations import Explanations
from bot.services.health import Health
from bot.services.owed_answers import OwedAnswers
from bot.settings import Mode, Settings
from domain.ports import Library
from storage.library import SqlLibrary

FINISHING_SECONDS = 4.0
"""How long late answers may still take after the last request; with the server's own grace, ten at most."""


@dataclass(frozen=True, slots=True)
class House:
    """The bot, put together; `dispatch` takes a verified request, `application` answers HTTP."""

    around: Surroundings
    routes: Routes
    dispatch: Dispatch
    application: ASGIApp


@asynccontextmanager
async def opened_house(settings: Settings) -> AsyncIterator[House]:
    """Inside the running loop; what is going on is finished before anything it needs is closed."""
    mend_bolt()
    desk = Desk(workers=settings.workers)
    async with session() as http:
        with opened_library(settings) as library:
            try:
                yield _house(settings, library, desk, http)
            finally:
                await desk.finish(within=FINISHING_SECONDS)
                desk.close()


def _house(settings: Settings, library: SqlLibrary, desk: Desk, http: ClientSession) -> House:
    around = _surroundings(settings, library, desk, http)
    routes = _routes(around)
    reception = Reception(
        routes,
        around.admission,
        Ways(around.posting, around.reading, desk, around.responder, around.owing),
        Deliveries(library, clock=now),
        prefix=settings.command_prefix,
    )
    metrics = Metrics(lambda: desk.going)
    dispatch = metrics.measured(bolt_app(reception, around.workspace).async_dispatch)
    pages = Pages(partial(_ping, library), desk, metrics)
    door = _front_door(settings, dispatch, metrics) if settings.mode is Mode.HTTP else None
    hooks = [*_tracker_hooks(settings, library, desk, metrics), *_survey_hooks(settings, library, desk)]
    return House(around, routes, dispatch, http_app(pages, front_door=door, hooks=hooks))


def _tracker_hooks(settings: Settings, library: Library, desk: Desk, metrics: Metrics) -> Sequence[Route]:
    """Loaded only where a tracker may call."""
    if not settings.tracker_hook_secrets:
        return ()
    routes: Sequence[Route] = loaded("bot.bootstrap.trackers").tracker_door(settings, library, desk, metrics).routes()
    return routes


def _survey_hooks(settings: Settings, library: Library, desk: Desk) -> Sequence[Route]:
    """Loaded only where a survey tool may call."""
    if not settings.survey_hook_secrets:
        return ()
    routes: Sequence[Route] = loaded("bot.bootstrap.surveys").survey_door(settings, library, desk).routes()
    return routes


def _surroundings(settings: Settings, library: SqlLibrary, desk: Desk, http: ClientSession) -> Surroundings:
    token = settings.slack_bot_token.get_secret_value()
    reading = reading_client(http, token=token, base_url=settings.slack_api_url)
    posting = posting_client(http, token=token, base_url=settings.slack_api_url)
    workspace = Workspace(reading)
    people = People(reading, workspace)
    admission = _admission(settings, library, people, workspace)
    responder = Responder(http, posting)
    return Surroundings(
        settings,
        library,
        desk,
        workspace,
        people,
        admission,
        Audiences(people, workspace),
        responder,
        Owing(OwedAnswers(library, now), desk, responder),
        reading,
        posting,
    )


def _admission(settings: Settings, library: Library, people: People, workspace: Workspace) -> Admission:
    access = Access(
        library,
        clock=now,
        first_admins=frozenset(settings.first_admins),
        default_role=settings.default_role,
    )
    return Admission(
        access,
        people,
        workspace,
        clock=now,
        zone=settings.zone,
        language=settings.language,
        prefix=settings.command_prefix,
    )


def _routes(around: Surroundings) -> Routes:
    routes = parted_routes(around)
    health.register(routes, Health(around.library, AccountAsks(around.settings.currency)), Explanations(around.library))
    profiles.register(routes, around.admission, around.workspace, around.desk)
    return routes


def _front_door(settings: Settings, dispatch: Dispatch, metrics: Metrics) -> FrontDoor:
    signatures = Signatures(settings.slack_signing_secret.get_secret_value(), time.time)
    return FrontDoor(dispatch, signatures, refused=metrics.refused)


def _ping(library: Library) -> None:
    with library.reading() as book:
        book.policies.current()
