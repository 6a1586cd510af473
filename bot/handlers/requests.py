"""`/cs requests`: what customers ask for by its weight, one request with its life, and `Export`."""

from __future__ import annotations

from bot.blocks.exports import requests_sent
from bot.blocks.kit import Message, Modal
from bot.blocks.request_detail import request_message, request_page
from bot.blocks.request_list import request_list, requests_help, requests_unknown
from bot.exports.csv_file import File
from bot.exports.requests_csv import requests_file
from bot.handlers.answering import answer, open_modal, replace
from bot.handlers.asked import Asked
from bot.handlers.files import send_file
from bot.handlers.routing import Routes
from bot.handlers.telling import say
from bot.handlers.telling_customers import UntoldDesk
from bot.ids import Action, Command, Word
from bot.services.request_lists import RequestLists
from domain.feedback.list_answer import (
    HelpOnRequests,
    ListedRequests,
    RequestDetail,
    RequestsAnswer,
    RequestWordUnknown,
)
from domain.feedback.telling import UNTOLD


def register(routes: Routes, lists: RequestLists, untold: UntoldDesk) -> None:
    desk = RequestsDesk(lists, untold)
    routes.subcommand(Word.REQUESTS, desk.show)
    routes.action(Action.REQUESTS_PAGE, desk.turn)
    routes.action(Action.REQUEST, desk.open)
    routes.action(Action.EXPORT_REQUESTS, desk.export)


class RequestsDesk:
    def __init__(self, lists: RequestLists, untold: UntoldDesk) -> None:
        self._lists = lists
        self._untold = untold

    async def show(self, asked: Asked) -> None:
        word, _, rest = asked.text.partition(" ")
        if word.casefold() in UNTOLD:
            await self._untold.show(asked, rest)
            return
        await answer(asked, lambda: _said(asked, self._lists.answer(asked.member, asked.text, today=asked.today)))

    async def turn(self, asked: Asked) -> None:
        await replace(asked, lambda: _said(asked, self._lists.page(asked.member, asked.value, today=asked.today)))

    async def open(self, asked: Asked) -> None:
        def page() -> Modal:
            detail = self._lists.detail(asked.member, asked.value, today=asked.today)
            return request_page(detail, asked.words, asked.today)

        await open_modal(asked, page)

    async def export(self, asked: Asked) -> None:
        made = await asked.desk.work(lambda: self._file(asked))
        if isinstance(made, Message):
            await say(asked.turn, made)
            return
        file, count = made
        await send_file(asked, file)
        await say(asked.turn, requests_sent(file.name, count, asked.words))

    def _file(self, asked: Asked) -> tuple[File, int] | Message:
        export = self._lists.export(asked.member, asked.value, today=asked.today)
        if isinstance(export, RequestWordUnknown):
            return _said(asked, export)
        return requests_file(export, asked.words, now=asked.now, today=asked.today), len(export.details)


def _said(asked: Asked, found: RequestsAnswer) -> Message:
    command = str(asked.payload.get("command") or Command.CS)
    match found:
        case ListedRequests():
            return request_list(found, asked.words)
        case RequestDetail():
            return request_message(found, asked.words, asked.today, reader=asked.member)
        case HelpOnRequests():
            return requests_help(found, asked.words, command=command)
        case RequestWordUnknown():
            return requests_unknown(found, asked.words, command=command)
