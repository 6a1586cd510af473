"""The life of accounts with us: stages, the clock to first value, and first value by hand."""

from __future__ import annotations

from bot.bootstrap.book import now
from bot.bootstrap.scoring import scoring
from bot.bootstrap.surroundings import Surroundings
from bot.handlers import first_value, lifecycle
from bot.handlers.routing import Routes
from bot.services.first_values import FirstValues
from bot.services.lifecycle import LifecycleLists


def register(routes: Routes, around: Surroundings) -> None:
    settings, library = around.settings, around.library
    first_value.register(routes, FirstValues(library, now, scoring(settings, library).rescore))
    lifecycle.register(routes, LifecycleLists(library), prefix=settings.command_prefix)
