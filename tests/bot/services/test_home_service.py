from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fakes import FakeLibrary
from health_book import SNAPSHOT, STANDING
from shelves import SqlShelf
from task_samples import task

from bot.services.digests import Digests
from bot.services.home import Home
from domain.accounts import Account
from domain.health.model import Band
from domain.home import OwnState
from domain.job_states import JobState
from domain.outbox.announcement import Announcement, AnnouncementKind
from domain.outbox.outgoing import OutboxState, Pause
from domain.outbox.settling import Settled
from domain.permissions import Member, Role
from domain.ports import Library
from domain.preferences import Preferences
from storage.library import SqlLibrary

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
TODAY = NOW.date()
DANA = Member("U0DANA", "Dana", Role.CSM, zone="Europe/Berlin")
ADA = Member("U0ADA", "Ada", Role.ADMIN)
EYES = Member("U0EYES", "Eyes", Role.VIEWER)
PAT = Member("U0PAT", "Pat", Role.PRODUCT)


@pytest.fixture
def library() -> FakeLibrary:
    library = FakeLibrary()
    last_week = NOW - timedelta(days=9)
    for number in range(1, 8):
        library.tables.accounts[number] = Account(number, f"Acme {number}", owner="U0DANA")
        library.tables.standings[number] = replace(STANDING, account=number, band=Band.RED, shown=30)
        library.tables.snapshots.append(
            replace(SNAPSHOT, account=number, day=last_week.date(), scored_at=last_week, shown=62)
        )
    for member in (DANA, ADA, EYES, PAT):
        library.tables.members[member.slack_id] = member
    return library


def look_of(library: Library, member: Member) -> object:
    return Home(library, Digests(library, lambda: NOW, "UTC", "USD"), lambda: NOW).of(member, today=TODAY)


def home(library: FakeLibrary) -> Home:
    return Home(library, Digests(library, lambda: NOW, "UTC", "USD"), lambda: NOW)


def test_a_csm_sees_what_needs_them_and_their_tasks(library: FakeLibrary) -> None:
    with library.writing() as book:
        book.tasks.add(task(assignee="U0DANA"))
        book.tasks.add(task(assignee="U0ADA"))

    look = home(library).of(DANA, today=TODAY)

    assert look.items is not None
    assert look.tasks is not None
    assert (len(look.items), look.more, look.tasks.total, look.own) == (5, 2, 1, None)
    assert (look.next_digest_at, look.zone) == (datetime(2026, 9, 2, 6, 30, tzinfo=UTC), "Europe/Berlin")


def test_who_turned_the_digest_off_still_sees_what_needs_them(library: FakeLibrary) -> None:
    library.tables.preferences["U0DANA"] = Preferences(digest=False)

    look = home(library).of(DANA, today=TODAY)

    assert (look.next_digest_at, look.items is None) == (None, False)


@pytest.mark.parametrize(
    ("member", "has_tasks"), [pytest.param(EYES, False, id="a viewer"), pytest.param(PAT, True, id="product")]
)
def test_other_roles_see_what_is_theirs(library: FakeLibrary, member: Member, *, has_tasks: bool) -> None:
    look = home(library).of(member, today=TODAY)

    assert (look.items, look.tasks is not None, look.own) == (None, has_tasks, None)


def test_an_admin_sees_how_moorline_is(library: FakeLibrary) -> None:
    well = home(library).of(ADA, today=TODAY).own
    with library.writing() as book:
        book.job_states.note(JobState("digests", NOW, NOW))
        book.job_states.note(JobState("scoring", NOW, NOW, "OSError", NOW))
        book.outbox.put(Announcement(AnnouncementKind.TEST, "C0", "test"), now=NOW)
        [outgoing] = book.outbox.claim(now=NOW, most=1)
        pause = Pause("*", NOW + timedelta(minutes=1), "invalid_auth")
        book.outbox.settle(outgoing, Settled(OutboxState.PARKED, NOW, reason="is_archived", pause=pause), now=NOW)

    ill = home(library).of(ADA, today=TODAY).own

    assert isinstance(well, OwnState)
    assert ill is not None
    assert (well.is_well, ill.is_well, ill.counts.parked) == (True, False, 1)
    assert [state.job for state in ill.failing] == ["scoring"]
    assert [line.reason for line in ill.parked] == ["is_archived"]


@pytest.mark.parametrize("many", [1, 30])
def test_home_costs_the_same_for_one_account_and_for_thirty(
    library: FakeLibrary, sqlite_library: SqlLibrary, statements: Callable[[SqlLibrary], list[str]], many: int
) -> None:
    del library
    shelf = SqlShelf(sqlite_library)
    for number in range(1, many + 1):
        shelf.put(Account(number, f"Acme {number}", owner="U0DANA"))
        shelf.put_standing(replace(STANDING, account=number, band=Band.RED, shown=30))
    with sqlite_library.writing() as book:
        book.members.save(ADA)
    sent = statements(sqlite_library)

    look_of(sqlite_library, ADA)

    assert len(sent) == 20
