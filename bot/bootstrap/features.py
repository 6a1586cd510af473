"""Every feature but an account's health, registered."""

from __future__ import annotations

from bot.bootstrap.book import now
from bot.bootstrap.scoring import scoring
from bot.bootstrap.surroundings import Surroundings
from bot.bootstrap.trackers import tracker_desk
from bot.bootstrap.trackers import triage as decisions
from bot.handlers import (
    alerts,
    capture_settings,
    churn,
    closing,
    cs,
    deletions,
    digests,
    feedback,
    forecasts,
    home_tab,
    judgement,
    live_feedback,
    menus,
    merging,
    offers,
    product_areas,
    rates,
    renewals,
    request_moves,
    request_snoozes,
    request_talk,
    requests,
    retention,
    sharing,
    snoozes,
    tasks,
    telling_customers,
    touch_lists,
    touchpoints,
    trackers,
    triage,
    triage_queue,
)
from bot.handlers import settings as preferences
from bot.handlers.open_forms import OpenForms
from bot.handlers.routing import Routes
from bot.services.alerts import Alerts
from bot.services.attention import Attentions
from bot.services.capture_emoji import CaptureEmoji
from bot.services.churns import ChurnFigures
from bot.services.closing_undo import ClosingUndo
from bot.services.closings import Closings
from bot.services.curves import Curves
from bot.services.deliveries import Deliveries
from bot.services.digest_desk import DigestDesk
from bot.services.digests import Digests
from bot.services.forecasts import Forecasts
from bot.services.forgetting import Forgetting
from bot.services.health import Health
from bot.services.home import Home
from bot.services.judgements import Judgements
from bot.services.merges import Merges
from bot.services.outbox import Outgoings
from bot.services.preferences import PreferenceBook
from bot.services.product_areas import ProductAreas
from bot.services.product_desk import ProductDesk
from bot.services.product_weeks import ProductWeeks
from bot.services.rates import ExchangeRateBook
from bot.services.renewals import RenewalLists
from bot.services.reopening import Reopening
from bot.services.request_lists import RequestLists
from bot.services.request_moves import RequestMoves
from bot.services.request_snoozes import RequestSnoozes
from bot.services.request_talk import RequestTalks
from bot.services.requests import Requests
from bot.services.retention import RetentionFigures
from bot.services.sharing import Sharing
from bot.services.snoozes import Snoozes
from bot.services.tasks import Tasks
from bot.services.tellings import Tellings
from bot.services.touch_changes import TouchChanges
from bot.services.touch_lists import TouchLists
from bot.services.touch_offers import TouchOffers
from bot.services.touchpoints import TouchLog
from bot.services.triage_queue import TriageQueues
from bot.services.untold import Untold
from bot.services.weeklies import Weeklies
from bot.services.weekly_desk import WeeklyDesk
from bot.settings import Deleted
from integrations.files.money import typed_amount


def register(routes: Routes, around: Surroundings) -> None:
    """`/cs` offers its words in the order of registration."""
    settings, library = around.settings, around.library
    _register_beside_health(routes, around)
    curves = Curves()
    renewals.register(routes, RenewalLists(library, curves, currency=settings.currency, clock=now))
    _register_figures(routes, around, curves)
    _register_closing(routes, around)
    kept = Tasks(library, clock=now, zone=settings.zone)
    tasks.register(routes, kept, Health(library), prefix=settings.command_prefix)
    _register_touchpoints(routes, around)
    menus.register(routes)
    cs.register(routes, prefix=settings.command_prefix)
    _register_mornings(routes, around)
    _register_feedback(routes, around)


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


def _register_closing(routes: Routes, around: Surroundings) -> None:
    """What is behind the dots of a renewal."""
    library = around.library
    rescore = scoring(around.settings, library).rescore
    forecasts.register(routes, Forecasts(library, clock=now, read_amount=typed_amount))
    snoozes.register(routes, Snoozes(library, clock=now))
    closings = Closings(library, clock=now, read_amount=typed_amount, rescore=rescore)
    closing.register(routes, closings, ClosingUndo(library, clock=now, rescore=rescore))


def _register_figures(routes: Routes, around: Surroundings, curves: Curves) -> None:
    """What is behind `/cs retention`, `/cs churn` and `/cs rates`."""
    library, base, prefix = around.library, around.settings.currency, around.settings.command_prefix
    retention.register(routes, RetentionFigures(library, curves, clock=now, currency=base), prefix=prefix)
    churn.register(routes, ChurnFigures(library, currency=base), prefix=prefix)
    rates.register(routes, ExchangeRateBook(library, clock=now, currency=base))


def _register_feedback(routes: Routes, around: Surroundings) -> None:
    """What is behind `/feedback`, `/cs requests` and `/cs areas`."""
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


def _register_mornings(routes: Routes, around: Surroundings) -> None:
    """What is behind `/cs digest`, `/cs alerts` and `/cs settings`, and the Home tab."""
    settings, library, admission = around.settings, around.library, around.admission
    made = Digests(library, now, settings.zone, settings.currency)
    weeks = WeeklyDesk(library, Weeklies(library, now, settings.zone, settings.currency), now)
    product_weeks = ProductWeeks(library, now, settings.zone, settings.currency, settings.first_decision_days)
    product = ProductDesk(library, product_weeks, now)
    attentions = Attentions(library, clock=now, zone=settings.zone)
    digests.register(routes, DigestDesk(library, made, now), weeks, product, attentions)
    alerts.register(routes, Alerts(library, now))
    preferences.register(routes, PreferenceBook(library, clock=now), admission, around.audiences)
    home = Home(library, made, now)
    home_tab.register(routes, home, Outgoings(library, clock=now), admission, client=around.posting, desk=around.desk)
