"""`/cs retention`: figures, the picture of them, the cohort behind them, and freezing a closed period."""

from __future__ import annotations

from bot.blocks.cohort import cohort, frozen_receipt
from bot.blocks.exports import export_sent
from bot.blocks.figures_refused import figures_refused
from bot.blocks.kit import Message, Modal
from bot.blocks.retention_answer import retention_answer
from bot.commands import prefixed
from bot.exports.cohort_csv import cohort_file
from bot.exports.csv_file import File
from bot.handlers.answering import answer, open_modal, replace, update_modal
from bot.handlers.asked import Asked
from bot.handlers.errors import out_of_date
from bot.handlers.files import send_drawn, send_file
from bot.handlers.routing import Routes
from bot.handlers.telling import notice, say
from bot.ids import Action, Command, Word
from bot.pictures.ink import Picture
from bot.pictures.retention import retention_picture
from bot.services.retention import RetentionFigures
from domain.filter_words import NotUnderstood
from domain.pages import is_offset
from domain.revenue.answer import CohortAnswer, FiguresRefused, FrozenAnswer, RetentionAnswer


def register(routes: Routes, figures: RetentionFigures, *, prefix: str = "") -> None:
    desk = RetentionDesk(figures, prefixed(Command.CS, prefix))
    routes.subcommand(Word.RETENTION, desk.show)
    routes.action(Action.RETENTION, desk.change)
    routes.action(Action.RETENTION_PAGE, desk.turn)
    routes.action(Action.RETENTION_PICTURE, desk.draw)
    routes.action(Action.COHORT, desk.open_cohort)
    routes.action(Action.COHORT_PAGE, desk.turn_cohort)
    routes.action(Action.EXPORT_COHORT, desk.export)
    routes.action(Action.FREEZE, desk.freeze)


class RetentionDesk:
    """`command` is `/cs` as this workspace calls it."""

    def __init__(self, figures: RetentionFigures, command: str) -> None:
        self._figures = figures
        self._command = command

    async def show(self, asked: Asked) -> None:
        await answer(asked, lambda: self._said(asked, self._answered(asked, asked.text)))

    async def change(self, asked: Asked) -> None:
        await replace(asked, lambda: self._said(asked, self._answered(asked, asked.value)))

    async def turn(self, asked: Asked) -> None:
        await replace(asked, lambda: self._page(asked))

    async def draw(self, asked: Asked) -> None:
        await send_drawn(asked, lambda: self._drawn(asked), name="retention.png")

    async def open_cohort(self, asked: Asked) -> None:
        await open_modal(asked, lambda: self._cohort(asked))

    async def turn_cohort(self, asked: Asked) -> None:
        await update_modal(asked, lambda: self._cohort(asked))

    async def export(self, asked: Asked) -> None:
        made = await asked.desk.work(lambda: self._file(asked))
        if isinstance(made, Message):
            await say(asked.turn, made)
            return
        file, count = made
        await send_file(asked, file)
        await say(asked.turn, export_sent(file.name, count, asked.words))

    async def freeze(self, asked: Asked) -> None:
        def work() -> Message:
            found = self._figures.freeze(asked.member, asked.value, today=asked.today)
            return (
                frozen_receipt(found, asked.words) if isinstance(found, FrozenAnswer) else self._refused(asked, found)
            )

        await answer(asked, work)

    def _answered(self, asked: Asked, text: str) -> RetentionAnswer | FiguresRefused:
        return self._figures.answer(asked.member, text, today=asked.today)

    def _page(self, asked: Asked) -> Message:
        offset, _, text = asked.value.partition(" ")
        if not is_offset(offset):
            return self._refused(asked, NotUnderstood(asked.value))
        return self._said(asked, self._answered(asked, text), offset=int(offset))

    def _said(self, asked: Asked, found: RetentionAnswer | FiguresRefused, *, offset: int = 0) -> Message:
        if isinstance(found, RetentionAnswer):
            return retention_answer(found, asked.words, offset=offset)
        return self._refused(asked, found)

    def _refused(self, asked: Asked, found: FiguresRefused) -> Message:
        return figures_refused(found, asked.words, word=Word.RETENTION, command=self._command)

    def _drawn(self, asked: Asked) -> Picture | Message:
        found = self._answered(asked, asked.value)
        return retention_picture(found, asked.words) if isinstance(found, RetentionAnswer) else self._said(asked, found)

    def _cohort(self, asked: Asked) -> Modal:
        offset, _, text = asked.value.partition(" ")
        found = self._figures.cohort(asked.member, text, today=asked.today)
        if not isinstance(found, CohortAnswer) or not is_offset(offset):
            return notice(asked.words, out_of_date(asked.words))
        return cohort(found, asked.words, offset=int(offset))

    def _file(self, asked: Asked) -> tuple[File, int] | Message:
        found = self._figures.cohort(asked.member, asked.value, today=asked.today)
        if not isinstance(found, CohortAnswer):
            return self._refused(asked, found)
        return cohort_file(found, asked.words, now=asked.now), len(found.accounts)
