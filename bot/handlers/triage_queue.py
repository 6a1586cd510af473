"""`/cs triage`: what waits for a product manager's decision."""

from __future__ import annotations

from bot.blocks.kit import Message, Modal, message, section
from bot.blocks.request_answers import changed_words
from bot.blocks.request_buttons import more_page
from bot.blocks.triage_queue import triage_queue
from bot.handlers.answering import answer, replace
from bot.handlers.asked import Asked
from bot.handlers.forms import seen_in, show_form
from bot.handlers.routing import Routes
from bot.ids import Action, Word
from bot.services.merges import Merges
from bot.services.triage import Decision, Triage
from bot.services.triage_queue import PAGE, TriageQueues
from domain.feedback.states import RequestAction
from domain.numbers import number_in
from domain.permissions import may_triage


def register(routes: Routes, queues: TriageQueues, triage: Triage, merges: Merges) -> None:
    desk = TriageQueueDesk(queues, triage, merges)
    routes.subcommand(Word.TRIAGE, desk.show)
    routes.action(Action.TRIAGE_PAGE, desk.turn)
    routes.action(Action.TRIAGE_TAKE, desk.take)
    routes.action(Action.TRIAGE_MORE, desk.show_more)


class TriageQueueDesk:
    def __init__(self, queues: TriageQueues, triage: Triage, merges: Merges) -> None:
        self._queues = queues
        self._triage = triage
        self._merges = merges

    async def show(self, asked: Asked) -> None:
        await answer(asked, lambda: self._queue(asked))

    async def turn(self, asked: Asked) -> None:
        await replace(asked, lambda: self._queue(asked, asked.value))

    async def take(self, asked: Asked) -> None:
        """The list is drawn again, and says below it who was faster."""
        number, seen = seen_in(asked.value)
        taken = Decision(RequestAction.TAKE)
        done = await asked.desk.work(
            lambda: self._triage.decide(asked.member, number, taken, seen=seen, today=asked.today)
        )
        await replace(asked, lambda: self._queue(asked, asked.value.rpartition(" ")[2]))
        if done.was_first:
            await answer(asked, lambda: message([section(changed_words(done, asked.words))]))

    async def show_more(self, asked: Asked) -> None:
        number, _ = seen_in(asked.value)

        def page() -> Modal:
            look = self._merges.shown(number, today=asked.today)
            return more_page(look, asked.words, may_decide=may_triage(asked.member))

        await show_form(asked, page)

    def _queue(self, asked: Asked, offset: str = "0") -> Message:
        return triage_queue(self._queues.of(asked.member, offset=number_in(offset) or 0), asked.words, page=PAGE)
