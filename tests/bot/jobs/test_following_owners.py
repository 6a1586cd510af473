from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from job_samples import registered
from telling_book import NOW, shipped

from bot.services.owners_followed import OwnersFollowed
from domain.errors import BookUnavailableError
from domain.ports import Book


class AwayLibrary:
    @contextmanager
    def reading(self) -> Iterator[Book]:
        raise BookUnavailableError("away")
        yield  # pragma: no cover

    writing = reading


def test_tasks_follow_their_accounts_owners(caplog: pytest.LogCaptureFixture) -> None:
    library = shipped()
    library.tables.accounts[1] = replace(library.tables.accounts[1], owner="U0LIN")
    job = registered(tellings=OwnersFollowed(library, lambda: NOW, "UTC"))["tellings"]

    with caplog.at_level("INFO"):
        job.work()
        job.work()

    assert library.tables.tasks[1].assignee == "U0LIN"
    assert caplog.messages == ["1 tasks of telling customers follow their accounts' owners"]


def test_a_book_that_is_away_is_looked_into_later(caplog: pytest.LogCaptureFixture) -> None:
    registered(tellings=OwnersFollowed(AwayLibrary(), lambda: NOW, "UTC"))["tellings"].work()

    assert caplog.messages == ["tasks do not follow new owners now, tried again later: away"]
