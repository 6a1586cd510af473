"""What customers ask for: `/feedback`, `/cs requests`, `/cs triage` and `/cs areas`."""

from __future__ import annotations

from bot.bootstrap.book import now
from bot.bootstrap.scoring import scoring
from bot.bootstrap.surroundings import Surroundings
from bot.bootstrap.trackers import tracker_desk
from bot.bootstrap.trackers import triage as decisions
from bot.handlers import (
    capture_settings,
    deletions,
    feedback,
    live_feedback,
    merging,
    offers,
    product_areas,
    request_moves,
    request_snoozes,
    request_talk,
    requests,
    telling_customers,
    trackers,
    triage,
    triage_queue,
)
from bot.handlers.open_forms import OpenForms
from bot.handlers.routing import Routes
from bot.services.capture_emoji import CaptureEmoji
from bot.services.deliveries import Deliveries
from bot.services.forgetting import Forgetting
from bot.services.health import Health
from bot.services.merges import Merges
from bot.services.product_areas import ProductAreas
from bot.services.reopening import Reopening
from bot.services.request_lists import RequestLists
from bot.services.request_moves import RequestMoves
from bot.services.request_snoozes import RequestSnoozes
from bot.services.request_talk import RequestTalks
from bot.services.requests import Requests
from bot.services.tellings import Tellings
from bot.services.triage_queue import TriageQueues
from bot.services.untold import Untold
from bot.settings import Deleted
from integrations.files.money import typed_amount


def register(routes: Routes, around: Surroundings) -> None:
    settings, library = around.settings, around.library
    kept = Requests(library, now, settings.currency, may_push=bool(settings.tracker_places))
    forms, emoji = OpenForms(), CaptureEmoji(library, now)
    feedback.register(routes, kept, Health(library), forms)
    live_feedback.register(routes, kept, forms)
    offers.register(routes, emoji, Deliveries(library, clock=now), _surface(around))
    capture_settings.register(routes, emoji, around.audiences)
    untold = telling_customers.untold_desk(routes, Untold(library, now))
    lists = RequestLists(library, settings.currency, kept.similar, may_push=kept.may_push)
    requests.register(routes, lists, untold)
    product_areas.register(routes, ProductAreas(library, now), around.audiences)
    _register_triage(routes, around, kept)
    _register_telling(routes, around)


def _register_triage(routes: Routes, around: Surroundings, kept: Requests) -> None:
    """What is behind the buttons of a request's card, and `/cs triage`."""
    library, zone, base = around.library, around.settings.zone, around.settings.currency
    decided, merges = decisions(around.settings, library), Merges(library, now, zone, base, kept.similar)
    triage.register(routes, decided)
    if around.settings.tracker_places:
        trackers.register(routes, tracker_desk(around.settings, library))
    merging.register(routes, merges)
    request_moves.register(routes, RequestMoves(library, now, base))
    request_snoozes.register(routes, RequestSnoozes(library, now, base, typed_amount))
    request_talk.register(routes, RequestTalks(library, now, zone, base))
    queues = TriageQueues(library, now, zone, base, around.settings.first_decision_days)
    triage_queue.register(routes, queues, decided, merges)


def _register_telling(routes: Routes, around: Surroundings) -> None:
    """What is behind `Told…` and `Not solved…`, and what happens when a customer's message is deleted."""
    settings, library = around.settings, around.library
    tellings = Tellings(library, now, scoring(settings, library).rescore, settings.zone)
    telling_customers.register(routes, tellings, Reopening(library, now, settings.zone, settings.currency))
    keeps = settings.deleted_messages is Deleted.KEEP
    deletions.register(routes, Forgetting(library, now, settings.zone, keeps), around.desk)


def _surface(around: Surroundings) -> offers.Surface:
    ways = around.posting, around.reading, around.responder, around.desk
    return offers.Surface(around.admission, around.workspace, *ways)
