"""`/cs churn`, and the same cut another way."""

from __future__ import annotations

from bot.blocks.churn_answer import churn_answer
from bot.blocks.figures_refused import figures_refused
from bot.blocks.kit import Message
from bot.commands import prefixed
from bot.handlers.answering import answer, replace
from bot.handlers.asked import Asked
from bot.handlers.routing import Routes
from bot.ids import Action, Command, Word
from bot.services.churns import ChurnFigures
from domain.revenue.answer import ChurnAnswer


def register(routes: Routes, figures: ChurnFigures, *, prefix: str = "") -> None:
    desk = ChurnDesk(figures, prefixed(Command.CS, prefix))
    routes.subcommand(Word.CHURN, desk.show)
    routes.action(Action.CHURN, desk.change)


class ChurnDesk:
    """`command` is `/cs` as this workspace calls it."""

    def __init__(self, figures: ChurnFigures, command: str) -> None:
        self._figures = figures
        self._command = command

    async def show(self, asked: Asked) -> None:
        await answer(asked, lambda: self._said(asked, asked.text))

    async def change(self, asked: Asked) -> None:
        await replace(asked, lambda: self._said(asked, asked.value))

    def _said(self, asked: Asked, text: str) -> Message:
        found = self._figures.answer(asked.member, text, today=asked.today)
        if isinstance(found, ChurnAnswer):
            return churn_answer(found, asked.words)
        return figures_refused(found, asked.words, word=Word.CHURN, command=self._command)
