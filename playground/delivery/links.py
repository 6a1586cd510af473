"""Socket Mode: one-time tickets, connections and the envelopes that wait for their acknowledgement."""

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from uuid import uuid4

from starlette.websockets import WebSocketDisconnect

from playground.delivery.parcels import ANSWER_WITHIN, Parcel, ParcelKind, Reply, Trouble
from playground.json_types import Json

MOST_LINKS = 10
LIFE_WHEN_DEBUGGING = 360.0
HOST = "applink-playground"
GONE = (RuntimeError, WebSocketDisconnect)

Send = Callable[[str], Awaitable[None]]
Cut = Callable[[], None]


@dataclass(eq=False, slots=True)
class Link:
    """One open connection of an app; `cut` ends it without a word, as a broken network does."""

    app_id: str
    send: Send
    cut: Cut
    waiting: dict[str, "asyncio.Future[Json]"] = field(default_factory=dict)

    async def deliver(self, parcel: Parcel, within: float) -> Reply:
        envelope_id = str(uuid4())
        self.waiting[envelope_id] = asyncio.get_running_loop().create_future()
        try:
            await self.send(json.dumps(_envelope(envelope_id, parcel)))
            acknowledged = await asyncio.wait_for(self.waiting[envelope_id], within)
        except TimeoutError:
            return Reply(trouble=Trouble.TIMEOUT, reason="timeout")
        except GONE:
            return Reply(trouble=Trouble.FAILED, reason="connection_failed")
        finally:
            del self.waiting[envelope_id]
        return Reply(payload=acknowledged.get("payload") or None)

    def acknowledge(self, acknowledged: Json) -> None:
        """An envelope that nobody waits for any more was acknowledged too late; Slack shrugs as well."""
        waiting = self.waiting.get(acknowledged.get("envelope_id", ""))
        if waiting is not None and not waiting.done():
            waiting.set_result(acknowledged)

    async def say(self, message: Json) -> None:
        with suppress(*GONE):
            await self.send(json.dumps(message))

    async def ask_to_leave(self, reason: str) -> None:
        await self.say({"type": "disconnect", "reason": reason, "debug_info": {"host": HOST}})


class Links:
    """`answer_within` and `life_when_debugging` are in seconds."""

    def __init__(self) -> None:
        self.answer_within = ANSWER_WITHIN
        self.life_when_debugging = LIFE_WHEN_DEBUGGING
        self._tickets: dict[str, str] = {}
        self._links: dict[str, list[Link]] = {}
        self._turn = count()

    def ticket(self, app_id: str) -> str:
        ticket = secrets.token_urlsafe(24)
        self._tickets[ticket] = app_id
        return ticket

    def redeem(self, ticket: str) -> str | None:
        """The app a ticket was issued for; a ticket opens one connection only."""
        return self._tickets.pop(ticket, None)

    def connected(self, app_id: str) -> int:
        return len(self._links.get(app_id, ()))

    async def welcome(self, link: Link) -> bool:
        links = self._links.setdefault(link.app_id, [])
        if len(links) >= MOST_LINKS:
            await link.ask_to_leave("too_many_websockets")
            return False
        links.append(link)
        await link.say(_hello(link.app_id, len(links)))
        return True

    def forget(self, link: Link) -> None:
        links = self._links.get(link.app_id, [])
        if link in links:
            links.remove(link)

    async def deliver(self, app_id: str, parcel: Parcel) -> Reply:
        """To any one of the app's connections, in turn."""
        links = self._links.get(app_id)
        if not links:
            return Reply(trouble=Trouble.FAILED, reason="no_connection")
        return await links[next(self._turn) % len(links)].deliver(parcel, self.answer_within)

    async def disconnect(self, app_id: str, reason: str) -> None:
        """Tells every connection of the app to go: `warning`, `refresh_requested` or `link_disabled`."""
        for link in list(self._links.get(app_id, ())):
            await link.ask_to_leave(reason)

    def drop(self, app_id: str) -> None:
        for link in list(self._links.get(app_id, ())):
            self.forget(link)
            link.cut()


def _envelope(envelope_id: str, parcel: Parcel) -> Json:
    envelope: Json = {
        "envelope_id": envelope_id,
        "type": parcel.kind.value,
        "payload": parcel.payload,
        "accepts_response_payload": parcel.kind is not ParcelKind.EVENT,
    }
    if parcel.kind is ParcelKind.EVENT:
        envelope |= {"retry_attempt": parcel.attempt, "retry_reason": parcel.reason}
    return envelope


def _hello(app_id: str, connections: int) -> Json:
    return {
        "type": "hello",
        "num_connections": connections,
        "debug_info": {"host": HOST, "build_number": 1, "approximate_connection_time": 18_060},
        "connection_info": {"app_id": app_id},
    }
