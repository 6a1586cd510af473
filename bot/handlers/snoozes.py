"""`Snooze` and `Unsnooze`."""

from __future__ import annotations

from bot.blocks.kit import FieldErrors, Message, Modal
from bot.blocks.snooze_form import snooze_conflict, snooze_errors, snooze_form, snooze_receipt, unsnoozed
from bot.handlers.answering import answer, open_modal, submit
from bot.handlers.asked import Asked
from bot.handlers.payloads import typed_in
from bot.handlers.routing import Routes
from bot.ids import Action, View
from bot.services.snoozes import Snoozes
from domain.renewals.snoozing import SnoozeConflict, SnoozeField, SnoozeForm, SnoozeRefused


def register(routes: Routes, snoozes: Snoozes) -> None:
    desk = SnoozeDesk(snoozes)
    routes.action(Action.SNOOZE, desk.ask)
    routes.action(Action.UNSNOOZE, desk.end)
    routes.view(View.SNOOZE, desk.record)


class SnoozeDesk:
    def __init__(self, snoozes: Snoozes) -> None:
        self._snoozes = snoozes

    async def ask(self, asked: Asked) -> None:
        def form() -> Modal:
            return snooze_form(self._snoozes.offer(asked.member, asked.value, today=asked.today), asked.words)

        await open_modal(asked, form)

    async def record(self, asked: Asked) -> None:
        await submit(asked, lambda: self._recorded(asked))

    async def end(self, asked: Asked) -> None:
        def work() -> Message:
            return unsnoozed(self._snoozes.end(asked.member, asked.value, today=asked.today), asked.words)

        await answer(asked, work)

    def _recorded(self, asked: Asked) -> Message | Modal | FieldErrors:
        form = SnoozeForm(choice=typed_in(asked.state, SnoozeField.CHOICE), day=typed_in(asked.state, SnoozeField.DAY))
        outcome = self._snoozes.record(asked.member, asked.metadata, form, today=asked.today)
        match outcome:
            case SnoozeRefused():
                return snooze_errors(outcome, asked.words)
            case SnoozeConflict():
                return snooze_conflict(outcome, asked.words)
            case _:
                return snooze_receipt(outcome, asked.words)
