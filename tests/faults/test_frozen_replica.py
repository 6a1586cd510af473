"""Fault matrix 11: of three replicas one is frozen with SIGSTOP for longer than its lease, and thawed."""

from __future__ import annotations

import random
import signal
from collections import Counter
from datetime import datetime, timedelta

import pytest
from mail_room import until
from real_bots import LONGEST, TURNS, put_messages, street, until_all_is_said
from sqlalchemy import func, select

from domain.outbox.outgoing import OutboxState
from playground.faults import Fault, FaultKind
from storage.library import SqlLibrary
from storage.tables import OutboxRow, table_of

SPEED = 3
"""A lease of thirty seconds is over after ten."""
CLAIMED = 4
"""As many as one replica takes at once."""
PACE = 0.5
"""Messages a second of the wall clock: when it is frozen, one is on its way and the others wait for their turn."""
TAKEN_OVER_WITHIN = timedelta(seconds=5)
POST = "chat.postMessage"
_OUT = table_of(OutboxRow)


def leases_end(library: SqlLibrary) -> datetime:
    """When the last claim that is not settled yet is over."""
    with library.engines.reading.connect() as connection:
        found = select(func.max(_OUT.c.lease_until)).where(_OUT.c.state == OutboxState.SENDING)
        last: datetime = connection.execute(found).scalar_one()
    return last


@pytest.mark.postgres
@pytest.mark.parametrize("turn", range(TURNS))
async def test_a_replica_that_was_frozen_over_its_lease_says_nothing_that_others_took_over(
    postgres_url: str, postgres_library: SqlLibrary, turn: int
) -> None:
    library = postgres_library
    async with street(postgres_url, speed=SPEED, channels=CLAIMED) as among:
        made = among.workspace
        sleeper = await among.start(messages_per_second=PACE)
        await sleeper.until_ready()
        made.faults.add(slow := Fault(FaultKind.SLOW, POST, seconds=1))
        put_messages(library, among.lines(), now=made.clock())
        await until(lambda: slow.times == 0, LONGEST)
        if turn:
            begun = len(made.calls.of(POST)) + random.randrange(CLAIMED - 1)
            await until(lambda: len(made.calls.of(POST)) >= begun, LONGEST)

        sleeper.process.send_signal(signal.SIGSTOP)
        over = leases_end(library)
        others = [await among.start() for _ in range(2)]
        for each in others:
            await each.until_ready()
        over = max(over, made.clock())
        await until_all_is_said(library, made.clock)
        taken_over = made.clock()
        calls = len(made.calls.of(POST))
        sleeper.process.send_signal(signal.SIGCONT)
        await sleeper.until_ready()
        put_messages(library, among.lines(), now=made.clock())
        await until_all_is_said(library, made.clock)
        exits = [await bot.told_to_stop() for bot in (sleeper, *others)]

        assert exits == [0, 0, 0]
        assert taken_over - over <= TAKEN_OVER_WITHIN
        assert calls == CLAIMED
        assert among.arrived() == Counter(dict.fromkeys(among.lines(), 2))
        assert {call.outcome for call in made.calls.of(POST)} == {"ok"}
        assert len(made.calls.of(POST)) == 2 * CLAIMED
