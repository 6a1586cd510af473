"""The machine of the database, or the network to it, vanishes without a word: threads must not wait for it for long."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from far_network import HERE, far_network, over_there, plug_it_in, pull_the_cable, within_reach
from real_bots import LONGEST
from sqlalchemy import make_url
from unmeasured import environment

from storage.engine import LOST_SECONDS

READER = Path(__file__).with_name("far_reader.py")
ROOT = Path(__file__).parents[2]
LONGER = 2.0
"""Seconds that the kernel may take longer than it was told."""


@pytest.fixture
def far_url(postgres_server: Callable[[str], str]) -> Iterator[str]:
    """The address of a database, from the other side of a network."""
    near = make_url(postgres_server("postgres"))
    with far_network() as laid:
        if not laid:
            pytest.skip("takes the right to lay a network")
        with within_reach(Path(str(near.query["host"]), f".s.PGSQL.{near.port or 5432}")) as port:
            yield f"postgresql+psycopg://{near.username}@{HERE}:{port}/postgres"


async def read(reader: Process) -> tuple[str, float]:
    assert reader.stdin
    assert reader.stdout
    reader.stdin.write(b"now\n")
    async with asyncio.timeout(LONGEST):
        said, seconds = (await reader.stdout.readline()).decode().split()
    return said, float(seconds)


@pytest.mark.postgres
async def test_a_reader_gives_the_lost_database_up_and_finds_it_again(far_url: str) -> None:
    surroundings = environment() | {"PYTHONPATH": str(ROOT)}
    command = over_there([sys.executable, str(READER), far_url])
    reader = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, env=surroundings)
    try:
        first = await read(reader)
        pull_the_cable()
        given_up, again = await read(reader), await read(reader)
        plug_it_in()
        last = await read(reader)
    finally:
        reader.kill()
        await reader.wait()

    assert first[0] == last[0] == "read"
    assert given_up[0] == again[0] == "away"
    assert given_up[1] < LOST_SECONDS + LONGER
    assert again[1] < 2 + LONGER  # no connection is there any more, and a new one is not waited for
