from __future__ import annotations

import logging
import os
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from front_desk import SECRET, FrontDesk, front_desk
from loopback_slack import LoopbackSlack, running_slack

from bot import logs
from bot.settings import Settings

os.environ["COLUMNS"] = "200"  # the console of the command line asks once, when it is imported


@pytest.fixture
async def slack() -> AsyncIterator[LoopbackSlack]:
    async with running_slack() as slack:
        yield slack


@pytest.fixture
async def house(slack: LoopbackSlack) -> AsyncIterator[FrontDesk]:
    async with front_desk(slack) as house:
        yield house


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty directory, an environment that says nothing of ours, and a screen wide enough to read."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.upper().startswith("MOORLINE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


@pytest.fixture
def logs_as_they_were() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in logs.TALKATIVE}
    yield
    root.handlers[:], root.level = handlers, level
    for name, was in levels.items():
        logging.getLogger(name).setLevel(was)


@pytest.fixture
def settings(slack: LoopbackSlack, tmp_path: Path) -> Callable[..., Settings]:
    """Those of a bot that talks to the loopback Slack about a book of its own."""

    def made(**said: Any) -> Settings:
        ours: dict[str, Any] = {
            "slack_bot_token": "xoxb-loopback",
            "slack_app_token": "xapp-loopback",
            "slack_signing_secret": SECRET,
            "slack_api_url": slack.api,
            "database_url": f"sqlite:///{tmp_path / 'book.db'}",
            "first_admins": ("U0DANA",),
        }
        return Settings(**(ours | said))

    return made
