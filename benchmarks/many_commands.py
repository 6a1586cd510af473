"""The bot with a hundred commands more: `moorline run`, composed as always, with /health under other names too."""

from __future__ import annotations

from typing import cast

from bot.__main__ import main
from bot.handlers import health as handlers
from bot.handlers.routing import Routes
from bot.ids import Command
from bot.services.explanations import Explanations
from bot.services.health import Health

MORE = 100
LAST = f"/more-{MORE}"

_register = handlers.register


def register(routes: Routes, health: Health, explanations: Explanations) -> None:
    _register(routes, health, explanations)
    desk = handlers.HealthDesk(health, explanations)
    for number in range(1, MORE + 1):
        routes.command(cast("Command", f"/more-{number}"), desk.show)


if __name__ == "__main__":
    handlers.register = register
    main()
