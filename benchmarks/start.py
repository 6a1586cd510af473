"""How soon the bot and the demo are there, and how large the bot is; a bound in seconds or MiB makes a share of it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import IO

import httpx
import psutil

from benchmarks import servers
from benchmarks.books import fill
from benchmarks.load import answer
from benchmarks.posts import commands
from benchmarks.processes import REPOSITORY, Server, free_port, python, started
from benchmarks.ratios import Ratio
from benchmarks.sizes import Sizes

FIRST_COMMAND_SECONDS = 1.5
DEMO_SECONDS = 5.0
LARGEST = 150_000_000
_LONGEST_SECONDS = 120.0
_LONGEST_GREETING = 100_000
_GREETING = b"Moorline is at"
_ANSWER = b'"blocks"'
_MATPLOTLIB = (
    "import sys, bot.__main__; from importlib import import_module; from bot.cli.root import COMMANDS; "
    "[import_module(place.module) for place in COMMANDS.values()]; "
    "print(sum(name.partition('.')[0] == 'matplotlib' for name in sys.modules))"
)


def start(sizes: Sizes, folder: Path) -> Iterator[Ratio]:
    book = f"sqlite:///{folder / 'started.db'}"
    names = fill(book, sizes.started)[:500]
    with servers.slack() as api:
        yield _first_command(book, api, names, folder, sizes)
        yield _size(book, api, names, folder, sizes.started)
    yield _demo(folder, sizes)
    yield _imports()


def _first_command(book: str, api: str, names: Sequence[str], folder: Path, sizes: Sizes) -> Ratio:
    """Answered in the acknowledgement, or late: somebody who waits sees no difference. How it stops is not counted."""
    took: list[float] = []
    work: list[float] = []
    late = api.replace("/api/", "/late")

    def run() -> None:
        port, command, said_before = free_port(), python("bot", "run"), len(_said_at(late))
        first, began = _First(port, names, late), perf_counter()
        with started(command, environment=servers.settings(book, api, port), cwd=folder) as (process, _):
            _until(process, first.is_acknowledged)
            _until(process, lambda: _ANSWER in first.acknowledged or _ANSWER in _said_at(late)[said_before:])
            took.append(perf_counter() - began)
            work.append(Server(port, psutil.Process(process.pid)).cpu_seconds())

    for _ in range(sizes.rounds):
        run()
    detail = f"{median(took):.2f} s, of them {median(work):.2f} s of work"
    return Ratio("first command after the start: / 1.5 s", median(took) / FIRST_COMMAND_SECONDS, 1, detail=detail)


def _size(book: str, api: str, names: Sequence[str], folder: Path, count: int) -> Ratio:
    """After some hundred commands, one of them misspelt, so that the search index is in memory."""
    with servers.moorline(book, slack_api=api, folder=folder) as bot:
        for name in [*names[:300], names[0][:-1] + "q"]:
            answer(commands(bot.port, [name]))
        size = bot.memory()
    return Ratio(f"memory with {count:,} accounts: / 150 MB", size / LARGEST, 1, detail=f"{size / 1e6:.0f} MB")


def _demo(folder: Path, sizes: Sizes) -> Ratio:
    """With the book of the day made before: the first `make demo` of a day takes longer."""

    def run() -> float:
        command = python("bot", "demo", "--folder", str(folder / "demo"), "--port", str(free_port()))
        began = perf_counter()
        with started(command, cwd=folder) as (process, said):
            _until(process, lambda: _GREETING in _read(said))
            return perf_counter() - began

    made = run()
    took = median(run() for _ in range(sizes.rounds))
    detail = f"{took:.2f} s; {made:.1f} s when the book is made first"
    return Ratio("make demo ready, its book prepared: / 5 s", took / DEMO_SECONDS, 1, detail=detail)


def _imports() -> Ratio:
    command = [sys.executable, "-c", _MATPLOTLIB]
    found = int(subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True).stdout)
    return Ratio("modules of matplotlib that the command line imports", found, 0, detail="every sub-command imported")


def _until(process: subprocess.Popen[bytes], is_there: Callable[[], bool]) -> None:
    ends = time.monotonic() + _LONGEST_SECONDS
    while not is_there():
        if process.poll() is not None or time.monotonic() > ends:
            raise RuntimeError(f"{process.args!r} did not get ready")
        time.sleep(0.01)


class _First:
    """One command, sent as soon as somebody listens."""

    def __init__(self, port: int, names: Sequence[str], late: str) -> None:
        self._command = commands(port, names[:1], late=late)
        self.acknowledged = b""

    def is_acknowledged(self) -> bool:
        with suppress(ConnectionError):
            status, self.acknowledged = answer(self._command)
            return status == HTTPStatus.OK
        return False


def _said_at(late: str) -> bytes:
    return httpx.get(late).content


def _read(said: IO[bytes]) -> bytes:
    """From the start, without moving the place at which the process goes on writing."""
    return os.pread(said.fileno(), _LONGEST_GREETING, 0)
