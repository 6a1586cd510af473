"""`Close renewal`: the form, drawn anew for each ending, its submission, and taking it back."""

from __future__ import annotations

from bot.blocks.closing import closing_form, closing_form_again, remembered_form
from bot.blocks.closing_answers import closing_conflict, closing_errors, closing_receipt, closing_undone
from bot.blocks.kit import FieldErrors, Message, Modal, message
from bot.handlers.answering import answer, open_modal, replace, submit, update_modal
from bot.handlers.asked import Asked
from bot.handlers.payloads import chosen_in, typed_in
from bot.handlers.routing import Routes
from bot.ids import Action, View
from bot.services.closing_undo import ClosingUndo
from bot.services.closings import Closings
from bot.services.renewal_changes import seen_in
from domain.renewals.closing import ClosingConflict, ClosingField, ClosingForm, ClosingRefused


def register(routes: Routes, closings: Closings, undo: ClosingUndo) -> None:
    desk = ClosingDesk(closings, undo)
    routes.action(Action.CLOSE_RENEWAL, desk.ask)
    routes.action(Action.CLOSE_KIND, desk.draw_again)
    routes.view(View.CLOSE_RENEWAL, desk.close)
    routes.action(Action.UNDO_CLOSING, desk.undo)


class ClosingDesk:
    def __init__(self, closings: Closings, undo: ClosingUndo) -> None:
        self._closings = closings
        self._undo = undo

    async def ask(self, asked: Asked) -> None:
        def form() -> Modal:
            offer = self._closings.offer(asked.member, asked.value, today=asked.today)
            return closing_form(offer, asked.words, asked.today)

        await open_modal(asked, form)

    async def draw_again(self, asked: Asked) -> None:
        def form() -> Modal:
            offer = self._closings.again(asked.member, asked.metadata, closing_form_from(asked), today=asked.today)
            return closing_form_again(offer, asked.words, asked.today)

        await update_modal(asked, form)

    async def close(self, asked: Asked) -> None:
        await submit(asked, lambda: self._closed(asked))

    async def undo(self, asked: Asked) -> None:
        """From the page of the receipt, from the message that it is where the page was closed early, or from a list."""
        if asked.view:
            await update_modal(asked, lambda: self._undone(asked))
        elif seen_in(asked.value)[2]:
            await answer(asked, lambda: _as_message(self._undone(asked)))
        else:
            await replace(asked, lambda: _as_message(self._undone(asked)))

    def _closed(self, asked: Asked) -> Modal | FieldErrors:
        ended = self._closings.close(asked.member, asked.metadata, closing_form_from(asked), today=asked.today)
        match ended:
            case ClosingRefused():
                return closing_errors(ended, asked.words)
            case ClosingConflict():
                return closing_conflict(ended, asked.words, asked.today, said_at=_seen_forecast(asked))
            case _:
                return closing_receipt(ended, asked.words)

    def _undone(self, asked: Asked) -> Modal:
        return closing_undone(self._undo.undo(asked.member, asked.value, today=asked.today).name, asked.words)


def closing_form_from(asked: Asked) -> ClosingForm:
    """The form as it came; what is not shown is as it was remembered, what is of another shape is empty."""
    _, kept = remembered_form(seen_in(asked.metadata)[2])
    state = asked.state

    def typed(field: ClosingField, remembered: str) -> str:
        return typed_in(state, field) if field in state else remembered

    more = ClosingField.MORE_REASONS
    return ClosingForm(
        ended=typed_in(state, ClosingField.ENDED, Action.CLOSE_KIND),
        resolved_on=typed(ClosingField.RESOLVED_ON, kept.resolved_on),
        arr=typed(ClosingField.ARR, kept.arr),
        starts_on=typed(ClosingField.STARTS_ON, kept.starts_on),
        ends_on=typed(ClosingField.ENDS_ON, kept.ends_on),
        reason=typed(ClosingField.REASON, kept.reason),
        more_reasons=chosen_in(state, more) if more in state else kept.more_reasons,
        competitor=typed(ClosingField.COMPETITOR, kept.competitor),
        avoidable=typed(ClosingField.AVOIDABLE, kept.avoidable),
        note=typed(ClosingField.NOTE, ""),
    )


def _seen_forecast(asked: Asked) -> str:
    return remembered_form(seen_in(asked.metadata)[2])[0]


def _as_message(page: Modal) -> Message:
    return message(page.blocks)
