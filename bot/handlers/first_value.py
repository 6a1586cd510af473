"""`First value…`: the form, its submission, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.blocks.first_value_clearing import clearing_form
from bot.blocks.first_value_form import (
    first_value_errors,
    first_value_form,
    first_value_kept,
    first_value_overtaken,
    first_value_undone,
)
from bot.blocks.kit import FieldErrors, Modal, message
from bot.handlers.answering import open_modal, replace, submit, update_modal
from bot.handlers.asked import Asked
from bot.handlers.payloads import typed_in
from bot.handlers.routing import Routes
from bot.ids import Action, View
from bot.services.first_values import FirstValues
from domain.first_value.form import ValueAnswer, ValueField, ValueForm, ValueKept, ValueOvertaken, ValueRefused


def register(routes: Routes, values: FirstValues) -> None:
    desk = FirstValueDesk(values)
    routes.action(Action.FIRST_VALUE, desk.ask)
    routes.action(Action.FIRST_VALUE_UNDO, desk.undo)
    routes.action(Action.FIRST_VALUE_CLEAR, desk.ask_why)
    routes.view(View.FIRST_VALUE, desk.record)
    routes.view(View.FIRST_VALUE_CLEAR, desk.clear)


class FirstValueDesk:
    def __init__(self, values: FirstValues) -> None:
        self._values = values

    async def ask(self, asked: Asked) -> None:
        def form() -> Modal:
            offer = self._values.offer(asked.member, asked.value, today=asked.today)
            return first_value_form(offer, asked.words, asked.today)

        await open_modal(asked, form)

    async def ask_why(self, asked: Asked) -> None:
        """In the place of the form; where somebody was quicker, what stands there now."""

        def form() -> Modal:
            offer = self._values.offer(asked.member, asked.value, today=asked.today)
            if offer.standing.first_value_on is None:
                return first_value_overtaken(ValueOvertaken(offer.standing), asked.words, asked.today)
            return clearing_form(offer, asked.words, asked.today)

        await update_modal(asked, form)

    async def clear(self, asked: Asked) -> None:
        def cleared() -> Modal | FieldErrors:
            reason = typed_in(asked.state, ValueField.WHAT)
            return self._told(asked, self._values.clear(asked.member, asked.metadata, reason, today=asked.today))

        await submit(asked, cleared)

    async def record(self, asked: Asked) -> None:
        await submit(asked, lambda: self._recorded(asked))

    async def undo(self, asked: Asked) -> None:
        """From the page of the receipt, or from the message that it is where the page was closed early."""

        def undone() -> Modal:
            done = self._values.undo(asked.member, asked.value, today=asked.today)
            return first_value_undone(done, asked.words, asked.today)

        if asked.view:
            await update_modal(asked, undone)
        else:
            await replace(asked, lambda: message(undone().blocks))

    def _recorded(self, asked: Asked) -> Modal | FieldErrors:
        form = value_form_from(asked.state)
        return self._told(asked, self._values.record(asked.member, asked.metadata, form, today=asked.today))

    def _told(self, asked: Asked, done: ValueAnswer) -> Modal | FieldErrors:
        if isinstance(done, ValueRefused):
            return first_value_errors(done, asked.words)
        if isinstance(done, ValueKept):
            return first_value_kept(done, asked.words, asked.today)
        return first_value_overtaken(done, asked.words, asked.today)


def value_form_from(state: Mapping[str, Any]) -> ValueForm:
    """The form as it came; what is missing or of another shape is empty."""
    return ValueForm(**{field.value: typed_in(state, field) for field in ValueField})
