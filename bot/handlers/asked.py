"""One verified request of a member, and the ways back to the person who made it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeAlias

from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.kit import Modal
from bot.handlers import payloads
from bot.handlers.desk import Desk
from bot.locale import Words
from domain.permissions import Member

Respond: TypeAlias = Callable[[dict[str, Any]], Awaitable[None]]
Handler: TypeAlias = Callable[["Asked"], Awaitable[None]]


class Acknowledgement:
    """The answer to Slack's own request; given once, by the handler or, when it is slow, by the clock."""

    def __init__(self) -> None:
        self._given: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()

    @property
    def is_given(self) -> bool:
        return self._given.done()

    def give(self, body: dict[str, Any] | None = None) -> bool:
        """False when it was given before, and `body` has to go another way."""
        if self._given.done():
            return False
        self._given.set_result(body or {})
        return True

    async def within(self, seconds: float) -> dict[str, Any]:
        """What was given, or nothing once the time is over."""
        clock = asyncio.get_running_loop().call_later(seconds, self.give)
        try:
            return await self._given
        finally:
            clock.cancel()


@dataclass(slots=True)
class OpenedPage:
    """A page that was opened before it was known what it will hold: as Slack named it, and what it shows."""

    view: dict[str, Any] | None = None
    modal: Modal | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One request of Slack. `client` never tries again, `reading` does: only for what may be repeated."""

    payload: Mapping[str, Any]
    ack: Acknowledgement
    respond: Respond
    client: AsyncWebClient
    reading: AsyncWebClient
    desk: Desk
    page: OpenedPage = field(default_factory=OpenedPage)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a handler reads. `now` and `today` are those of the zone that the reader is in."""

    member: Member
    words: Words
    now: datetime
    today: date
    turn: Turn

    @property
    def payload(self) -> Mapping[str, Any]:
        return self.turn.payload

    @property
    def text(self) -> str:
        """What was typed after the command, as Slack escaped it."""
        return str(self.payload.get("text") or "").strip()

    @property
    def value(self) -> str:
        """The button's value, the chosen option, or what was typed into a type-ahead."""
        return payloads.value_in(self.payload)

    @property
    def suffix(self) -> str:
        """What follows the colon in the action's id."""
        return payloads.action_in(self.payload).partition(":")[2]

    @property
    def state(self) -> Mapping[str, Any]:
        """The form: block_id → action_id → element; attacker-influenced like everything that comes back."""
        return payloads.state_in(self.payload)

    @property
    def view(self) -> Mapping[str, Any] | None:
        """The form or page that was pressed or sent; None on a message, and on the Home tab."""
        return payloads.modal_in(self.payload)

    @property
    def metadata(self) -> str:
        return str((self.view or {}).get("private_metadata") or "")

    @property
    def channel(self) -> str | None:
        return payloads.channel_in(self.payload)

    @property
    def trigger_id(self) -> str:
        return str(self.payload.get("trigger_id") or "")

    @property
    def ack(self) -> Acknowledgement:
        return self.turn.ack

    @property
    def respond(self) -> Respond:
        return self.turn.respond

    @property
    def client(self) -> AsyncWebClient:
        return self.turn.client

    @property
    def reading(self) -> AsyncWebClient:
        return self.turn.reading

    @property
    def desk(self) -> Desk:
        return self.turn.desk
