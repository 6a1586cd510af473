"""The Home tab: its sections in their order, and who publishes it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks.home.book import book_blocks
from bot.blocks.home.company import company_blocks
from bot.blocks.home.requests import product_blocks, waiting_blocks
from bot.blocks.home.steps import step_blocks
from bot.blocks.home.today import today_blocks
from bot.bootstrap.book import now
from bot.bootstrap.homes import publisher
from bot.bootstrap.surroundings import Surroundings
from bot.bootstrap.trackers import triage
from bot.handlers import home_tab
from bot.handlers.home_pages import HomePages
from bot.handlers.home_sections import HomeSection
from bot.handlers.routing import Routes
from bot.services.home import Home
from bot.services.home_book import OwnBook
from bot.services.home_company import Company
from bot.services.home_requests import ProductDesk, Waiting
from bot.services.home_today import Today
from bot.services.outbox import Outgoings
from bot.services.tasks import Tasks
from bot.services.triage_queue import TriageQueues
from bot.settings import Settings
from domain.home import Connections
from domain.ports import Library


def register(routes: Routes, around: Surroundings) -> None:
    library, zone = around.library, around.settings.zone
    tasks, outgoings = Tasks(library, clock=now, zone=zone), Outgoings(library, clock=now)
    home_tab.register(routes, publisher(around), tasks, triage(around.settings, library), outgoings)


def pages(around: Surroundings) -> HomePages:
    parts = sections(around.settings, around.library)
    home = Home(around.library, now, around.settings.zone, [each.look for each in parts])
    return HomePages(home, parts, around.admission)


def sections(settings: Settings, library: Library) -> Sequence[HomeSection]:
    """One line each, in the order in which they stand on the page; what a role has nothing of is left out."""
    queues = TriageQueues(library, now, settings.zone, settings.currency, settings.first_decision_days)
    company = Company(connections(settings)).look
    return (
        HomeSection(company, step_blocks),
        HomeSection(Today(settings.currency).look, today_blocks),
        HomeSection(OwnBook(settings.currency).look, book_blocks),
        HomeSection(Waiting().look, waiting_blocks),
        HomeSection(ProductDesk(queues).look, product_blocks),
        HomeSection(company, company_blocks),
    )


def connections(settings: Settings) -> Connections:
    kind = settings.database_url.get_secret_value().partition(":")[0].partition("+")[0]
    trackers = tuple(f"{place.tracker} {place.project}" for place in settings.tracker_places)
    return Connections(settings.mode.value, kind, trackers)
