from __future__ import annotations

from typing import cast

import pytest

from bot.jobs.tracking import track
from bot.services.tracker_work import TrackerWork
from domain.errors import BookUnavailableError


class Work:
    def __init__(self, *turns: int | None) -> None:
        self._turns = iter(turns)

    def tick(self) -> int:
        done = next(self._turns)
        if done is None:
            raise BookUnavailableError("tests")
        return done


def test_what_was_done_is_counted_and_a_book_that_is_away_is_asked_again(caplog: pytest.LogCaptureFixture) -> None:
    work = cast("TrackerWork", Work(2, 0, None))

    with caplog.at_level("INFO"):
        for _ in range(3):
            track(work)

    assert caplog.messages == [
        "2 things done in trackers",
        "trackers not looked after now, tried again in a moment: tests",
    ]
