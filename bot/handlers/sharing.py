"""`Share here`: names the readers, asks, looks again at submission, posts."""

from __future__ import annotations

from functools import partial

from slack_sdk.errors import SlackApiError

from bot.blocks.kit import Modal
from bot.blocks.sharing import share_question, share_refused, shared_card, shared_notice
from bot.handlers.answering import open_modal, submit
from bot.handlers.asked import Asked
from bot.handlers.audiences import Audiences
from bot.handlers.looking import Look, from_worker
from bot.handlers.routing import Routes
from bot.ids import Action, View
from bot.locale import Language, words_for
from bot.services.sharing import Shareable, Sharing
from domain.errors import SharingRefusedError
from domain.sharing import Audience, SharingRefusal, sharing_refusal


def register(routes: Routes, sharing: Sharing, audiences: Audiences, *, language: Language) -> None:
    """`language` is the workspace's: a post in a channel has many readers."""
    desk = SharingDesk(sharing, audiences, language)
    routes.action(Action.SHARE, desk.ask)
    routes.view(View.SHARE, desk.post)


class SharingDesk:
    def __init__(self, sharing: Sharing, audiences: Audiences, language: Language) -> None:
        self._sharing = sharing
        self._audiences = audiences
        self._words = words_for(language)

    async def ask(self, asked: Asked) -> None:
        await open_modal(asked, partial(self._question, asked, from_worker()))

    async def post(self, asked: Asked) -> None:
        await submit(asked, partial(self._posted, asked, from_worker()))

    def _question(self, asked: Asked, look: Look) -> Modal:
        standing = self._sharing.offer(asked.member, asked.value)
        audience = look(self._audiences.of(asked.channel or "", asked.reading))
        if refusal := sharing_refusal(audience):
            return self._refused(asked, audience, refusal, look)
        return share_question(standing, audience, asked.words)

    def _posted(self, asked: Asked, look: Look) -> Modal:
        """Everything is looked at again: between the question and the answer somebody may have joined."""
        account, _, channel = asked.metadata.partition(" ")
        audience = look(self._audiences.of(channel, asked.reading))
        if refusal := sharing_refusal(audience):
            return self._refused(asked, audience, refusal, look)
        shareable = self._sharing.share(asked.member, account, audience)
        try:
            look(self._post(asked, shareable, audience))
        except SlackApiError as refused:
            self._sharing.record_failure(asked.member, shareable.standing.account, audience)
            raise SharingRefusedError(channel, str(refused.response["error"])) from refused
        return shared_notice(audience, asked.words)

    def _refused(self, asked: Asked, audience: Audience, refusal: SharingRefusal, look: Look) -> Modal:
        return share_refused(audience, refusal, asked.words, bot=look(self._audiences.bot()))

    async def _post(self, asked: Asked, shareable: Shareable, audience: Audience) -> None:
        posted = shared_card(
            shareable.standing,
            self._words,
            by=asked.member.name,
            names=shareable.names,
            today=asked.today,
            reading=shareable.reading,
        )
        await asked.client.chat_postMessage(
            channel=audience.channel, unfurl_links=False, unfurl_media=False, **posted.payload()
        )
