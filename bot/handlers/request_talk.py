"""`Follow`, `Add detail…`, `Answer…` and `Withdraw…`: what is open to everybody who brings requests in."""

from __future__ import annotations

from bot.blocks.kit import FieldErrors, Message, section
from bot.blocks.kit import message as message_of
from bot.blocks.request_talk import (
    DETAIL_ADDED,
    FOLLOWED,
    UNFOLLOWED,
    WITHDRAWN,
    detail_form,
    detail_missing,
    request_page,
    withdraw_form,
)
from bot.blocks.request_words import called
from bot.handlers.answering import submit
from bot.handlers.asked import Asked
from bot.handlers.forms import show_done, show_form
from bot.handlers.payloads import typed_in
from bot.handlers.routing import Routes
from bot.ids import Action, View
from bot.services.request_talk import RequestTalks
from domain.feedback.form import DecisionField
from domain.texts import written


def register(routes: Routes, talks: RequestTalks) -> None:
    desk = RequestTalkDesk(talks)
    routes.action(Action.REQUEST_DETAIL, desk.ask_for_detail)
    routes.view(View.REQUEST_DETAIL, desk.add_detail)
    routes.action(Action.FOLLOW, desk.follow)
    routes.action(Action.UNFOLLOW, desk.unfollow)
    routes.action(Action.WITHDRAW, desk.ask_why)
    routes.view(View.WITHDRAW, desk.withdraw)


class RequestTalkDesk:
    def __init__(self, talks: RequestTalks) -> None:
        self._talks = talks

    async def ask_for_detail(self, asked: Asked) -> None:
        await show_form(
            asked, lambda: detail_form(self._talks.look(asked.member, asked.value, today=asked.today), asked.words)
        )

    async def add_detail(self, asked: Asked) -> None:
        typed = typed_in(asked.state, DecisionField.NOTE)

        def work() -> Message | FieldErrors:
            if not written(typed):
                return detail_missing(asked.words)
            talk = self._talks.answer(asked.member, asked.metadata, typed, today=asked.today)
            return message_of([section(asked.words.text(DETAIL_ADDED, request=called(talk.look.request)))])

        await submit(asked, work)

    async def follow(self, asked: Asked) -> None:
        await self._followed(asked, FOLLOWED, follows=True)

    async def unfollow(self, asked: Asked) -> None:
        await self._followed(asked, UNFOLLOWED, follows=False)

    async def ask_why(self, asked: Asked) -> None:
        await show_form(
            asked, lambda: withdraw_form(self._talks.look(asked.member, asked.value, today=asked.today), asked.words)
        )

    async def withdraw(self, asked: Asked) -> None:
        note = typed_in(asked.state, DecisionField.NOTE)

        def work() -> Message:
            talk = self._talks.withdraw(asked.member, asked.metadata, note, today=asked.today)
            return message_of([section(asked.words.text(WITHDRAWN, request=called(talk.look.request)))])

        await submit(asked, work)

    async def _followed(self, asked: Asked, said: str, *, follows: bool) -> None:
        def work() -> Message:
            talk = self._talks.follow(asked.member, asked.value, follows=follows, today=asked.today)
            return request_page(talk, asked.words, done=said)

        await show_done(asked, work)
