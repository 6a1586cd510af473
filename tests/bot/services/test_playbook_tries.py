"""A dry run of a playbook, on days near and far."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from health_book import SNAPSHOT
from playbook_book import DAY, LIVE, NOW, TODAY, PlaybookBook, playbook_book

from bot.services.playbook_tries import PlaybookTries
from domain.health.model import Evidence, Measure
from storage.library import SqlLibrary

SEATS = """
[playbooks.seats]
title = { en = "Seats", zh = "席位" }
trigger = { when = "condition" }
condition = { least_seat_share = 0.9 }

[[playbooks.seats.steps]]
task = { en = "Ask who else", zh = "询问还有谁" }
day = 0
role = "owner"
"""


@pytest.fixture
def book(sqlite_library: SqlLibrary) -> PlaybookBook:
    return playbook_book(sqlite_library, LIVE, SEATS)


def tries(book: PlaybookBook) -> PlaybookTries:
    return PlaybookTries(book.library, lambda: book.now, "UTC", "USD")


@pytest.mark.parametrize("ahead", [0, 90])
def test_what_is_known_of_seats_today_holds_on_a_day_to_come(book: PlaybookBook, ahead: int) -> None:
    seats = {**SNAPSHOT.evidence.measures, Measure.LICENCE_FIT: Evidence(0.95, TODAY, None, "demo", NOW)}
    book.shelf.put_snapshot(replace(SNAPSHOT, evidence=replace(SNAPSHOT.evidence, measures=seats)))

    assert tries(book).tried("seats", day=TODAY + ahead * DAY).true_already == 1


def test_whoever_was_in_it_does_not_enter_again(book: PlaybookBook) -> None:
    book.change(went_live_on=TODAY - 15 * DAY)
    book.change(2, went_live_on=TODAY - 15 * DAY)
    before = [entrant.account for entrant in tries(book).tried("live", day=TODAY).entrants]
    book.tick()

    assert (before, tries(book).tried("live", day=TODAY).entrants) == (["Acme", "贝塔"], [])


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_first_and_the_last_day_of_the_calendar_can_be_asked_for(book: PlaybookBook, day: date) -> None:
    assert tries(book).tried("live", day=day).entrants == []
