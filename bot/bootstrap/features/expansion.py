"""What accounts may buy next and whom they refer: `/cs play`, `plays`, `referral` and `referrals`."""

from __future__ import annotations

from bot.bootstrap.book import now
from bot.bootstrap.surroundings import Surroundings
from bot.handlers import plays
from bot.handlers.routing import Routes
from bot.services.health import Health
from bot.services.play_lists import PlayLists
from bot.services.play_offers import PlayOffers
from bot.services.play_suggestions import PlaySuggestions
from bot.services.plays import Plays
from integrations.files.money import typed_amount


def register(routes: Routes, around: Surroundings) -> None:
    library, base = around.library, around.settings.currency
    services = plays.PlayServices(
        PlayOffers(library),
        Plays(library, now, typed_amount, base),
        PlayLists(library, base),
        PlaySuggestions(library, now),
        Health(library),
    )
    plays.register(routes, services, prefix=around.settings.command_prefix)
