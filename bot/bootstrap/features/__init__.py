"""Every feature but an account's health, registered: each module here puts together those that belong to each other."""

from __future__ import annotations

from bot.bootstrap.features import days, figures, mornings, plans, requests
from bot.bootstrap.surroundings import Surroundings
from bot.handlers import cs, menus
from bot.handlers.routing import Routes


def register(routes: Routes, around: Surroundings) -> None:
    for features in (days, plans, figures, mornings, requests):
        features.register(routes, around)
    menus.register(routes)
    cs.register(routes, prefix=around.settings.command_prefix)
