"""Fault matrix 10: a bot is killed with -9 just after it acknowledged commands that it had not answered yet."""

from __future__ import annotations

import asyncio
import random

import pytest
from mail_room import ADA, MAYA, OMAR, until
from real_bots import LONGEST, TURNS, shared_book, street

from playground.delivery.parcels import Reply
from playground.faults import Fault, FaultKind

LIN, PRIYA = "U0LIN00001", "U0PRIYA001"
ASKERS = (MAYA, LIN, OMAR, PRIYA, ADA)
SPEED = 15
"""What is owed is overdue after four seconds."""


@pytest.mark.parametrize("turn", range(TURNS))
@pytest.mark.parametrize(
    ("kind", "replicas"),
    [
        pytest.param("postgres", 2, id="two replicas on postgres", marks=pytest.mark.postgres),
        pytest.param("sqlite", 1, id="one on sqlite, started again"),
    ],
)
async def test_who_was_promised_an_answer_is_told_when_it_cannot_come(
    request: pytest.FixtureRequest, kind: str, replicas: int, turn: int
) -> None:
    url, _ = shared_book(request, kind)
    async with street(url, speed=SPEED) as among:
        bots = [await among.start(default_role="csm") for _ in range(replicas)]
        for bot in bots:
            await bot.until_ready()
        among.send_requests_to(bots[0])
        among.workspace.faults.add(Fault(FaultKind.SLOW, "users.info", seconds=2, times=None))

        acknowledged = await asyncio.gather(*(among.ask(person) for person in ASKERS))
        await asyncio.sleep(random.uniform(0, 1) if turn else 0.05)
        await bots[0].kill()
        among.workspace.faults.clear()
        last = bots[1] if replicas > 1 else await among.start(default_role="csm")
        await until(lambda: all(among.told_late(person) for person in ASKERS), LONGEST)
        await last.until_ready()
        assert await last.told_to_stop() == 0

        assert acknowledged == [Reply()] * len(ASKERS)
        assert [len(among.told_late(person)) for person in ASKERS] == [1] * len(ASKERS)
        assert {among.told_late(person)[0] for person in ASKERS} == {
            "Moorline was interrupted while it worked on `/cs`. If no answer came, please ask again."
        }
