"""Fault matrix 4 and 5: Slack takes five seconds for every call, or wants to be left alone; people are answered."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from mail_room import ADA, MAYA, OMAR, until
from real_bots import IS_LONG, LONGEST, Street, put_messages, street, until_all_is_said
from sqlalchemy import select

from playground.call_log import LoggedCall
from playground.delivery.parcels import Reply
from playground.faults import Fault, FaultKind
from storage.library import SqlLibrary
from storage.tables import OutboxRow, table_of

LIN, PRIYA = "U0LIN00001", "U0PRIYA001"
POST = "chat.postMessage"
SLOW = 5 if IS_LONG else 2
RETRY_AFTER, STORM = (5, 60) if IS_LONG else (2, 6)
LINES = 8
"""As many as two replicas take at once."""
ON_ITS_WAY = timedelta(seconds=0.25)
"""What was sent before the first refusal came back, by either replica."""
_OUT = table_of(OutboxRow)


def has_answer(reply: Reply) -> bool:
    return reply.trouble is None and bool(reply.payload and reply.payload["text"])


async def test_no_command_waits_for_a_slack_that_is_slow_and_the_late_part_comes_once(sqlite_url: str) -> None:
    async with street(sqlite_url) as among:
        bot = await among.start(default_role="csm")
        await bot.until_ready()
        among.send_requests_to(bot)
        assert has_answer(await among.ask(MAYA))
        calls = among.workspace.calls
        calls.clear()
        among.workspace.faults.add(slow := Fault(FaultKind.SLOW, seconds=SLOW, times=None))

        known = await asyncio.gather(*(among.ask(MAYA, "/health Acme") for _ in range(20)))
        strangers = await asyncio.gather(*(among.ask(person) for person in (LIN, OMAR, PRIYA, ADA)))

        assert slow.seen > 0
        assert [call.method for call in calls] == []
        assert [has_answer(reply) for reply in known] == [True] * 20
        assert [(reply.trouble, reply.payload) for reply in strangers] == [(None, None)] * 4
        await until(lambda: all(among.told_late(person) for person in (LIN, OMAR, PRIYA, ADA)), LONGEST)
        assert await bot.told_to_stop() == 0
        assert Counter(len(among.told_late(person)) for person in (LIN, OMAR, PRIYA, ADA)) == Counter({1: 4})
        assert among.told_late(MAYA) == []


def too_early(calls: list[LoggedCall]) -> Iterator[LoggedCall]:
    """Calls that came when the method should have been left alone."""
    refused = [call.at for call in calls if call.outcome == FaultKind.RATE_LIMIT]
    for call in calls:
        if any(ON_ITS_WAY < call.at - at < timedelta(seconds=RETRY_AFTER) for at in refused):
            yield call


def keys_in_order(library: SqlLibrary, line: str) -> list[str]:
    """The private ids of what was decided for a channel."""
    with library.engines.reading.connect() as connection:
        return list(connection.execute(select(_OUT.c.key).where(_OUT.c.address == line).order_by(_OUT.c.id)).scalars())


def keys_that_arrived(among: Street, line: str) -> list[str]:
    found = [message.metadata or {} for message in among.workspace.messages.of_channel(line)]
    return [each["event_payload"]["id"] for each in found]


@pytest.mark.postgres
@pytest.mark.timeout(300)
async def test_in_a_storm_of_refusals_slack_is_left_alone_people_are_answered_and_the_order_holds(
    postgres_url: str, postgres_library: SqlLibrary
) -> None:
    async with street(postgres_url, channels=LINES) as among:
        bots = [await among.start(default_role="csm", messages_per_second=3) for _ in range(2)]
        for bot in bots:
            await bot.until_ready()
        among.send_requests_to(bots[0])
        faults, clock = among.workspace.faults, among.workspace.clock
        faults.add(Fault(FaultKind.RATE_LIMIT, POST, seconds=RETRY_AFTER, times=None))
        put_messages(postgres_library, among.lines(), each=2, now=datetime.now(UTC))
        over = clock() + timedelta(seconds=STORM)

        answered = []
        while clock() < over:
            answered.append(has_answer(await among.ask(MAYA)))
            await asyncio.sleep(0.1)
        stormed = len(among.workspace.calls.of(POST))
        faults.clear()
        await until_all_is_said(postgres_library, clock)

        assert [await bot.told_to_stop() for bot in bots] == [0, 0]
        assert answered == [True] * len(answered)
        assert stormed >= STORM // RETRY_AFTER - 1
        assert list(too_early(among.workspace.calls.of(POST))) == []
        for line in among.lines():
            assert keys_that_arrived(among, line) == keys_in_order(postgres_library, line)
