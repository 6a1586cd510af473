"""The bot put together: every feature on one book, one HTTP session, one pool of threads."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

from aiohttp import ClientError, ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from starlette.types import ASGIApp

from bot.bootstrap.book import now, opened_library, renewal_terms, scoring
from bot.bootstrap.clockwork import ticking
from bot.bootstrap.mail import draining, outbox_drain
from bot.handlers import (
    churn,
    closing,
    cs,
    digests,
    forecasts,
    health,
    home_tab,
    judgement,
    menus,
    profiles,
    rates,
    renewals,
    retention,
    sharing,
    snoozes,
    tasks,
)
from bot.handlers import settings as preferences
from bot.handlers.admission import Admission
from bot.handlers.affiliations import People
from bot.handlers.audiences import Audiences
from bot.handlers.desk import Desk
from bot.handlers.home import Workspace
from bot.handlers.listening import bolt_app
from bot.handlers.reception import Reception, Ways
from bot.handlers.responding import Responder
from bot.handlers.routing import Routes
from bot.http.app import Pages, http_app
from bot.http.bodies import mend_bolt
from bot.http.clients import posting_client, reading_client, session
from bot.http.front_door import FrontDoor
from bot.http.metrics import Dispatch, Metrics
from bot.http.serving import http_server
from bot.http.serving import serve as serve_http
from bot.http.signatures import Signatures
from bot.http.socket_mode import SocketMode
from bot.outbox.drain import Drain
from bot.services.access import Access
from bot.services.attention import Attentions
from bot.services.churns import ChurnFigures
from bot.services.closing_undo import ClosingUndo
from bot.services.closings import Closings
from bot.services.curves import Curves
from bot.services.deliveries import Deliveries
from bot.services.digest_desk import DigestDesk
from bot.services.digests import Digests
from bot.services.explanations import Explanations
from bot.services.forecasts import Forecasts
from bot.services.health import Health
from bot.services.home import Home
from bot.services.judgements import Judgements
from bot.services.outbox import Outgoings
from bot.services.preferences import PreferenceBook
from bot.services.rates import ExchangeRateBook
from bot.services.renewals import RenewalLists
from bot.services.retention import RetentionFigures
from bot.services.sharing import Sharing
from bot.services.snoozes import Snoozes
from bot.services.tasks import Tasks
from bot.services.weeklies import Weeklies
from bot.services.weekly_desk import WeeklyDesk
from bot.settings import Mode, Settings
from domain.errors import BookUnavailableError, PolicyError
from domain.ports import Library
from integrations.files.money import typed_amount
from storage.library import SqlLibrary

log = logging.getLogger(__name__)

FINISHING_SECONDS = 4.0
"""How long late answers may still take after the last request; with the server's own grace, ten at most."""


@dataclass(frozen=True, slots=True)
class House:
    """The bot, put together; `dispatch` takes a verified request, `application` answers HTTP."""

    library: SqlLibrary
    desk: Desk
    workspace: Workspace
    reading: AsyncWebClient
    dispatch: Dispatch
    application: ASGIApp
    drain: Drain
    admission: Admission


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


async def serve(settings: Settings) -> bool:
    """Until it is told to stop; False when there was no Slack for too long."""
    async with opened_house(settings) as house:
        house.desk.start(_greet(house.workspace))
        house.desk.start(_bring_renewals_up(settings, house))
        server = http_server(house.application, host=settings.host, port=settings.port)
        socket = _socket(settings, house) if settings.mode is Mode.SOCKET else None
        learn_profiles = partial(profiles.learn, house.admission, house.desk)
        house.desk.start(learn_profiles())
        try:
            async with ticking(settings, house.library, learn_profiles), draining(house.drain):
                return await serve_http(server, socket)
        finally:
            await house.desk.finish(within=FINISHING_SECONDS)
            if socket:
                await socket.close()


async def _greet(workspace: Workspace) -> None:
    """Who we are is asked beside the start; without Slack the bot starts all the same, and asks again later."""
    try:
        home = await workspace.home()
    except (SlackApiError, ClientError, TimeoutError) as error:
        log.warning("Slack did not say who we are: %s", type(error).__name__)
    else:
        log.info("at home in %s", home.team)


async def _bring_renewals_up(settings: Settings, house: House) -> None:
    """What came into the book while the bot was not there, beside the start; the night looks again."""
    try:
        await house.desk.work(renewal_terms(settings, house.library).reconcile)
    except BookUnavailableError as error:
        log.warning("renewals not brought up to the contracts now, but tonight: %s", error.what)
    except PolicyError as error:
        log.warning("renewals not brought up to the contracts: the policy cannot be used: %s", error)


def _house(settings: Settings, library: SqlLibrary, desk: Desk, http: ClientSession) -> House:
    token = settings.slack_bot_token.get_secret_value()
    reading = reading_client(http, token=token, base_url=settings.slack_api_url)
    posting = posting_client(http, token=token, base_url=settings.slack_api_url)
    workspace = Workspace(reading)
    people = People(reading, workspace)
    admission = _admission(settings, library, people, workspace)
    routes = _routes(settings, library, people, workspace)
    _register_mornings(routes, settings, library, admission)
    made = Home(library, Digests(library, now, settings.zone, settings.currency), now)
    home_tab.register(routes, made, Outgoings(library, clock=now), admission, client=posting, desk=desk)
    profiles.register(routes, admission, workspace, desk)
    reception = Reception(
        routes,
        admission,
        Ways(posting, reading, desk, Responder(http, posting)),
        Deliveries(library, clock=now),
        prefix=settings.command_prefix,
    )
    metrics = Metrics(lambda: desk.going)
    dispatch = metrics.measured(bolt_app(reception, workspace).async_dispatch)
    pages = Pages(partial(_ping, library), desk, metrics)
    door = _front_door(settings, dispatch, metrics) if settings.mode is Mode.HTTP else None
    drain = outbox_drain(settings, library, desk, admission, posting=posting, reading=reading)
    return House(library, desk, workspace, reading, dispatch, http_app(pages, front_door=door), drain, admission)


def _admission(settings: Settings, library: Library, people: People, workspace: Workspace) -> Admission:
    access = Access(
        library,
        clock=now,
        first_admins=frozenset(settings.first_admins),
        default_role=settings.default_role,
    )
    return Admission(access, people, workspace, clock=now, zone=settings.zone, language=settings.language)


def _routes(settings: Settings, library: SqlLibrary, people: People, workspace: Workspace) -> Routes:
    """Every feature, registered."""
    routes = Routes()
    health.register(routes, Health(library), Explanations(library))
    rescore = scoring(settings, library).rescore
    judgement.register(routes, Judgements(library, clock=now, rescore=rescore))
    sharing.register(routes, Sharing(library, clock=now), Audiences(people, workspace), language=settings.language)
    curves = Curves()
    renewals.register(routes, RenewalLists(library, curves, currency=settings.currency, clock=now))
    _register_figures(routes, settings, library, curves)
    forecasts.register(routes, Forecasts(library, clock=now, read_amount=typed_amount))
    snoozes.register(routes, Snoozes(library, clock=now))
    closings = Closings(library, clock=now, read_amount=typed_amount, rescore=rescore)
    closing.register(routes, closings, ClosingUndo(library, clock=now, rescore=rescore))
    kept = Tasks(library, clock=now, zone=settings.zone)
    tasks.register(routes, kept, Health(library), prefix=settings.command_prefix)
    menus.register(routes)
    cs.register(routes, prefix=settings.command_prefix)
    return routes


def _register_figures(routes: Routes, settings: Settings, library: SqlLibrary, curves: Curves) -> None:
    """What is behind `/cs retention`, `/cs churn` and `/cs rates`."""
    base, prefix = settings.currency, settings.command_prefix
    retention.register(routes, RetentionFigures(library, curves, clock=now, currency=base), prefix=prefix)
    churn.register(routes, ChurnFigures(library, currency=base), prefix=prefix)
    rates.register(routes, ExchangeRateBook(library, clock=now, currency=base))


def _register_mornings(routes: Routes, settings: Settings, library: SqlLibrary, admission: Admission) -> None:
    """What is behind `/cs digest` and `/cs settings`."""
    made = Digests(library, now, settings.zone, settings.currency)
    weeks = WeeklyDesk(library, Weeklies(library, now, settings.zone, settings.currency), now)
    digests.register(routes, DigestDesk(library, made, now), weeks, Attentions(library, clock=now, zone=settings.zone))
    preferences.register(routes, PreferenceBook(library, clock=now), admission)


def _front_door(settings: Settings, dispatch: Dispatch, metrics: Metrics) -> FrontDoor:
    signatures = Signatures(settings.slack_signing_secret.get_secret_value(), time.time)
    return FrontDoor(dispatch, signatures, refused=metrics.refused)


def _socket(settings: Settings, house: House) -> SocketMode:
    return SocketMode(
        house.dispatch,
        house.reading,
        app_token=settings.slack_app_token.get_secret_value(),
        connections=settings.socket_connections,
    )


def _ping(library: Library) -> None:
    with library.reading() as book:
        book.policies.current()
