"""Where every request of Slack arrives: who asks is found out, the handler is called, what fails is said in words.

Each method gives the body of the acknowledgement; what takes longer goes on behind it.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from functools import partial
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.commands import unprefixed
from bot.handlers.admission import Admission
from bot.handlers.asked import Acknowledgement, Asked, Handler, Respond, Turn
from bot.handlers.desk import Desk
from bot.handlers.errors import explained, out_of_date
from bot.handlers.help import help_card
from bot.handlers.opening import LightPage, let_in, say_on_page
from bot.handlers.owing import RECORDING_SECONDS, Owing
from bot.handlers.payloads import Payload, action_in, callback_in, event_in, person_in, response_url_in
from bot.handlers.responding import Responder
from bot.handlers.routing import EventHandler, Routes
from bot.handlers.telling import say, tell
from bot.services.deliveries import Deliveries
from domain.errors import BookUnavailableError, NotAllowedError, NotAMemberError

log = logging.getLogger(__name__)

FORM_SECONDS = 2.5
"""Slack closes a form with an error after three."""
BEGIN_SECONDS = 1.2
"""How long it may take to note that a form is taken: what it leads to needs time too, before Slack closes the form."""
STRANGER_SECONDS = 0.25
"""How long a command waits while Slack is asked who somebody is; the answer then comes late."""
MOST_AT_ONCE = 400
"""Requests in work beyond which a new one is told to come back, so that the others are answered in time."""
LINK = "link."
"""The start of action ids of buttons that only open an address: there is nothing to do."""


@dataclass(frozen=True, slots=True)
class Ways:
    """What every turn needs to answer: `client` posts and never tries again, `reading` may."""

    client: AsyncWebClient
    reading: AsyncWebClient
    desk: Desk
    responder: Responder
    owing: Owing

    def turn(self, payload: Payload) -> Turn:
        return Turn(payload, Acknowledgement(), self._respond(payload), self.client, self.reading, self.desk)

    def _respond(self, payload: Payload) -> Respond:
        if url := response_url_in(payload):
            return partial(self.responder.to_url, url)
        return partial(self.responder.to_person, person_in(payload))


@dataclass(slots=True)
class Late:
    """The debt that a command becomes once it is acknowledged and not answered."""

    debt: asyncio.Future[int] | None = None

    async def recorded(self) -> None:
        """Or not, when the book is slow: Slack does not wait for long."""
        if self.debt:
            await asyncio.wait({self.debt}, timeout=RECORDING_SECONDS)


class Reception:
    def __init__(
        self, routes: Routes, admission: Admission, ways: Ways, deliveries: Deliveries, *, prefix: str = ""
    ) -> None:
        self._routes = routes
        self._admission = admission
        self._ways = ways
        self._deliveries = deliveries
        self._prefix = prefix

    async def command(self, payload: Payload) -> dict[str, Any]:
        turn = self._ways.turn(payload)
        name = unprefixed(str(payload.get("command")), self._prefix)
        await self._loaded(name)
        handler = self._routes.for_command(name) or self._help
        desk, late = self._ways.desk, Late()
        attending = desk.start(self._attend_late(turn, handler, late, self._routes.light_page(name)))
        body = await turn.ack.within(desk.patience if self._admission.knows(payload) else STRANGER_SECONDS)
        if not body and not attending.done():
            late.debt = self._ways.owing.begin(payload, self._admission.words(payload))
            await late.recorded()
        return body

    async def action(self, payload: Payload) -> dict[str, Any]:
        if action_in(payload).startswith(LINK):
            return {}
        turn = self._ways.turn(payload)
        turn.ack.give()
        action = action_in(payload)
        await self._loaded(action)
        handler = self._routes.for_action(action) or _out_of_date
        attend = self._attend_quietly if self._routes.is_quiet(action) else self._attend
        self._ways.desk.start(attend(turn, handler, self._routes.light_page(action)))
        return {}

    async def shortcut(self, payload: Payload) -> dict[str, Any]:
        turn = self._ways.turn(payload)
        turn.ack.give()
        shortcut = callback_in(payload)
        await self._loaded(shortcut)
        handler = self._routes.for_shortcut(shortcut) or _out_of_date
        self._ways.desk.start(self._attend(turn, handler, self._routes.light_page(shortcut)))
        return {}

    async def view(self, payload: Payload) -> dict[str, Any]:
        """A form is taken once, however often the same submission arrives."""
        turn = self._ways.turn(payload)
        await self._loaded(callback_in(payload))
        handler = self._routes.for_view(callback_in(payload)) or _out_of_date
        self._ways.desk.start(self._attend(turn, partial(self._once, handler)))
        return await turn.ack.within(FORM_SECONDS)

    async def closed(self, payload: Payload) -> dict[str, Any]:
        await self._loaded(callback_in(payload))
        if handler := self._routes.for_closed(callback_in(payload)):
            self._ways.desk.start(self._attend(self._ways.turn(payload), handler))
        return {}

    async def options(self, payload: Payload) -> dict[str, Any]:
        """Who may not see gets nothing to choose from."""
        turn = self._ways.turn(payload)
        await self._loaded(action_in(payload))
        if handler := self._routes.for_options(action_in(payload)):
            self._ways.desk.start(self._offer(turn, handler))
            return await turn.ack.within(FORM_SECONDS) or {"options": []}
        return {"options": []}

    async def event(self, payload: Payload) -> None:
        """Recorded before it is handled; raises where it cannot be recorded, so that Slack brings it again."""
        await self._loaded(event_in(payload))
        handler = self._routes.for_event(event_in(payload))
        event = str(payload.get("event_id") or "")
        if handler is None or not event:
            return
        begun: bool = await self._ways.desk.work(lambda: self._deliveries.begin(event))
        if begun:
            self._ways.desk.start(self._handle(handler, payload, event))

    async def _loaded(self, name: str) -> None:
        """The first who asks for a part of the bot waits a moment for it; the others do not wait with them."""
        if self._routes.lacks(name):
            await self._ways.desk.work(partial(self._routes.load, name))

    async def _attend_late(self, turn: Turn, handler: Handler, late: Late, light: LightPage | None) -> None:
        await self._attend(turn, handler, light)
        if late.debt:
            await self._ways.owing.settle(late.debt)

    async def _attend_quietly(self, turn: Turn, handler: Handler, _: LightPage | None = None) -> None:
        """For what happens while somebody writes: a word of trouble would only lie on top of what is written."""
        try:
            await handler(await self._admission.asked(turn))
        except Exception as error:  # noqa: BLE001 - the form stays as it is, and can be sent as it is
            log.warning("a form was not drawn anew: %s", type(error).__name__)
            await self._record(turn, error)

    async def _attend(self, turn: Turn, handler: Handler, light: LightPage | None = None) -> None:
        try:
            if self._ways.desk.going > MOST_AT_ONCE:
                await self._refuse_for_now(turn)
                return
            await handler(await let_in(self._admission, turn, light))
        except Exception as error:  # noqa: BLE001 - whatever fails is said to the person who waits
            await self._apologise(turn, error)
        else:
            self._routes.answered(turn.payload)
        finally:
            turn.ack.give()

    async def _refuse_for_now(self, turn: Turn) -> None:
        words = self._admission.words(turn.payload)
        await tell(turn, words.text("Moorline is busy right now. Please try again in a moment."), words)

    async def _apologise(self, turn: Turn, error: Exception) -> None:
        words = self._admission.words(turn.payload)
        try:
            await self._record(turn, error)
            if turn.page.view:
                await say_on_page(turn, error, words)
                return
            await tell(turn, explained(error, words), words)
        except Exception as second:  # noqa: BLE001 - there is no way left to the person
            log.warning("%s could not be said: %s", type(error).__name__, type(second).__name__)

    async def _record(self, turn: Turn, error: Exception) -> None:
        """Whoever was refused stands in the audit, with what they used; they are told also where that fails."""
        origin = turn.payload.get("command") or action_in(turn.payload) or callback_in(turn.payload)
        try:
            if isinstance(error, NotAllowedError):
                error.admins = await turn.desk.work(self._admission.access.admins)
            if isinstance(error, NotAMemberError | NotAllowedError):
                await turn.desk.work(partial(self._admission.access.record_refusal, error, origin=str(origin)))
        except BookUnavailableError as away:
            log.warning("a refusal is missing in the audit: %s", away.what)

    async def _offer(self, turn: Turn, handler: Handler) -> None:
        try:
            await handler(await self._admission.asked(turn))
        except Exception as error:  # noqa: BLE001 - a type-ahead has no place to say what failed
            log.warning("nothing offered: %s", type(error).__name__)
            await self._record(turn, error)
        finally:
            turn.ack.give({"options": []})

    async def _once(self, handler: Handler, asked: Asked) -> None:
        """Nothing has begun where the book is slow: the form is kept, with what was written, to be sent again."""
        submission = f"form:{asked.trigger_id}"
        beginning = asked.desk.work(lambda: self._deliveries.begin(submission))
        await asyncio.wait({beginning}, timeout=BEGIN_SECONDS)
        if not beginning.done():
            raise BookUnavailableError("busy")
        if beginning.result():
            await handler(asked)
            await asked.desk.work(lambda: self._deliveries.finish(submission))

    async def _handle(self, handler: EventHandler, payload: Payload, event: str) -> None:
        try:
            await handler(payload)
            await self._ways.desk.work(lambda: self._deliveries.finish(event))
        except Exception as error:  # noqa: BLE001 - the event stays begun, and Slack's next delivery takes it over
            log.warning("event %s was not handled: %s", event, type(error).__name__)

    async def _help(self, asked: Asked) -> None:
        await say(asked.turn, help_card(asked.words, self._prefix))


async def _out_of_date(asked: Asked) -> None:
    await tell(asked.turn, out_of_date(asked.words), asked.words)
