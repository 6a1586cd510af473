"""One announcement, said to Slack once: looked for where it may be there already, then posted or edited."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Any, Protocol, TypeVar

from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.kit import Message
from bot.outbox.looking import found_again
from bot.outbox.pacing import Budget
from bot.outbox.refusals import outcome_of
from bot.references import reference_for
from bot.services.outbox import EDITING, LOOKING, OPENING, POSTING, Outgoings
from domain.errors import BookUnavailableError
from domain.outbox.announcement import Announcement, Manner, Posted
from domain.outbox.outgoing import (
    Dropped,
    GivenBack,
    Limited,
    NotTaken,
    Outcome,
    Outgoing,
    Refused,
    Sent,
    ShutOut,
    Unclear,
    Unseen,
    Withheld,
)
from domain.sharing import SharingRefusal

log = logging.getLogger(__name__)
T = TypeVar("T")

EVENT = "moorline_announcement"
"""The type of the metadata that carries the private id; anybody in the workspace may read it, so it says nothing."""
LONGEST_CALL = timedelta(seconds=11)
_PEOPLE = ("U", "W")


def is_person(to: str) -> bool:
    """Whether an address is a person's; else it is a channel's."""
    return to.startswith(_PEOPLE)


async def _everybody(_: str) -> bool:
    return True


async def _nobody_refused(_: str) -> SharingRefusal | None:
    return None


class Work(Protocol):
    """Runs a plain function in a thread."""

    def __call__(self, task: Callable[[], T], /) -> Awaitable[T]: ...


class FailedCallError(Exception):
    """A call to Slack did not come to what it should; `outcome` is what that means for the message."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        super().__init__(str(outcome))


class Poster:
    """`client` never tries again by itself: only the outbox decides to send again. `reading` may.

    `may_be_written_to` judges a person, `refusal_of` who reads a channel, both as Slack says now.
    """

    def __init__(
        self,
        outgoings: Outgoings,
        said: Callable[[Announcement], Message | None],
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
        self._timer = timer
        self._is_shut_out = False
        self._held_until: dict[str, float] = {}

    def let_in_again(self) -> None:
        """A new wave may try the token once more."""
        self._is_shut_out = False

    async def deliver(self, outgoing: Outgoing) -> Outcome:
        """What became of it; whatever goes wrong is an outcome, too."""
        try:
            return await self._delivered(outgoing)
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
            there = await self._called(LOOKING, lambda: found_again(self._reading, outgoing, channel))
            if isinstance(there, Posted):
                return Sent(there)
            if isinstance(there, str):
                return Unseen(there)
        return await self._kept_from(announcement.to) or await self._spoken(outgoing, channel, said)

    async def _may_reach(self, to: str) -> bool:
        """Who is no employee any more is told nothing."""
        return not is_person(to) or await self._called("users.info", lambda: self._may_be_written_to(to))

    async def _kept_from(self, to: str) -> Outcome | None:
        """A channel's readers were looked at when it was chosen, and are looked at again: somebody may have joined."""
        if is_person(to):
            return None
        refusal = await self._called("conversations.info", lambda: self._refusal_of(to))
        if refusal is SharingRefusal.NOT_IN_CHANNEL:
            return Refused(refusal.value)
        return Withheld(refusal.value) if refusal else None

    async def _spoken(self, outgoing: Outgoing, channel: str, said: Message) -> Outcome:
        await self._budget.take()
        if outgoing.announcement.manner is Manner.EDIT and outgoing.earlier:
            edit = _edit(outgoing.earlier, said)
            await self._called(EDITING, lambda: self._client.chat_update(**edit), outgoing)
            return Sent(outgoing.earlier)
        post = _post(outgoing, channel, said)
        answered = await self._called(POSTING, lambda: self._client.chat_postMessage(**post), outgoing)
        return Sent(Posted(answered["channel"], answered["ts"]))

    async def _conversation(self, to: str) -> str:
        """The direct messages of a person are opened once, for ever."""
        if not is_person(to):
            return to
        if known := await self._work(partial(self._outgoings.direct_line, to)):
            return known
        opened = await self._called(OPENING, lambda: self._client.conversations_open(users=to))
        channel = str(opened["channel"]["id"])
        await self._work(partial(self._outgoings.remember_line, to, channel))
        return channel

    async def _called(self, method: str, call: Callable[[], Awaitable[T]], outgoing: Outgoing | None = None) -> T:
        """`outgoing` is given where the call says something: whoever slept over the lease must not."""
        held = await self._work(partial(self._outgoings.seconds_held, method))
        if (held := max(held, self._held_until.get(method, 0.0) - self._timer())) > 0:
            raise FailedCallError(Limited(method, held))
        if self._is_shut_out or (outgoing and not self._outgoings.may_still_send(outgoing, within=LONGEST_CALL)):
            raise FailedCallError(GivenBack())
        try:
            return await call()
        except Exception as error:
            outcome = outcome_of(error, method=method)
            if outcome is None:
                raise
            self._heed(outcome)
            raise FailedCallError(outcome if method == POSTING else _repeatable(outcome)) from error

    def _heed(self, outcome: Outcome) -> None:
        """What is on its way already hears of it at once; other replicas, and later waves, by the book."""
        if isinstance(outcome, Limited):
            log.warning("Slack wants %s left alone for %s s", outcome.method, outcome.seconds)
            self._held_until[outcome.method] = self._timer() + outcome.seconds
        if isinstance(outcome, ShutOut):
            self._is_shut_out = True


def _repeatable(outcome: Outcome) -> Outcome:
    """Calls that may be made twice leave nothing unclear."""
    return NotTaken(outcome.reason, passes=True) if isinstance(outcome, Unclear) else outcome


def _edit(earlier: Posted, said: Message) -> dict[str, Any]:
    return {"channel": earlier.channel, "ts": earlier.ts, **said.payload()}


def _post(outgoing: Outgoing, channel: str, said: Message) -> dict[str, Any]:
    thread = {"thread_ts": outgoing.earlier.ts} if outgoing.earlier else {}
    metadata = {"event_type": EVENT, "event_payload": {"id": outgoing.key}}
    plain = {"channel": channel, "unfurl_links": False, "unfurl_media": False, "metadata": metadata}
    return plain | thread | said.payload()
