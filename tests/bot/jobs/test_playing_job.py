from __future__ import annotations

import logging
from typing import Any

import pytest
from job_samples import registered
from playbook_book import DAY, LIVE, TODAY, playbook_book

from bot.jobs.registry import MORNINGS
from domain.errors import BookUnavailableError
from storage.library import SqlLibrary


class Away:
    def tick(self) -> int:
        raise BookUnavailableError("away")


def test_steps_are_made_once_and_said(sqlite_library: SqlLibrary, caplog: pytest.LogCaptureFixture) -> None:
    book = playbook_book(sqlite_library, LIVE)
    book.change(went_live_on=TODAY - 15 * DAY)
    caplog.set_level(logging.INFO)
    job = registered(playbooks=book.watch())["playbooks"]

    for _ in range(2):
        job.work()

    assert job.executor == MORNINGS
    assert [record.getMessage() for record in caplog.records] == ["1 steps of playbooks"]


def test_a_book_that_is_away_is_asked_again(caplog: pytest.LogCaptureFixture) -> None:
    away: dict[str, Any] = {"playbooks": Away()}

    registered(**away)["playbooks"].work()

    assert "tried again in a few minutes: away" in caplog.text


def test_a_policy_that_cannot_be_used_stops_it_and_is_said(
    sqlite_library: SqlLibrary, caplog: pytest.LogCaptureFixture
) -> None:
    book = playbook_book(sqlite_library, LIVE)
    with book.library.writing() as told:
        told.policies.publish("name = 1", by="test", at=book.now)

    registered(playbooks=book.watch())["playbooks"].work()

    assert "the policy cannot be used" in caplog.text
