"""A container's command as a process of this machine."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import Mapping, Sequence
from pathlib import Path

from recipe import entrypoint

from playground.workspace import Workspace

LONGEST = 60


def surroundings_here(made: Workspace, port: int) -> dict[str, str]:
    """What lies outside of a container is elsewhere here: a port of this machine, and the workspace as Slack."""
    there = {"MOORLINE_SLACK_API_URL": f"{made.base_url}/api/", "MOORLINE_PORT": str(port)}
    return {"PATH": os.environ["PATH"], **there}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def in_the_image(arguments: Sequence[str]) -> list[str]:
    return [sys.executable, *entrypoint()[1:], *arguments]


async def started(command: Sequence[str], image: Path, environment: Mapping[str, str]) -> Process:
    return await asyncio.create_subprocess_exec(*command, cwd=image, env=environment)


def ended(bot: Process) -> None:
    if bot.returncode is None:
        bot.kill()


async def stopped(bot: Process, within: float) -> int:
    bot.send_signal(signal.SIGTERM)
    async with asyncio.timeout(within):
        return await bot.wait()
