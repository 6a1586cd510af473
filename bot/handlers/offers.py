"""A reaction and a mention have no form to open: whoever made one is offered it, and sees that alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.capture_offer import ABOVE, WORDS, marked_offer, mention_offer, what_a_mention_does
from bot.blocks.kit import Message
from bot.handlers.admission import Admission
from bot.handlers.desk import Desk
from bot.handlers.errors import explained
from bot.handlers.home import Workspace
from bot.handlers.payloads import Payload, person_in
from bot.handlers.pointing import Pointed, linked, plainly, read
from bot.handlers.responding import Responder
from bot.handlers.routing import Routes
from bot.locale import Words
from bot.services.capture_emoji import CaptureEmoji
from bot.services.deliveries import Deliveries
from domain.errors import NotAMemberError
from domain.feedback.emoji import is_meant
from domain.permissions import Affiliation, Member

REACTED, MENTIONED = "reaction_added", "app_mention"


@dataclass(frozen=True, slots=True)
class Surface:
    """Who is let in, and the ways to Slack; `client` never tries again, `reading` does."""

    admission: Admission
    workspace: Workspace
    client: AsyncWebClient
    reading: AsyncWebClient
    responder: Responder
    desk: Desk


def register(routes: Routes, emoji: CaptureEmoji, deliveries: Deliveries, surface: Surface) -> None:
    offers = Offers(emoji, deliveries, surface)
    routes.event(REACTED, offers.reacted)
    routes.event(MENTIONED, offers.mentioned)


class Offers:
    """One a person and message, however often it is marked."""

    def __init__(self, emoji: CaptureEmoji, deliveries: Deliveries, surface: Surface) -> None:
        self._emoji = emoji
        self._deliveries = deliveries
        self._surface = surface

    async def reacted(self, payload: Payload) -> None:
        """In a channel where others read, those who are not ours hear nothing of it."""
        event = payload["event"]
        person, item = person_in(event), event.get("item") or {}
        pointed = Pointed(str(item.get("channel") or ""), str(item.get("ts") or ""))
        emoji = str(event.get("reaction") or "")
        if not is_meant(emoji, await self._work(partial(self._emoji.of, pointed.channel))):
            return
        if not isinstance(words := await self._words_of(person, origin=REACTED), Words):
            return
        if await self._is_first(person, pointed):
            pointed = await self._read(pointed)
            offer = marked_offer(emoji.partition("::")[0], plainly(pointed.text or ""), pointed.value(), words)
            await self._say(person, pointed, offer)

    async def mentioned(self, payload: Payload) -> None:
        event = payload["event"]
        person, words_said = person_in(event), await self._without_our_name(str(event.get("text") or ""))
        here = Pointed(str(event.get("channel")), str(event.get("ts")), str(event.get("thread_ts") or ""), words_said)
        if event.get("bot_id") or not await self._is_first(person, here):
            return
        words = await self._words_of(person, origin=MENTIONED)
        if isinstance(words, Message):
            await self._say(person, here, words)
        elif words:
            await self._say(person, here, await self._offer(here, words))

    async def _offer(self, here: Pointed, words: Words) -> Message:
        ways = {}
        if here.text:
            ways[WORDS] = (await linked(here, self._surface.reading)).value()
        if here.thread and here.thread != here.ts:
            above = await self._read(Pointed(here.channel, here.thread, here.thread))
            ways[ABOVE] = above.value()
        return mention_offer(plainly(here.text or ""), ways, words) if ways else what_a_mention_does(words)

    async def _read(self, pointed: Pointed) -> Pointed:
        return await linked(await read(pointed, self._surface.reading), self._surface.reading)

    async def _without_our_name(self, text: str) -> str:
        home = await self._surface.workspace.home()
        return text.replace(f"<@{home.bot_user}>", " ").strip()

    async def _words_of(self, slack_id: str, *, origin: str) -> Words | Message | None:
        """The language of a member; for others why not, which is recorded; nothing for bots."""
        admission = self._surface.admission
        person = await admission.people.person(slack_id)
        if person.affiliation is Affiliation.BOT:
            return None
        try:
            member: Member = await self._work(partial(admission.access.admitted, person))
        except NotAMemberError as refusal:
            await self._work(partial(admission.access.record_refusal, refusal, origin=origin))
            return Message(explained(refusal, admission.words_of(person.locale, None)))
        return admission.words_of(member.locale, member.language)

    async def _is_first(self, person: str, pointed: Pointed) -> bool:
        name = f"offer:{pointed.channel}:{pointed.ts}:{person}"
        first: bool = await self._work(partial(self._deliveries.begin, name))
        return first

    async def _say(self, person: str, pointed: Pointed, said: Message) -> None:
        """Beside the message where that may be; else by direct message."""
        is_reply = pointed.thread not in {"", pointed.ts}
        within: dict[str, Any] = {"thread_ts": pointed.thread} if is_reply else {}
        try:
            await self._surface.client.chat_postEphemeral(
                channel=pointed.channel, user=person, **within, **said.payload()
            )
        except (SlackApiError, ClientError, TimeoutError):
            await self._surface.responder.to_person(person, said.payload())

    async def _work(self, task: Any) -> Any:
        return await self._surface.desk.work(task)
