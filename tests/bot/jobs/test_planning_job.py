from __future__ import annotations

from dataclasses import replace
from datetime import time
from zoneinfo import ZoneInfo

import pytest
from job_samples import registered
from plan_desk import TODAY, Planning
from test_following_owners import AwayLibrary

from bot.services.plan_watch import PlanWatch
from domain.schedules import Nightly


def test_check_ins_that_are_due_are_asked_for(caplog: pytest.LogCaptureFixture) -> None:
    desk = Planning()
    desk.agree()
    desk.library.tables.finished.add(("plans", TODAY))
    desk.library.tables.outcomes[1] = replace(desk.outcome(), check_in_on=TODAY)
    job = registered(plans=desk.watch)["plans"]

    with caplog.at_level("INFO"):
        job.work()
        job.work()

    assert caplog.messages == ["1 outcomes of success plans looked at anew or asked about"]


def test_a_book_that_is_away_is_looked_into_later(caplog: pytest.LogCaptureFixture) -> None:
    work = replace(Planning().work, library=AwayLibrary())

    registered(plans=PlanWatch(work, Nightly(time(3), ZoneInfo("UTC"))))["plans"].work()

    assert caplog.messages == ["success plans not looked at now, tried again in a few minutes: away"]
