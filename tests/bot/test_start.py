"""What a start loads before the bot listens: enough for the first answer, and nothing that only others need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
AT_THE_START = "from bot.loading import loaded; import bot.__main__; loaded('bot.cli.running')"
LATER = (
    "alembic", "apscheduler", "httpx", "matplotlib", "numpy", "playground", "python_calamine", "rapidfuzz",
    "websockets",
    "bot.bootstrap.errands", "bot.demo", "bot.jobs", "bot.outbox", "bot.services.digests",
    "bot.handlers.renewals", "bot.handlers.retention", "integrations", "storage.imports", "storage.scoring",
)  # fmt: skip


def modules_after(program: str) -> set[str]:
    """What a new process has imported once it has done that."""
    shown = f"{program}; import sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", shown], cwd=ROOT, check=True, capture_output=True, text=True, timeout=60
    )
    return set(done.stdout.split())


@pytest.fixture(scope="module")
def at_the_start() -> set[str]:
    return modules_after(AT_THE_START)


def test_what_answers_for_health_is_there_at_the_start(at_the_start: set[str]) -> None:
    assert {"bot.bootstrap.serving", "bot.handlers.health", "storage.library"} <= at_the_start


@pytest.mark.parametrize("name", LATER)
def test_the_first_answer_does_not_wait_for(name: str, at_the_start: set[str]) -> None:
    assert name not in at_the_start


def test_what_the_bot_does_by_itself_is_there_once_the_rest_is_loaded_and_what_people_may_ask_for_is_not() -> None:
    after = modules_after(f"{AT_THE_START}; loaded('bot.bootstrap.errands')")

    assert {"apscheduler", "bot.jobs", "bot.outbox", "bot.services.digests"} <= after
    assert after & {"alembic", "bot.demo", "matplotlib", "numpy", "playground", "python_calamine"} == set()
    assert after & {"bot.handlers.retention", "bot.handlers.triage", "storage.imports", "storage.scoring"} == set()
    assert after & {"bot.blocks.home", "rich", "storage.expansion", "storage.people", "storage.surveys"} == set()
