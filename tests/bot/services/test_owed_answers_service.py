from __future__ import annotations

from datetime import UTC, datetime, timedelta

from fakes import FakeLibrary

from bot.services.owed_answers import OwedAnswers
from domain.owed_answers import OVERDUE_AFTER, TAKEN_FOR, OwedAnswer

NOW = datetime(2026, 9, 1, 9, 30, tzinfo=UTC)


def owed(library: FakeLibrary, now: datetime = NOW) -> OwedAnswers:
    return OwedAnswers(library, lambda: now)


def test_an_answer_that_does_not_come_is_found_by_whoever_looks() -> None:
    library = FakeLibrary()
    given, lost = (owed(library).owe(f"https://hooks.slack.test/{number}", "/health", "en") for number in (1, 2))
    owed(library).settle(given)

    looks = [dict(owed(library, NOW + later).overdue()) for later in (timedelta(), OVERDUE_AFTER, OVERDUE_AFTER)]

    assert looks == [{}, {lost: OwedAnswer("https://hooks.slack.test/2", "/health", "en", NOW)}, {}]


def test_nobody_is_told_when_slack_does_not_take_it_any_more() -> None:
    library = FakeLibrary()
    owed(library).owe("https://hooks.slack.test/1", "/health", "en")

    found = owed(library, NOW + TAKEN_FOR + timedelta(seconds=1)).overdue()

    assert (dict(found), library.tables.owed_answers) == ({}, {})
