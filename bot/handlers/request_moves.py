"""`Move…`: a request that belongs to another product area."""

from __future__ import annotations

from bot.blocks.kit import FieldErrors, Message, Modal, message, section
from bot.blocks.move_form import AREA, move_errors, move_form
from bot.blocks.request_answers import changed_words, moved_words
from bot.handlers.answering import submit
from bot.handlers.asked import Asked
from bot.handlers.forms import seen_in, show_form
from bot.handlers.payloads import typed_in
from bot.handlers.routing import Routes
from bot.ids import Action, View
from bot.services.request_moves import RequestMoves
from domain.feedback.form import DecisionField


def register(routes: Routes, moves: RequestMoves) -> None:
    desk = MoveDesk(moves)
    routes.action(Action.MOVE_REQUEST, desk.ask)
    routes.view(View.MOVE_REQUEST, desk.move)


class MoveDesk:
    def __init__(self, moves: RequestMoves) -> None:
        self._moves = moves

    async def ask(self, asked: Asked) -> None:
        number, _ = seen_in(asked.value)

        def form() -> Modal:
            look, areas = self._moves.offer(asked.member, number, today=asked.today)
            return move_form(look, areas, asked.words, metadata=asked.value)

        await show_form(asked, form)

    async def move(self, asked: Asked) -> None:
        number, seen = seen_in(asked.metadata)
        area, note = typed_in(asked.state, AREA), typed_in(asked.state, DecisionField.NOTE)

        def work() -> Message | FieldErrors:
            done = self._moves.move(asked.member, number, area, note, seen=seen, today=asked.today)
            if done is None:
                return move_errors(asked.words)
            said = changed_words if done.was_first else moved_words
            return message([section(said(done, asked.words))])

        await submit(asked, work)
