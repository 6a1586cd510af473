"""Fault matrix 9: a bot is killed with -9 while everybody's morning is being told; what each reader got is counted."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime

import pytest
from mail_room import until
from morning_book import fill, let_morning_come, mornings_taken, move_in, readers
from real_bots import LONGEST, TURNS, Street, is_whole, shared_book, street, until_all_is_said

from bot.services.digests import JOB
from domain.outbox.outgoing import OutboxState
from domain.reader_runs import RunOutcome
from playground.workspace import Workspace
from storage.library import SqlLibrary

READERS = 60
SPEED = 6
"""The lease of whoever is killed is over after five seconds."""


def read_by_each(street: Street) -> Counter[str]:
    """How many messages each reader has from the bot."""
    made, bot = street.workspace, street.app.bot_user_id
    lines = {reader: made.channels.direct([reader, bot]) for reader in readers(READERS)}
    return Counter({reader: len(list(made.messages.of_channel(line.id))) for reader, line in lines.items() if line})


def told(street: Street) -> int:
    return sum(read_by_each(street).values())


async def until_the_moment(library: SqlLibrary, street: Street, turn: int) -> None:
    """Another one each time: every fourth while the mornings are being taken, else after any of the messages."""
    if turn % 4 == 3:
        await until(lambda: mornings_taken(library) > 0, LONGEST)
        return
    enough = random.randrange(READERS)
    await until(lambda: told(street) > enough, LONGEST)


async def until_looked_again(library: SqlLibrary, street: Street) -> None:
    """Whoever is left has looked once more whose morning has come, after all was said."""
    now = street.workspace.clock()

    def has_looked() -> bool:
        with library.reading() as book:
            state = book.job_states.of("digests")
        return state is not None and state.began_at > now

    await until(has_looked, LONGEST)


def ledger(library: SqlLibrary) -> list[tuple[str, RunOutcome]]:
    """A row each, and each with an announcement of its own."""
    with library.reading() as book:
        runs = [run for reader in readers(READERS) for run in book.reader_runs.latest(JOB, reader, limit=9)]
    assert len({run.announcement for run in runs}) == len(runs)
    return [(run.reader, run.outcome) for run in runs]


def move_all_in(made: Workspace) -> None:
    move_in(made, READERS)


@pytest.mark.parametrize("turn", range(TURNS))
@pytest.mark.parametrize(
    ("kind", "replicas"),
    [
        pytest.param("postgres", 2, id="two replicas on postgres", marks=pytest.mark.postgres),
        pytest.param("sqlite", 1, id="one on sqlite"),
    ],
)
async def test_everybody_reads_their_digest_once_although_a_bot_is_killed_and_started_again(
    request: pytest.FixtureRequest, kind: str, replicas: int, turn: int
) -> None:
    url, library = shared_book(request, kind)
    fill(library, READERS, now=datetime.now(UTC))
    async with street(url, speed=SPEED, prepare=move_all_in) as among:
        bots = [await among.start() for _ in range(replicas)]
        for bot in bots:
            await bot.until_ready()
        let_morning_come(library)
        await until_the_moment(library, among, turn)

        victim = random.choice(bots)
        await victim.kill()
        again = await among.start()
        await until(lambda: mornings_taken(library) == READERS, LONGEST)
        await until_all_is_said(library, among.workspace.clock)
        await until_looked_again(library, among)
        await again.until_ready()
        exits = [await bot.told_to_stop() for bot in among.bots if bot is not victim]

        assert exits == [0] * replicas
        assert read_by_each(among) == Counter(dict.fromkeys(readers(READERS), 1))
    assert ledger(library) == [(reader, RunOutcome.TOLD) for reader in readers(READERS)]
    with library.reading() as book:
        assert len(book.outbox.lines([OutboxState.SENT], limit=500)) == READERS
    assert kind == "postgres" or is_whole(library)
