"""A day's work with accounts: judging, sharing, tasks, touchpoints."""

from __future__ import annotations

from bot.bootstrap.book import now
from bot.bootstrap.scoring import scoring
from bot.bootstrap.surroundings import Surroundings
from bot.handlers import judgement, sharing, tasks, touch_lists, touchpoints
from bot.handlers.routing import Routes
from bot.services.health import Health
from bot.services.judgements import Judgements
from bot.services.sharing import Sharing
from bot.services.tasks import Tasks
from bot.services.touch_changes import TouchChanges
from bot.services.touch_lists import TouchLists
from bot.services.touch_offers import TouchOffers
from bot.services.touchpoints import TouchLog


def register(routes: Routes, around: Surroundings) -> None:
    settings, library = around.settings, around.library
    _register_beside_health(routes, around)
    kept = Tasks(library, clock=now, zone=settings.zone)
    tasks.register(routes, kept, Health(library), prefix=settings.command_prefix)
    _register_touchpoints(routes, around)


def _register_beside_health(routes: Routes, around: Surroundings) -> None:
    library = around.library
    rescore = scoring(around.settings, library).rescore
    judgement.register(routes, Judgements(library, clock=now, rescore=rescore))
    sharing.register(routes, Sharing(library, clock=now), around.audiences, language=around.settings.language)


def _register_touchpoints(routes: Routes, around: Surroundings) -> None:
    """What is behind `Log touchpoint`, `/cs touch` and `/cs touches`."""
    library, zone = around.library, around.settings.zone
    rescore = scoring(around.settings, library).rescore
    log, changes = TouchLog(library, now, rescore, zone), TouchChanges(library, now, rescore, zone)
    touchpoints.register(routes, touchpoints.TouchServices(TouchOffers(library, now, zone), log, changes))
    touch_lists.register(routes, TouchLists(library), prefix=around.settings.command_prefix)
