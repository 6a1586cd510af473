"""Menus behind the dots of a row: each entry stands for a button, and is answered by whoever answers the button."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from bot.handlers.asked import Asked
from bot.handlers.errors import out_of_date
from bot.handlers.payloads import Payload
from bot.handlers.routing import Routes
from bot.handlers.telling import tell
from bot.ids import Action


def register(routes: Routes) -> None:
    """The value of an entry is the action of its button, a colon, and the button's value."""
    routes.action(Action.ROW_MENU, MenuDesk(routes).choose)


class MenuDesk:
    def __init__(self, routes: Routes) -> None:
        self._routes = routes

    async def choose(self, asked: Asked) -> None:
        action, _, value = asked.value.partition(":")
        handler = await asked.desk.work(partial(self._routes.for_action, action))
        if handler is None or action == Action.ROW_MENU:
            await tell(asked.turn, out_of_date(asked.words), asked.words)
            return
        pressed = _pressed(asked.payload, action, value)
        await handler(replace(asked, turn=replace(asked.turn, payload=pressed)))


def _pressed(payload: Payload, action: str, value: str) -> Payload:
    """The same click, as though on the button."""
    return {**payload, "actions": [{"type": "button", "action_id": action, "value": value}]}
