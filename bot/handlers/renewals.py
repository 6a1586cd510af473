"""`/renewals`: the list, its other pages and other lists, and `Export`."""

from __future__ import annotations

from bot.blocks.exports import export_sent
from bot.blocks.kit import Message
from bot.blocks.renewals_answer import renewals_answer
from bot.exports.csv_file import File
from bot.exports.renewals_csv import renewals_file
from bot.handlers.answering import answer, replace
from bot.handlers.asked import Asked
from bot.handlers.files import send_file
from bot.handlers.routing import Routes
from bot.handlers.telling import say
from bot.ids import Action, Command
from bot.services.renewals import RenewalLists
from domain.filter_words import NotUnderstood
from domain.renewals.answer import RenewalsAnswer


def register(routes: Routes, lists: RenewalLists) -> None:
    desk = RenewalsDesk(lists)
    routes.command(Command.RENEWALS, desk.show)
    routes.action(Action.RENEWALS_PAGE, desk.turn)
    routes.action(Action.EXPORT_RENEWALS, desk.export)


class RenewalsDesk:
    def __init__(self, lists: RenewalLists) -> None:
        self._lists = lists

    async def show(self, asked: Asked) -> None:
        await answer(asked, lambda: _said(asked, self._lists.answer(asked.member, asked.text, today=asked.today)))

    async def turn(self, asked: Asked) -> None:
        await replace(asked, lambda: _said(asked, self._lists.page(asked.member, asked.value, today=asked.today)))

    async def export(self, asked: Asked) -> None:
        made = await asked.desk.work(lambda: self._file(asked))
        if isinstance(made, Message):
            await say(asked.turn, made)
            return
        file, count = made
        await send_file(asked, file)
        await say(asked.turn, export_sent(file.name, count, asked.words))

    def _file(self, asked: Asked) -> tuple[File, int] | Message:
        export = self._lists.export(asked.member, asked.value, today=asked.today)
        if isinstance(export, NotUnderstood):
            return _said(asked, export)
        file = renewals_file(export, asked.words, now=asked.now, today=asked.today)
        return file, len(export.lines)


def _said(asked: Asked, found: RenewalsAnswer) -> Message:
    command = str(asked.payload.get("command") or Command.RENEWALS)
    return renewals_answer(found, asked.words, reader=asked.member, today=asked.today, command=command)
