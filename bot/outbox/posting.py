"""One announcement, said to Slack once: looked for where it may be there already, then posted or edited."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.kit import Message
from bot.outbox.calls import Calls, FailedCallError, Work
from bot.outbox.looking import found_again
from bot.outbox.pacing import Budget
from bot.outbox.pictures import Pictures
from bot.outbox.wording import Said
from bot.references import reference_for
from bot.services.outbox import EDITING, LOOKING, OPENING, POSTING, Outgoings
from domain.errors import BookUnavailableError
from domain.outbox.announcement import Announcement, Manner, Posted
from domain.outbox.outgoing import (
    Dropped,
    GivenBack,
    Outcome,
    Outgoing,
    Refused,
    Sent,
    Unseen,
    Withheld,
)
from domain.sharing import SharingRefusal

EVENT = "moorline_announcement"
"""The type of the metadata that carries the private id; anybody in the workspace may read it, so it says nothing."""
WRONG_BLOCKS = "invalid_blocks"
"""Also said of a picture that Slack has and does not know yet."""
_PEOPLE = ("U", "W")
_ENDS = (Sent, Dropped, Refused)
"""It is not tried again by itself."""
_NOT_THERE = (Dropped, Refused, Withheld)
"""It will not be said where it should be; what has somebody to be said to instead goes there."""


def is_person(to: str) -> bool:
    """Whether an address is a person's; else it is a channel's."""
    return to.startswith(_PEOPLE)


async def _everybody(_: str) -> bool:
    return True


async def _nobody_refused(_: str) -> SharingRefusal | None:
    return None


class Poster:
    """`client` never tries again by itself: only the outbox decides to send again. `reading` may.

    `may_be_written_to` judges a person, `refusal_of` who reads a channel, both as Slack says now.
    """

    def __init__(
        self,
        outgoings: Outgoings,
        said: Callable[[Announcement], Said | None],
        work: Work,
        *,
        client: AsyncWebClient,
        reading: AsyncWebClient,
        budget: Budget,
        may_be_written_to: Callable[[str], Awaitable[bool]] = _everybody,
        refusal_of: Callable[[str], Awaitable[SharingRefusal | None]] = _nobody_refused,
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        self._outgoings = outgoings
        self._said = said
        self._work = work
        self._client = client
        self._reading = reading
        self._budget = budget
        self._may_be_written_to = may_be_written_to
        self._refusal_of = refusal_of
        self._calls = Calls(outgoings, work, timer)
        self._pictures = Pictures(client, self._calls, work)

    def let_in_again(self) -> None:
        """A new wave may try the token once more."""
        self._calls.let_in_again()

    async def deliver(self, outgoing: Outgoing) -> Outcome:
        """What became of it; whatever goes wrong is an outcome, too."""
        outcome = await self._tried(outgoing)
        if outgoing.announcement.or_to and isinstance(outcome, _NOT_THERE):
            outcome = await self._tried(replace(outgoing, announcement=outgoing.announcement.to_the_person()))
        if isinstance(outcome, _ENDS):
            self._pictures.forget(outgoing)
        return outcome

    async def _tried(self, outgoing: Outgoing) -> Outcome:
        try:
            return await self._diverted(outgoing.announcement) or await self._delivered(outgoing)
        except FailedCallError as failure:
            return failure.outcome
        except BookUnavailableError:
            return GivenBack()
        except Exception as error:  # noqa: BLE001 - one message that cannot be said stops no other
            return Refused(f"unforeseen:{reference_for(error)}")

    async def _delivered(self, outgoing: Outgoing) -> Outcome:
        announcement = outgoing.announcement
        if announcement.manner is not Manner.POST and outgoing.earlier is None:
            return Dropped("there is no message to go with")
        if not await self._may_reach(announcement.to):
            return Refused("no_employee")
        said = await self._work(partial(self._said, announcement))
        if said is None:
            return Dropped("nothing to say any more")
        channel = outgoing.earlier.channel if outgoing.earlier else await self._conversation(announcement.to)
        if outgoing.is_unclear and announcement.manner is not Manner.EDIT:
            there = await self._calls.made(LOOKING, lambda: found_again(self._reading, outgoing, channel))
            if isinstance(there, Posted):
                return Sent(there)
            if isinstance(there, str):
                return Unseen(there)
        return await self._kept_from(announcement.to) or await self._spoken(outgoing, channel, said)

    async def _diverted(self, announcement: Announcement) -> Outcome | None:
        """What has somebody to be said to instead is not even looked for where others read."""
        return await self._kept_from(announcement.to) if announcement.or_to else None

    async def _may_reach(self, to: str) -> bool:
        """Who is no employee any more is told nothing."""
        return not is_person(to) or await self._calls.made("users.info", lambda: self._may_be_written_to(to))

    async def _kept_from(self, to: str) -> Outcome | None:
        """A channel's readers were looked at when it was chosen, and are looked at again: somebody may have joined."""
        if is_person(to):
            return None
        refusal = await self._calls.made("conversations.info", lambda: self._refusal_of(to))
        if refusal is SharingRefusal.NOT_IN_CHANNEL:
            return Refused(refusal.value)
        return Withheld(refusal.value) if refusal else None

    async def _spoken(self, outgoing: Outgoing, channel: str, said: Said) -> Outcome:
        """Only the last call decides whether a message is there, however often its picture was brought to Slack."""
        if isinstance(said, Message):
            return await self._put(outgoing, channel, said)
        picture = await self._pictures.file_of(outgoing, said)
        try:
            return await self._put(outgoing, channel, said.around(picture))
        except FailedCallError as failure:
            if picture is None or failure.outcome != Refused(WRONG_BLOCKS):
                raise
        self._pictures.was_refused(outgoing)
        return await self._put(outgoing, channel, said.around(None))

    async def _put(self, outgoing: Outgoing, channel: str, said: Message) -> Outcome:
        await self._budget.take()
        if outgoing.announcement.manner is Manner.EDIT and outgoing.earlier:
            edit = _edit(outgoing.earlier, said)
            await self._calls.made(EDITING, lambda: self._client.chat_update(**edit), outgoing)
            return Sent(outgoing.earlier)
        post = _post(outgoing, channel, said)
        answered = await self._calls.made(POSTING, lambda: self._client.chat_postMessage(**post), outgoing)
        return Sent(Posted(answered["channel"], answered["ts"]))

    async def _conversation(self, to: str) -> str:
        """The direct messages of a person are opened once, for ever."""
        if not is_person(to):
            return to
        if known := await self._work(partial(self._outgoings.direct_line, to)):
            return known
        opened = await self._calls.made(OPENING, lambda: self._client.conversations_open(users=to))
        channel = str(opened["channel"]["id"])
        await self._work(partial(self._outgoings.remember_line, to, channel))
        return channel


def _edit(earlier: Posted, said: Message) -> dict[str, Any]:
    return {"channel": earlier.channel, "ts": earlier.ts, **said.payload()}


def _post(outgoing: Outgoing, channel: str, said: Message) -> dict[str, Any]:
    thread = {"thread_ts": outgoing.thread} if outgoing.thread else {}
    metadata = {"event_type": EVENT, "event_payload": {"id": outgoing.key}}
    plain = {"channel": channel, "unfurl_links": False, "unfurl_media": False, "metadata": metadata}
    return plain | thread | said.payload()
