"""`Log touchpoint` below an alert."""

from __future__ import annotations

from bot.blocks.kit import FieldErrors, Message, Modal
from bot.blocks.touch_form import touch_errors, touch_form, touch_logged
from bot.handlers.answering import open_modal, submit
from bot.handlers.asked import Asked
from bot.handlers.payloads import typed_in
from bot.handlers.routing import Routes
from bot.ids import Action, View
from bot.services.touchpoints import TouchLog
from domain.touchpoints.touchpoint import TouchField, TouchForm


def register(routes: Routes, log: TouchLog) -> None:
    desk = TouchDesk(log)
    routes.action(Action.TOUCH, desk.ask)
    routes.view(View.TOUCH, desk.take_in)


class TouchDesk:
    def __init__(self, log: TouchLog) -> None:
        self._log = log

    async def ask(self, asked: Asked) -> None:
        def form() -> Modal:
            name = self._log.name(asked.member, asked.value, today=asked.today)
            return touch_form(name, asked.value, asked.words, asked.today)

        await open_modal(asked, form)

    async def take_in(self, asked: Asked) -> None:
        """A form is one touchpoint, however often it is sent."""
        key = f"slack:{(asked.view or {}).get('id')}"
        form = TouchForm(*(typed_in(asked.state, field) for field in TouchField))

        def work() -> Message | FieldErrors:
            done = self._log.log(asked.member, asked.metadata, form, key=key, today=asked.today)
            return touch_logged(done, asked.words) if isinstance(done, str) else touch_errors(dict(done), asked.words)

        await submit(asked, work)
