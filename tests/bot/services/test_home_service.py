"""What the Home tab finds for each role, in as many statements for one account as for thirty."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fakes import FakeLibrary
from health_book import SNAPSHOT, STANDING
from renewal_samples import FORECAST, renewal
from shelves import SqlShelf
from task_samples import task

from bot.bootstrap.book import SHIPPED_POLICY
from bot.bootstrap.features.home import sections
from bot.services.home import Home
from bot.settings import Settings
from domain.accounts import Account, Cover, Money
from domain.digests.items import Reason
from domain.feedback.request import ProductArea, Request, RequestState
from domain.health.model import Band
from domain.home import BandGroup, BookLook, CompanyLook, HomeLook, ProductLook, TodayLook, WaitingLook
from domain.home_ports import NextRenewal
from domain.home_view import HomeList, HomeView
from domain.job_states import JobState
from domain.outbox.announcement import Announcement, AnnouncementKind
from domain.outbox.outgoing import OutboxState, Pause
from domain.outbox.settling import Settled
from domain.permissions import BookScope, Member, Role
from domain.ports import AuditEntry, Library
from domain.preferences import Preferences
from domain.renewals.renewal import ForecastCategory
from storage.library import SqlLibrary

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
TODAY = NOW.date()
DAY = timedelta(days=1)
DANA = Member("U0DANA", "Dana", Role.CSM, zone="Europe/Berlin", manager="U0OMAR")
LIN = Member("U0LIN", "Lin", Role.CSM, manager="U0OMAR")
OMAR = Member("U0OMAR", "Omar", Role.MANAGER)
EVE = Member("U0EVE", "Eve", Role.DIRECTOR)
ADA = Member("U0ADA", "Ada", Role.ADMIN)
EYES = Member("U0EYES", "Eyes", Role.VIEWER)
PAT = Member("U0PAT", "Pat", Role.PRODUCT)
EVERYBODY = (DANA, LIN, OMAR, EVE, ADA, EYES, PAT)
SETTINGS = Settings()
COMMITTED = replace(FORECAST, category=ForecastCategory.COMMIT)
REFUSED = (("U0GIL", "guest", 1), ("U0GIL", "guest", 2), ("U0OTTO", "outsider", 1), ("U0OLD", "guest", 8))


@pytest.fixture
def library() -> FakeLibrary:
    """Six accounts of Dana's, one of Lin's; each fell by twenty points, renews soon, and was spoken with long ago."""
    library = FakeLibrary()
    for number in range(1, 8):
        owner = "U0LIN" if number == 7 else "U0DANA"
        library.tables.accounts[number] = Account(number, f"Acme {number}", owner=owner)
        library.tables.standings[number] = replace(
            STANDING, account=number, shown=50, change_7=-20, last_two_way_on=TODAY - 90 * DAY
        )
        library.tables.renewals[number] = renewal(number, id=number, due_on=TODAY + number * DAY)
    for member in EVERYBODY:
        library.tables.members[member.slack_id] = member
    return library


def home(library: Library) -> Home:
    return Home(library, lambda: NOW, "UTC", [each.look for each in sections(SETTINGS, library)])


def look_of(library: Library, member: Member, view: HomeView | None = None) -> HomeLook:
    return home(library).of(member, view or HomeView(), today=TODAY)


def today_of(library: Library, member: Member, view: HomeView | None = None) -> TodayLook:
    return next(part for part in look_of(library, member, view).parts if isinstance(part, TodayLook))


def book_of(library: Library, member: Member, view: HomeView | None = None) -> BookLook:
    return next(part for part in look_of(library, member, view).parts if isinstance(part, BookLook))


def company_of(library: Library) -> CompanyLook:
    return next(part for part in look_of(library, ADA).parts if isinstance(part, CompanyLook))


def test_a_csm_sees_what_needs_them_of_their_own_book(library: FakeLibrary) -> None:
    with library.writing() as book:
        for days, assignee in ((-3, "U0DANA"), (0, "U0DANA"), (1, "U0DANA"), (-1, "U0LIN")):
            book.tasks.add(task(assignee=assignee, by="U0OMAR", due_on=TODAY + days * DAY))

    today = today_of(library, DANA)

    assert (today.tasks.total, today.tasks.overdue, today.changeable) == (2, 1, {1, 2})
    assert today.contact is not None
    assert (today.contact.overdue, len(today.contact.standings)) == (6, 5)
    assert today.renewals is not None
    assert (today.renewals.total, len(today.renewals.rows)) == (6, 5)
    assert today.worse is not None
    assert (today.worse.total, {item.reason for item in today.worse.items}) == (6, {Reason.DROPPED})
    assert (today.worse.items[0].silent_days, today.worse.items[0].renewal_days) == (90, 1)
    assert today.next_renewal == NextRenewal("Acme 1", TODAY + DAY)
    assert not today.is_quiet


@pytest.mark.parametrize(
    "sure",
    [
        pytest.param(renewal(1, id=1, due_on=TODAY, forecast=COMMITTED), id="sure"),
        pytest.param(renewal(1, id=1, due_on=TODAY, snoozed_until=TODAY + DAY), id="put off"),
        pytest.param(renewal(1, id=1, due_on=TODAY + 31 * DAY), id="later than in thirty days"),
    ],
)
def test_a_renewal_that_needs_nobody_is_left_out(library: FakeLibrary, sure: object) -> None:
    library.tables.renewals[1] = sure  # type: ignore[assignment]

    renewals = today_of(library, DANA).renewals

    assert renewals is not None
    assert [row.renewal.account for row in renewals.rows] == [2, 3, 4, 5, 6]
    assert renewals.changeable == {2, 3, 4, 5, 6}


def test_a_place_past_the_end_of_a_list_is_its_last_page(library: FakeLibrary) -> None:
    with library.writing() as book:
        for _ in range(6):
            book.tasks.add(task(assignee="U0DANA", due_on=TODAY))
    far = HomeView(band=STANDING.band, places=dict.fromkeys(HomeList, 50))

    today, opened = today_of(library, DANA, far), book_of(library, DANA, far).opened

    assert today.contact is not None
    assert today.renewals is not None
    assert today.worse is not None
    assert opened is not None
    rows = (today.tasks.tasks, today.contact.standings, today.renewals.rows, today.worse.items, opened.standings)
    assert [len(each) for each in rows] == [1] * 5


def test_a_day_on_which_nothing_is_to_be_done_is_quiet(library: FakeLibrary) -> None:
    library.tables.accounts = {1: Account(1, "Acme", owner="U0DANA")}
    library.tables.standings = {1: replace(STANDING, change_7=None, last_two_way_on=TODAY)}
    library.tables.renewals = {1: renewal(1, due_on=TODAY + 90 * DAY)}

    today = today_of(library, DANA, HomeView(places=dict.fromkeys(HomeList, 5)))

    assert (today.is_quiet, today.next_renewal) == (True, NextRenewal("Acme", TODAY + 90 * DAY))


def test_without_accounts_there_is_neither_a_loss_nor_a_day(library: FakeLibrary) -> None:
    library.tables.standings[1] = replace(STANDING, account=1, change_7=-30, last_two_way_on=None)
    library.tables.renewals.clear()

    worse = today_of(library, DANA).worse

    assert worse is not None
    assert (worse.items[0].silent_days, worse.items[0].renewal_days) == (None, None)


@pytest.mark.parametrize(
    ("member", "view", "accounts", "changeable"),
    [
        pytest.param(OMAR, "", 7, 5, id="a manager sees the team's"),
        pytest.param(OMAR, "U0LIN", 1, 1, id="or one person's"),
        pytest.param(OMAR, "mine", 0, 0, id="or their own"),
        pytest.param(EVE, "", 7, 5, id="a director everybody's"),
        pytest.param(ADA, "", None, 0, id="an admin their own, and no empty book"),
        pytest.param(ADA, "all", 7, 5, id="an admin everybody's"),
        pytest.param(DANA, "U0LIN", 6, 5, id="a CSM nobody else's"),
    ],
)
def test_who_leads_chooses_whose_accounts_they_look_at(
    library: FakeLibrary, member: Member, view: str, accounts: int | None, changeable: int
) -> None:
    look = look_of(library, member, HomeView(view))

    books = [part.accounts for part in look.parts if isinstance(part, BookLook)]
    today = next(part for part in look.parts if isinstance(part, TodayLook))
    assert books == ([] if accounts is None else [accounts])
    assert today.renewals is not None
    assert sum(row.renewal.id in today.renewals.changeable for row in today.renewals.rows) == changeable


def test_a_book_is_told_by_band_with_what_is_covered_today(library: FakeLibrary) -> None:
    library.tables.accounts[7] = replace(library.tables.accounts[7], cover=Cover("U0DANA", TODAY, TODAY))
    library.tables.standings[1] = replace(library.tables.standings[1], band=Band.RED, arr=(Money(70_00, "EUR"),))
    library.tables.accounts[8] = Account(8, "New", owner="U0DANA")

    book = book_of(library, DANA, HomeView(band=Band.RED))

    assert book.bands == {
        Band.RED: BandGroup(1, (Money(70_00, "EUR"),)),
        Band.YELLOW: BandGroup(6, (Money(720_000_00, "USD"),)),
        None: BandGroup(1, ()),
    }
    assert (book.accounts, book.arr) == (8, (Money(720_000_00, "USD"), Money(70_00, "EUR")))
    assert book.opened is not None
    assert [standing.account for standing in book.opened.standings] == [1]


@pytest.mark.parametrize(
    ("member", "kinds"),
    [
        pytest.param(DANA, [TodayLook, BookLook, WaitingLook], id="a CSM"),
        pytest.param(OMAR, [TodayLook, BookLook, WaitingLook], id="a manager"),
        pytest.param(EVE, [TodayLook, BookLook, WaitingLook], id="a director who decides on nothing"),
        pytest.param(PAT, [TodayLook, WaitingLook, ProductLook], id="product"),
        pytest.param(EYES, [], id="a viewer"),
        pytest.param(ADA, [CompanyLook, TodayLook, WaitingLook, CompanyLook], id="an admin who owns nothing"),
    ],
)
def test_each_role_sees_what_is_its_own(library: FakeLibrary, member: Member, kinds: list[type]) -> None:
    parts = [part for part in look_of(library, member).parts if part is not None]

    assert [type(part) for part in parts] == kinds


def test_an_admin_who_owns_accounts_and_decides_sees_all_of_it(library: FakeLibrary) -> None:
    library.tables.accounts[8] = Account(8, "Ours", owner="U0ADA")
    library.tables.areas[1] = ProductArea(1, "Reports", "C1", "U0ADA")

    kinds = [type(part) for part in look_of(library, ADA).parts]

    assert kinds == [CompanyLook, TodayLook, BookLook, WaitingLook, ProductLook, CompanyLook]


def test_product_has_tasks_of_their_own_only(library: FakeLibrary) -> None:
    with library.writing() as book:
        book.tasks.add(task(assignee="U0PAT", due_on=TODAY))
        book.tasks.add(task(assignee="U0DANA", due_on=TODAY))

    today = today_of(library, PAT)

    assert (today.tasks.total, today.contact, today.renewals, today.worse) == (1, None, None, None)


def test_questions_wait_for_whoever_brought_the_request_in(library: FakeLibrary) -> None:
    library.tables.areas[1] = ProductArea(1, "Reports", "C1", "U0PAT", is_default=True)
    for number, state in enumerate((RequestState.NEEDS_DETAIL, RequestState.NEW), start=1):
        library.tables.requests[number] = Request(number, "Export", "", 1, "U0DANA", NOW, state)

    waiting = [part for part in look_of(library, DANA).parts if isinstance(part, WaitingLook)]
    product = [part for part in look_of(library, PAT).parts if isinstance(part, ProductLook)]

    assert [(each.questions_total, each.untold_total) for each in waiting] == [(0, 0)]
    assert [(each.queue_total, [area.name for area in each.areas]) for each in product] == [(2, ["Reports"])]


@pytest.mark.parametrize(
    ("wishes", "member", "has_digest", "next_at"),
    [
        pytest.param(Preferences(), DANA, True, datetime(2026, 9, 2, 6, 30, tzinfo=UTC), id="a digest tomorrow"),
        pytest.param(Preferences(digest=False), DANA, True, None, id="turned off"),
        pytest.param(Preferences(), PAT, False, None, id="a role without one"),
    ],
)
def test_the_next_digest_is_said_where_there_is_one(
    library: FakeLibrary, wishes: Preferences, member: Member, *, has_digest: bool, next_at: datetime | None
) -> None:
    library.tables.preferences[member.slack_id] = wishes

    look = look_of(library, member)

    assert (look.has_digest, look.next_digest_at) == (has_digest, next_at)


def test_an_admin_sees_how_moorline_is(library: FakeLibrary) -> None:
    well = company_of(library)
    with library.writing() as book:
        book.job_states.note(JobState("digests", NOW, NOW))
        book.job_states.note(JobState("trackers", NOW, NOW))
        book.job_states.note(JobState("scoring", NOW, NOW, "OSError", NOW))
        book.outbox.put(Announcement(AnnouncementKind.TEST, "C0", "test"), now=NOW)
        [outgoing] = book.outbox.claim(now=NOW, most=1)
        pause = Pause("*", NOW + timedelta(minutes=1), "invalid_auth")
        book.outbox.settle(outgoing, Settled(OutboxState.PARKED, NOW, reason="is_archived", pause=pause), now=NOW)

    ill = company_of(library)

    assert (well.own.is_well, ill.own.is_well, ill.own.counts.parked) == (True, False, 1)
    assert [state.job for state in ill.own.failing] == ["scoring"]
    assert [line.reason for line in ill.own.parked] == ["is_archived"]
    assert (well.trackers_at, ill.trackers_at, ill.trackers_fail) == (None, NOW, False)


def test_trackers_that_fail_are_said_to_fail(library: FakeLibrary) -> None:
    library.tables.job_states["trackers"] = JobState("trackers", NOW, NOW, "OSError", NOW)

    company = company_of(library)

    assert (company.trackers_at, company.trackers_fail) == (None, True)


def test_an_admin_sees_who_uses_moorline_and_who_was_turned_away(library: FakeLibrary) -> None:
    library.tables.accounts[9] = Account(9, "Theirs", owner="U0NOBODY")
    for person, reason, days in REFUSED:
        library.tables.audit.append(AuditEntry(NOW - days * DAY, person, "access.refused", person, after=reason))
    library.tables.audit.append(AuditEntry(NOW, "U0PAT", "access.refused", "U0PAT", after="renewals.forecast"))

    company = company_of(library)

    assert company.refused == 2
    assert [(each.owner, each.accounts) for each in company.without_role] == [("U0NOBODY", 1)]
    assert company.roles == {role: 2 if role is Role.CSM else 1 for role in Role}


def test_a_book_is_set_up_once_it_is_scored_shared_and_has_an_area(library: FakeLibrary) -> None:
    before = company_of(library)
    library.tables.areas[1] = ProductArea(1, "Reports", "C1", "U0PAT")
    with library.writing() as book:
        book.policies.publish(SHIPPED_POLICY.read_text(encoding="utf-8"), by="tests", at=NOW)

    after = company_of(library)

    assert (before.is_set_up, before.policy) == (False, None)
    assert (after.is_set_up, after.policy, after.areas) == (True, 1, 1)


@pytest.mark.parametrize(
    ("member", "count"),
    [
        pytest.param(DANA, 18, id="a CSM"),
        pytest.param(OMAR, 19, id="a manager"),
        pytest.param(EVE, 28, id="a director"),
        pytest.param(ADA, 39, id="an admin"),
        pytest.param(PAT, 15, id="product"),
        pytest.param(EYES, 2, id="a viewer"),
    ],
)
def test_home_costs_the_same_for_one_account_and_for_thirty(
    sqlite_library: SqlLibrary, statements: Callable[[SqlLibrary], list[str]], member: Member, count: int
) -> None:
    shelf, costs = SqlShelf(sqlite_library), []
    with sqlite_library.writing() as book:
        for each in EVERYBODY:
            book.members.save(each)
    for numbers in (range(1, 2), range(2, 31)):
        for number in numbers:
            shelf.put(Account(number, f"Acme {number}", owner="U0DANA", cover=Cover("U0ADA", None, TODAY)))
            shelf.put_standing(replace(STANDING, account=number, band=Band.RED, shown=30, change_7=-20))
            shelf.put_snapshot(replace(SNAPSHOT, account=number, day=TODAY - 8 * DAY))
            shelf.renew(renewal(number, due_on=TODAY))
            with sqlite_library.writing() as book:
                book.tasks.add(task(account=number, assignee="U0DANA", due_on=TODAY))
        sent = statements(sqlite_library)
        look_of(sqlite_library, member, HomeView(band=Band.RED))
        costs.append(len(sent))
        sent.clear()

    assert costs == [count, count]


def test_a_csm_who_sees_their_own_book_only_finds_nothing_of_others(library: FakeLibrary) -> None:
    narrow = replace(DANA, sees=BookScope.OWN)

    look = look_of(library, narrow, HomeView("all", Band.YELLOW))

    book = next(part for part in look.parts if isinstance(part, BookLook))
    assert (look.ask.people, look.ask.members, book.accounts) == (("U0DANA",), (), 6)
