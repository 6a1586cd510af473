"""Servers under measurement, each in a process of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from os import environ
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import psutil

REPOSITORY = Path(__file__).parents[1]
_OURS = "MOORLINE_"
_KEEPS_NOTHING = "PYTHONDONTWRITEBYTECODE"
"""Modules would be compiled at every start, which nobody's bot does."""
_LAST_WORDS = 2000


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    process: psutil.Process

    def cpu_seconds(self) -> float:
        """User and system time of the server and its children so far."""
        times = [each.cpu_times() for each in self._family()]
        return float(sum(each.user + each.system for each in times))

    def memory(self) -> int:
        """Resident bytes."""
        return int(self.process.memory_info().rss)

    def _family(self) -> list[psutil.Process]:
        return [self.process, *self.process.children(recursive=True)]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(
    command: Sequence[str], *, port: int, environment: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Iterator[Server]:
    """The server while it runs; ready when its port answers."""
    with started(command, environment=environment, cwd=cwd) as (process, said):
        wait_for_port(port, process, said)
        yield Server(port, psutil.Process(process.pid))


@contextmanager
def started(
    command: Sequence[str], *, environment: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes]]]:
    """The process and what it says; settings of whoever measures do not reach it."""
    surroundings = {name: value for name, value in environ.items() if not name.startswith((_OURS, _KEEPS_NOTHING))}
    surroundings |= {"PYTHONPATH": str(REPOSITORY), **(environment or {})}
    with TemporaryFile() as said:
        process = subprocess.Popen(list(command), env=surroundings, cwd=cwd, stdout=said, stderr=said)
        try:
            yield process, said
        finally:
            process.terminate()
            process.wait(timeout=15)


def python(module: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", module, *arguments]


def wait_for_port(port: int, process: subprocess.Popen[bytes], said: IO[bytes], *, seconds: float = 60) -> None:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            said.seek(0)
            last_words = said.read().decode(errors="replace")[-_LAST_WORDS:]
            raise RuntimeError(f"{process.args!r} ended with {process.returncode} before it answered: {last_words}")
        time.sleep(0.01)
    raise TimeoutError(f"nothing answered on port {port}")
