"""`/cs requests`: what customers ask for, by its weight."""

from __future__ import annotations

from bot.blocks.kit import Message
from bot.blocks.request_list import MINE, request_list
from bot.handlers.answering import answer, replace
from bot.handlers.asked import Asked
from bot.handlers.request_talk import RequestTalkDesk
from bot.handlers.routing import Routes
from bot.handlers.telling_customers import UntoldDesk
from bot.ids import Action, Word
from bot.services.request_talk import RequestTalks
from bot.services.requests import PAGE, Requests
from domain.feedback.telling import UNTOLD
from domain.numbers import number_in

_MINE = frozenset({"mine", "我的"})


def register(routes: Routes, requests: Requests, talks: RequestTalks, untold: UntoldDesk) -> None:
    desk = RequestsDesk(requests, RequestTalkDesk(talks), untold)
    routes.subcommand(Word.REQUESTS, desk.show)
    routes.action(Action.REQUESTS_PAGE, desk.turn)


class RequestsDesk:
    def __init__(self, requests: Requests, talk: RequestTalkDesk, untold: UntoldDesk) -> None:
        self._requests = requests
        self._talk = talk
        self._untold = untold

    async def show(self, asked: Asked) -> None:
        word, _, rest = asked.text.partition(" ")
        if word.casefold() in UNTOLD:
            await self._untold.show(asked, rest)
            return
        if number_in(asked.text.removeprefix("#")) is not None:
            await self._talk.show(asked)
            return
        await answer(asked, lambda: self._list(asked, of_mine=asked.text.casefold() in _MINE))

    async def turn(self, asked: Asked) -> None:
        scope, _, offset = asked.value.partition(" ")
        await replace(asked, lambda: self._list(asked, of_mine=scope == MINE, offset=number_in(offset) or 0))

    def _list(self, asked: Asked, *, of_mine: bool, offset: int = 0) -> Message:
        listed = self._requests.listed(asked.member, of_mine=of_mine, today=asked.today, offset=offset)
        return request_list(listed, asked.words, page=PAGE)
