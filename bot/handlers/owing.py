"""An answer that comes later than its acknowledgement is owed: if we die over it, another of us says so."""

from __future__ import annotations

import asyncio
import logging
from functools import partial

from bot.blocks.kit import Message, escaped
from bot.handlers.desk import Desk
from bot.handlers.payloads import Payload, response_url_in
from bot.handlers.responding import Responder
from bot.handlers.telling import ephemeral
from bot.locale import Language, Words, words_for
from bot.services.owed_answers import OwedAnswers
from domain.errors import BookUnavailableError
from domain.owed_answers import OwedAnswer

log = logging.getLogger(__name__)

RECORDING_SECONDS = 0.5
"""How long an acknowledgement waits for its debt to be in the book: Slack waits three seconds for everything."""
MOST_AT_ONCE = 100
"""Requests in work beyond which debts are not recorded: a book that is asked too much is not asked for more."""


class Owing:
    def __init__(self, owed: OwedAnswers, desk: Desk, responder: Responder) -> None:
        self._owed = owed
        self._desk = desk
        self._responder = responder

    def begin(self, payload: Payload, words: Words) -> asyncio.Future[int] | None:
        """The debt, on its way into the book; none where there is no way back, or too much to do."""
        url = response_url_in(payload)
        if not url or self._desk.going > MOST_AT_ONCE:
            return None
        command = str(payload.get("command") or "")
        return self._desk.work(partial(self._owed.owe, url, command, words.language.value))

    async def settle(self, recording: asyncio.Future[int]) -> None:
        """The answer was given. A debt that stays is apologised for in vain: better than silence."""
        try:
            number = await recording
            await self._desk.work(partial(self._owed.settle, number))
        except BookUnavailableError as error:
            log.warning("an answer that is late is not written down: %s", error.what)

    async def apologise(self) -> None:
        """To everybody whose answer does not come any more."""
        try:
            for number, owed in (await self._desk.work(self._owed.overdue)).items():
                if await self._responder.is_heard(owed.url, _apology(owed)):
                    await self._desk.work(partial(self._owed.settle, number))
                    log.warning("the answer to %s was lost, and its asker told", owed.command)
        except BookUnavailableError as error:
            log.warning("answers that are owed are not looked for now, but in a minute: %s", error.what)


def _apology(owed: OwedAnswer) -> dict[str, object]:
    words = words_for(Language(owed.language))
    sentence = words.text(
        "Moorline was interrupted while it worked on %(command)s. If no answer came, please ask again.",
        command=f"`{escaped(owed.command)}`",
    )
    return ephemeral(Message(sentence))
