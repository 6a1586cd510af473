"""Who opened their Home tab, and whose morning it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fakes import FakeLibrary

from bot.services.home_tabs import HomeTabs, chosen_on
from bot.services.task_changes import CHANGED
from bot.services.task_records import MADE, record_task, withdrawn_task
from domain.health.model import Band
from domain.home_ports import HomeTab
from domain.home_view import HomeView
from domain.permissions import Member, Role
from domain.preferences import Preferences
from domain.reader_runs import ReaderRun, RunOutcome
from domain.tasks.task import Task

TUESDAY = datetime(2026, 9, 1, 9, tzinfo=UTC)
TODAY = TUESDAY.date()
DAY = timedelta(days=1)
DANA = Member("U0DANA", "Dana", Role.CSM)
PAT = Member("U0PAT", "Pat", Role.PRODUCT)


@pytest.fixture
def library() -> FakeLibrary:
    library = FakeLibrary()
    for member in (DANA, PAT):
        library.tables.members[member.slack_id] = member
        library.tables.home_tabs[member.slack_id] = HomeTab(member.slack_id, TUESDAY - DAY)
    return library


def tabs(library: FakeLibrary, now: datetime = TUESDAY) -> HomeTabs:
    return HomeTabs(library, lambda: now, "UTC")


def told_of_the_digest(library: FakeLibrary, person: str) -> None:
    with library.writing() as book:
        book.reader_runs.record(ReaderRun("digest", person, TODAY, TUESDAY, RunOutcome.NOTHING))


def test_a_tab_that_was_opened_is_known_for_a_month() -> None:
    library = FakeLibrary()
    before = tabs(library).known("U0DANA")

    opened = tabs(library).opened("U0DANA", hash_now="1.a")

    assert before is None
    assert opened == HomeTab("U0DANA", TUESDAY, "1.a")
    assert tabs(library, TUESDAY + 30 * DAY).known("U0DANA") == opened
    assert tabs(library, TUESDAY + 31 * DAY).known("U0DANA") is None


def test_what_we_published_last_counts_more_than_what_a_client_still_shows(library: FakeLibrary) -> None:
    view = HomeView("team", Band.RED)
    published = tabs(library).published(HomeTab("U0DANA", TUESDAY), view, hash_now="2.b", shown="abc")

    opened = tabs(library, TUESDAY + DAY).opened("U0DANA", hash_now="1.a")

    assert opened == replace(published, opened_at=TUESDAY + DAY)
    assert (opened.hash, chosen_on(opened), chosen_on(None)) == ("2.b", view, HomeView())


def test_a_morning_comes_after_its_digest_and_once(library: FakeLibrary) -> None:
    first = tabs(library).due()
    told_of_the_digest(library, "U0DANA")

    second, third = tabs(library).due(), tabs(library).due()

    assert (first, second, third) == (("U0PAT",), ("U0DANA",), ())


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(TUESDAY - timedelta(hours=2), id="too early"),
        pytest.param(TUESDAY + 40 * DAY, id="nobody opened theirs lately"),
    ],
)
def test_nobody_is_due(library: FakeLibrary, now: datetime) -> None:
    assert tabs(library, now).due() == ()


def test_who_wants_no_digest_has_a_morning_all_the_same(library: FakeLibrary) -> None:
    library.tables.preferences["U0DANA"] = Preferences(digest=False)

    assert tabs(library).due() == ("U0DANA", "U0PAT")


def test_what_others_changed_is_handed_out_once(library: FakeLibrary) -> None:
    quiet = tabs(library).outdated()
    with library.writing() as book:
        book.home_tabs.outdate(["U0PAT", "U0WEI"])

    assert [list(each) for each in (quiet, tabs(library).outdated(), tabs(library).outdated())] == [[], ["U0PAT"], []]


def test_a_task_that_moves_between_two_people_outdates_both_homes_but_not_of_who_did_it(library: FakeLibrary) -> None:
    library.tables.home_tabs["U0WEI"] = HomeTab("U0WEI", TUESDAY)
    given = Task(1, "Call", TODAY, "U0DANA", "U0PAT", TUESDAY)
    with library.writing() as book:
        record_task(book, MADE, given, before=None, by="U0PAT", now=TUESDAY)
        made = book.home_tabs.take_outdated()
        moved = replace(given, assignee="U0WEI")
        record_task(book, CHANGED, moved, before=given, by="U0PAT", now=TUESDAY)
        given_away = book.home_tabs.take_outdated()
        record_task(book, CHANGED, given, before=moved, by="U0DANA", now=TUESDAY)
        taken = book.home_tabs.take_outdated()

    assert [list(each) for each in (made, given_away, taken)] == [["U0DANA"], ["U0DANA", "U0WEI"], ["U0WEI"]]


def test_a_task_that_is_withdrawn_outdates_the_home_of_who_had_it(library: FakeLibrary) -> None:
    with library.writing() as book:
        task = book.tasks.add(Task(0, "Call", TODAY, "U0DANA", "U0PAT", TUESDAY))
        withdrawn_task(book, task, by="U0PAT", now=TUESDAY)
        assert list(book.home_tabs.take_outdated()) == ["U0DANA"]
