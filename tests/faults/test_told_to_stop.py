"""Fault matrix 17: a bot under load is told to stop: what it accepted it answers, and what was to be said is said."""

from __future__ import annotations

import asyncio
import math
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import cycle
from urllib.parse import urlencode

import httpx
import pytest
from mail_room import MAYA, until
from real_bots import IS_LONG, SECRETS, TURNS, Street, is_whole, put_messages, street, until_all_is_said

from playground.delivery.by_http import FORM, signature
from playground.faults import Fault, FaultKind
from storage.library import SqlLibrary

A_SECOND = 200 if IS_LONG else 100
LOADED_SECONDS = 1.0
STOPS_WITHIN = 10.0
EACH = 2
REFUSED = "refused"
STRANGER = "U0LIN00001"
"""Of whom Slack has to be asked, and takes its time: the acknowledgement comes first, the answer late."""


JUST_BEFORE = 0.5
"""Seconds: who connects so late may find that the door is being closed; a busy machine takes its time to let in."""


@dataclass(slots=True)
class Ask:
    """One request; `connected_at` is when it began to connect, where no connection was there: it may wait for that."""

    connected_at: float | None = None

    async def trace(self, step: str, _: Mapping[str, object]) -> None:
        if step == "connection.connect_tcp.started":
            self.connected_at = time.monotonic()

    def was_let_in(self, error: httpx.HTTPError, told_at: float) -> bool:
        """The system connects callers before the bot has seen them; it hangs up on those that the bot did not see."""
        if self.connected_at is None or not isinstance(error, httpx.ReadError | httpx.WriteError):
            return True
        return self.connected_at <= told_at - JUST_BEFORE


@dataclass(slots=True)
class Load:
    """Commands, so many a second, whether or not the earlier ones are answered."""

    among: Street
    web: httpx.AsyncClient
    told_at: float = math.inf
    answers: Counter[tuple[str, str]] = field(default_factory=Counter)
    going: set[asyncio.Task[None]] = field(default_factory=set)

    async def run(self) -> None:
        for person in cycle((MAYA, STRANGER)):
            task = asyncio.create_task(self._one(person))
            self.going.add(task)
            task.add_done_callback(self.going.discard)
            await asyncio.sleep(1 / A_SECOND)

    async def _one(self, person: str) -> None:
        self.answers[person, await self._answer(person, Ask())] += 1

    async def _answer(self, person: str, ask: Ask) -> str:
        body = urlencode(self.among.command(person, "/health Acme"))
        timestamp = str(int(time.time()))
        signed = signature(SECRETS.signing_secret, timestamp, body)
        headers = {"content-type": FORM, "x-slack-request-timestamp": timestamp, "x-slack-signature": signed}
        try:
            answer = await self.web.post(
                "/slack/events", content=body, headers=headers, extensions={"trace": ask.trace}
            )
        except httpx.ConnectError:
            return REFUSED
        except httpx.HTTPError as error:
            return repr(error) if ask.was_let_in(error, self.told_at) else REFUSED
        return str(answer.status_code)


@pytest.mark.parametrize("turn", range(TURNS))
async def test_a_bot_that_is_told_to_stop_under_load_fails_no_request_it_accepted(
    sqlite_url: str, sqlite_library: SqlLibrary, turn: int
) -> None:
    del turn
    async with street(sqlite_url, channels=8) as among:
        bot = await among.start(default_role="csm", messages_per_second=3)
        await bot.until_ready()
        among.send_requests_to(bot)
        await among.ask(MAYA)
        put_messages(sqlite_library, among.lines(), each=EACH, now=among.workspace.clock())
        await until(lambda: among.arrived().total() > 0)
        among.workspace.faults.add(Fault(FaultKind.SLOW, "users.info", seconds=3, times=None))
        load = Load(among, bot.web)
        loading = asyncio.create_task(load.run())
        await asyncio.sleep(LOADED_SECONDS)

        load.told_at = time.monotonic()
        assert await bot.told_to_stop() == 0
        took = time.monotonic() - load.told_at
        loading.cancel()
        await asyncio.gather(*load.going)
        among.workspace.faults.clear()
        said_by_then = among.arrived().total()
        await among.start()
        await until_all_is_said(sqlite_library, among.workspace.clock)

        assert {answer for _, answer in load.answers} == {"200", REFUSED}
        assert load.answers[MAYA, "200"] > 0
        assert len(among.told_late(STRANGER)) == load.answers[STRANGER, "200"] > 0
        assert took <= STOPS_WITHIN
        assert 0 < said_by_then < EACH * len(among.lines())
        assert among.arrived() == Counter(dict.fromkeys(among.lines(), EACH))
    assert is_whole(sqlite_library)
