"""Every feature but an account's health, registered."""

from __future__ import annotations

from bot.blocks.request_words import telling_title
from bot.bootstrap.book import now
from bot.bootstrap.scoring import scoring
from bot.bootstrap.surroundings import Surroundings
from bot.handlers import (
    alerts,
    churn,
    closing,
    cs,
    digests,
    feedback,
    forecasts,
    home_tab,
    judgement,
    menus,
    product_areas,
    rates,
    renewals,
    requests,
    retention,
    sharing,
    snoozes,
    tasks,
    touchpoints,
    triage,
)
from bot.handlers import settings as preferences
from bot.handlers.routing import Routes
from bot.services.alerts import Alerts
from bot.services.attention import Attentions
from bot.services.churns import ChurnFigures
from bot.services.closing_undo import ClosingUndo
from bot.services.closings import Closings
from bot.services.curves import Curves
from bot.services.digest_desk import DigestDesk
from bot.services.digests import Digests
from bot.services.forecasts import Forecasts
from bot.services.health import Health
from bot.services.home import Home
from bot.services.judgements import Judgements
from bot.services.outbox import Outgoings
from bot.services.preferences import PreferenceBook
from bot.services.product_areas import ProductAreas
from bot.services.product_desk import ProductDesk
from bot.services.product_weeks import ProductWeeks
from bot.services.rates import ExchangeRateBook
from bot.services.renewals import RenewalLists
from bot.services.request_lists import RequestLists
from bot.services.requests import Requests
from bot.services.retention import RetentionFigures
from bot.services.sharing import Sharing
from bot.services.snoozes import Snoozes
from bot.services.tasks import Tasks
from bot.services.touchpoints import TouchLog
from bot.services.triage import Triage
from bot.services.weeklies import Weeklies
from bot.services.weekly_desk import WeeklyDesk
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
    menus.register(routes)
    cs.register(routes, prefix=settings.command_prefix)
    _register_mornings(routes, around)
    _register_feedback(routes, around)


def _register_beside_health(routes: Routes, around: Surroundings) -> None:
    library = around.library
    rescore = scoring(around.settings, library).rescore
    judgement.register(routes, Judgements(library, clock=now, rescore=rescore))
    sharing.register(routes, Sharing(library, clock=now), around.audiences, language=around.settings.language)


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
    kept = Requests(library, now, settings.currency)
    feedback.register(routes, kept, Health(library))
    requests.register(routes, RequestLists(library, settings.currency, kept.similar))
    triage.register(routes, Triage(library, now, settings.zone, settings.currency, telling_title))
    product_areas.register(routes, ProductAreas(library, now))


def _register_mornings(routes: Routes, around: Surroundings) -> None:
    """What is behind `/cs digest`, `/cs alerts` and `/cs settings`, and the Home tab."""
    settings, library, admission = around.settings, around.library, around.admission
    made = Digests(library, now, settings.zone, settings.currency)
    weeks = WeeklyDesk(library, Weeklies(library, now, settings.zone, settings.currency), now)
    product = ProductDesk(library, ProductWeeks(library, now, settings.zone, settings.currency), now)
    attentions = Attentions(library, clock=now, zone=settings.zone)
    digests.register(routes, DigestDesk(library, made, now), weeks, product, attentions)
    alerts.register(routes, Alerts(library, now))
    rescore = scoring(settings, library).rescore
    touchpoints.register(routes, TouchLog(library, now, rescore, settings.zone))
    preferences.register(routes, PreferenceBook(library, clock=now), admission, around.audiences)
    home = Home(library, made, now)
    home_tab.register(routes, home, Outgoings(library, clock=now), admission, client=around.posting, desk=around.desk)
