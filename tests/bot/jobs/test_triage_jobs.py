"""The jobs that remind product managers and wake snoozed requests."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from job_samples import registered
from triage_room import NOW, REQUEST, TODAY, TriageRoom

from bot.jobs.registry import MORNINGS
from domain.errors import BookUnavailableError


class Away:
    """Work that finds no book."""

    def tick(self) -> int:
        raise BookUnavailableError("away")


@pytest.fixture
def room() -> TriageRoom:
    room = TriageRoom()
    room.put(replace(REQUEST, at=NOW - timedelta(days=20)), replace(REQUEST, id=2, snoozed_until=TODAY))
    return room


@pytest.mark.parametrize("name", ["decisions", "wakes"])
def test_each_is_done_once_and_said(room: TriageRoom, name: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    job = registered(decisions=room.mornings, wakes=room.wakes)[name]

    for _ in range(2):
        job.work()

    assert job.executor == MORNINGS
    assert len(caplog.records) == 1
    assert caplog.records[0].getMessage().startswith("1 ")


@pytest.mark.parametrize("name", ["decisions", "wakes"])
def test_a_book_that_is_away_is_asked_again(name: str, caplog: pytest.LogCaptureFixture) -> None:
    away: dict[str, Any] = {name: Away()}

    registered(**away)[name].work()

    assert "tried again in a minute: away" in caplog.text
