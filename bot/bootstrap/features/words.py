"""What leads to all the others: `/cs` with its words, and the menus behind dots."""

from __future__ import annotations

from bot.bootstrap.surroundings import Surroundings
from bot.handlers import cs, menus
from bot.handlers.routing import Routes


def register(routes: Routes, around: Surroundings) -> None:
    menus.register(routes)
    cs.register(routes, prefix=around.settings.command_prefix)
