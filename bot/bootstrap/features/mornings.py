"""What people are told unasked, and what they wish of it: digests, alerts, settings."""

from __future__ import annotations

from bot.bootstrap.book import now
from bot.bootstrap.surroundings import Surroundings
from bot.handlers import alerts, digests
from bot.handlers import settings as preferences
from bot.handlers.routing import Routes
from bot.services.alerts import Alerts
from bot.services.attention import Attentions
from bot.services.digest_desk import DigestDesk
from bot.services.digests import Digests
from bot.services.preferences import PreferenceBook
from bot.services.product_desk import ProductDesk
from bot.services.product_weeks import ProductWeeks
from bot.services.weeklies import Weeklies
from bot.services.weekly_desk import WeeklyDesk


def register(routes: Routes, around: Surroundings) -> None:
    settings, library, admission = around.settings, around.library, around.admission
    made = Digests(library, now, settings.zone, settings.currency)
    weeks = WeeklyDesk(library, Weeklies(library, now, settings.zone, settings.currency), now)
    product_weeks = ProductWeeks(library, now, settings.zone, settings.currency, settings.first_decision_days)
    product = ProductDesk(library, product_weeks, now)
    attentions = Attentions(library, clock=now, zone=settings.zone)
    digests.register(routes, DigestDesk(library, made, now), weeks, product, attentions)
    alerts.register(routes, Alerts(library, now))
    preferences.register(routes, PreferenceBook(library, clock=now), admission, around.audiences)
