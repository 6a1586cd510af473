"""Fault matrix 9 and 11: real bots are killed with -9 while they send; what arrived is counted in the workspace.

On PostgreSQL two replicas share one book, and one dies; on SQLite the only one dies and is started again.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from datetime import datetime

import pytest
from mail_room import until
from real_bots import LONGEST, TURNS, is_whole, put_messages, shared_book, street, until_all_is_said
from week_samples import WEEKLY

from domain.outbox.announcement import Announcement, AnnouncementKind
from domain.outbox.outgoing import OutboxState
from domain.weekly.written import weekly_facts
from storage.library import SqlLibrary

CHANNELS, EACH = 16, 3
SPEED = 6
"""The lease of whoever is killed is over after five seconds."""
DRAWN = 4
"""So many channels get a message with a picture first."""


def put_weeks(library: SqlLibrary, lines: list[str], *, now: datetime) -> None:
    with library.writing() as book:
        for line in lines:
            week = Announcement(AnnouncementKind.WEEKLY, line, "weekly", weekly_facts(WEEKLY))
            book.outbox.put(week, now=now)


@pytest.mark.parametrize("turn", range(TURNS))
@pytest.mark.parametrize(
    ("kind", "replicas"),
    [
        pytest.param("postgres", 2, id="two replicas on postgres", marks=pytest.mark.postgres),
        pytest.param("sqlite", 1, id="one on sqlite, started again"),
    ],
)
async def test_a_bot_that_is_killed_loses_nothing_and_says_nothing_twice(
    request: pytest.FixtureRequest, kind: str, replicas: int, turn: int
) -> None:
    del turn
    url, library = shared_book(request, kind)
    async with street(url, channels=CHANNELS, speed=SPEED) as among:
        now = among.workspace.clock
        bots = [await among.start() for _ in range(replicas)]
        put_messages(library, among.lines()[DRAWN:], now=now())
        put_weeks(library, among.lines()[:DRAWN], now=now())
        put_messages(library, among.lines(), each=EACH - 1, now=now())
        await until(lambda: among.arrived().total() >= CHANNELS // 2, LONGEST)
        await asyncio.sleep(random.uniform(0, 1))

        await bots[0].kill()
        if replicas == 1:
            await among.start()
        await until_all_is_said(library, among.workspace.clock)
        exits = [await bot.told_to_stop() for bot in among.bots[1:]]

        assert exits == [0]
        assert among.arrived() == Counter(dict.fromkeys(among.lines(), EACH))
        assert among.pictures() == DRAWN
    with library.reading() as book:
        assert len(book.outbox.lines([OutboxState.SENT], limit=500)) == CHANNELS * EACH
    assert kind == "postgres" or is_whole(library)
