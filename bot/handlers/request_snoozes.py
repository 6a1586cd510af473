"""`Snooze…`: a request that is looked at again later."""

from __future__ import annotations

from bot.blocks.kit import FieldErrors, Message, Modal, message, section
from bot.blocks.request_answers import changed_words, snoozed_words
from bot.blocks.request_snooze import request_snooze_errors, request_snooze_form
from bot.handlers.answering import submit
from bot.handlers.asked import Asked
from bot.handlers.forms import seen_in, show_form
from bot.handlers.payloads import typed_in
from bot.handlers.routing import Routes
from bot.ids import Action, View
from bot.services.request_snoozes import RequestSnoozes
from domain.feedback.snoozing import RequestSnoozeField, RequestSnoozeForm, RequestSnoozeRefused


def register(routes: Routes, snoozes: RequestSnoozes) -> None:
    desk = RequestSnoozeDesk(snoozes)
    routes.action(Action.SNOOZE_REQUEST, desk.ask)
    routes.view(View.SNOOZE_REQUEST, desk.snooze)


class RequestSnoozeDesk:
    def __init__(self, snoozes: RequestSnoozes) -> None:
        self._snoozes = snoozes

    async def ask(self, asked: Asked) -> None:
        number, _ = seen_in(asked.value)

        def form() -> Modal:
            look = self._snoozes.look(asked.member, number, today=asked.today)
            return request_snooze_form(look, asked.words, metadata=asked.value)

        await show_form(asked, form)

    async def snooze(self, asked: Asked) -> None:
        number, seen = seen_in(asked.metadata)
        form = RequestSnoozeForm(*(typed_in(asked.state, field) for field in RequestSnoozeField))

        def work() -> Message | FieldErrors:
            done = self._snoozes.snooze(asked.member, number, form, seen=seen, today=asked.today)
            if isinstance(done, RequestSnoozeRefused):
                return request_snooze_errors(done, asked.words)
            said = changed_words if done.was_first else snoozed_words
            return message([section(said(done, asked.words))])

        await submit(asked, work)
