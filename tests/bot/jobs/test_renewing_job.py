from __future__ import annotations

import logging
from datetime import date, timedelta
from typing import cast

import pytest
from job_samples import registered

from bot.jobs.renewing import renew
from bot.services.renewal_nights import NightlyRenewals, RenewalsReport
from domain.errors import BookUnavailableError

REPORT = RenewalsReport(date(2026, 11, 27), opened=3, closed=2, reminders=7, left=1)


class Ticking:
    def __init__(self, answer: RenewalsReport | BookUnavailableError | None) -> None:
        self._answer = answer
        self.ticks = 0

    def tick(self) -> RenewalsReport | None:
        self.ticks += 1
        if isinstance(self._answer, BookUnavailableError):
            raise self._answer
        return self._answer


def nightly(answer: RenewalsReport | BookUnavailableError | None) -> NightlyRenewals:
    return cast("NightlyRenewals", Ticking(answer))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        pytest.param(
            REPORT,
            ["renewals of 2026-11-27: 3 opened, 2 closed, 7 reminders, 1 accounts left"],
            id="what was done",
        ),
        pytest.param(None, [], id="nothing to do, nothing to say"),
        pytest.param(
            BookUnavailableError("locked"),
            ["renewals not looked after now, tried again in a few minutes: locked"],
            id="a book away",
        ),
    ],
)
def test_a_tick_says_in_the_log_what_came_of_it(
    answer: RenewalsReport | BookUnavailableError | None, said: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    renew(nightly(answer))

    assert caplog.messages == said


def test_renewals_are_looked_for_before_the_scoring() -> None:
    renewals = nightly(None)

    found = registered(renewals=renewals)
    found["renewals"].work()

    assert list(found)[:3] == ["renewals", "plans", "scoring"]
    assert found["renewals"].every == timedelta(minutes=3)
    assert cast("Ticking", renewals).ticks == 1
