"""The week of requests, from the book to the outbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fakes import FakeLibrary
from health_book import standing
from shelves import SqlShelf

from bot.services.digest_desk import DigestDesk
from bot.services.digests import Digests
from bot.services.product_desk import ProductDesk
from bot.services.product_weeks import ProductWeeks
from domain.accounts import Account, Money
from domain.errors import NotAllowedError
from domain.feedback.request import Asker, Importance, ProductArea, Request, RequestState, Voice
from domain.feedback.states import RequestAction, RequestStep
from domain.outbox.outgoing import OutboxState
from domain.outbox.ports import OutboxLine
from domain.permissions import Member, Role
from domain.preferences import Preferences, WorkspaceRules
from domain.product_weeks.week import Lines, ProductWeek
from domain.product_weeks.written import product_week_from
from domain.reader_runs import RunOutcome
from storage.library import SqlLibrary

MORNING = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
MONDAY = MORNING.date()
DAY = timedelta(days=1)
PRIYA = Member("U0PRIYA", "Priya", Role.PRODUCT)
NEW = Member("U0NEW", "New", Role.PRODUCT)
DI = Member("U0DI", "Di", Role.DIRECTOR)
ADA = Member("U0ADA", "Ada", Role.ADMIN)
DANA = Member("U0DANA", "Dana", Role.CSM)
Watch = Callable[[SqlLibrary], list[str]]


@pytest.fixture
def library() -> FakeLibrary:
    """Reports are Priya's: 1 is new, 2 was accepted, 3 waits for long; of access nobody's, 4 was shipped."""
    library = FakeLibrary()
    tables = library.tables
    for member in (PRIYA, NEW, DI, ADA, DANA):
        tables.members[member.slack_id] = member
    for account in (1, 2):
        tables.accounts[account] = Account(account, f"A{account}", owner="U0DANA")
        tables.standings[account] = replace(standing(account), arr=(Money(account * 30_000_00, "USD"),))
    tables.areas[1] = ProductArea(1, "Reports", "C1", "U0PRIYA")
    tables.areas[2] = ProductArea(2, "Access", "C2", "U0GONE", is_default=True)
    put(library, 1, 2)
    put(library, 2, 30, state=RequestState.PLANNED, decided_at=MORNING - 3 * DAY)
    put(library, 3, 40)
    put(library, 4, 50, area=2, state=RequestState.SHIPPED, decided_at=MORNING - 2 * DAY)
    tables.request_steps += [
        RequestStep(2, MORNING - 3 * DAY, RequestAction.ACCEPT, "U0PRIYA"),
        RequestStep(4, MORNING - 2 * DAY, RequestAction.SHIP, "U0GONE"),
        RequestStep(3, MORNING - 2 * DAY, RequestAction.TAKE, "U0PRIYA"),
    ]
    return library


def put(library: FakeLibrary, number: int, days: int, **said: Any) -> None:
    library.tables.requests[number] = replace(
        Request(number, f"Wish {number}", "", 1, "U0DANA", MORNING - days * DAY), **said
    )
    ask(library, number, 1)


def ask(library: FakeLibrary, number: int, account: int) -> None:
    voice = len(library.tables.voices) + 1
    library.tables.voices.append(Voice(voice, number, Asker.ACCOUNT, "U1", MORNING, Importance.NICE, account))


def weeks(library: FakeLibrary, now: datetime = MORNING) -> ProductWeeks:
    return ProductWeeks(library, lambda: now, "UTC", "USD")


def lines(library: FakeLibrary) -> list[OutboxLine]:
    return [row.line for row in library.tables.outbox]


def told(library: FakeLibrary) -> list[str]:
    return sorted(line.announcement.to for line in lines(library))


def week_of(library: FakeLibrary, reader: str) -> ProductWeek:
    return [product_week_from(line.announcement.facts) for line in lines(library) if line.announcement.to == reader][-1]


def outcomes(library: FakeLibrary) -> dict[str, RunOutcome]:
    return {run.reader: run.outcome for run in library.tables.reader_runs.values()}


def numbers(found: Lines) -> list[int]:
    return [line.number for line in found.shown]


def arrived(library: FakeLibrary) -> None:
    for row in library.tables.outbox:
        row.line = replace(row.line, state=OutboxState.SENT)


def test_who_decides_is_told_once_a_week_whatever_replica_asks_how_often(library: FakeLibrary) -> None:
    ticks = [weeks(library, MORNING + days * DAY).tick() for days in (0, 0, 1, 4)]

    assert ticks == [3, 0, 0, 0]
    assert told(library) == ["U0DI", "U0NEW", "U0PRIYA"]
    assert outcomes(library) == dict.fromkeys(told(library), RunOutcome.TOLD)


def test_a_week_says_what_is_new_what_was_decided_and_what_waits(library: FakeLibrary) -> None:
    weeks(library).tick()

    mine, everything = week_of(library, "U0PRIYA"), week_of(library, "U0DI")
    assert (mine.areas, mine.open, mine.accounts, mine.arr) == (("Reports",), 3, 1, (Money(30_000_00, "USD"),))
    assert [numbers(part) for part in (mine.new, mine.decided, mine.shipped, mine.late)] == [[1], [2], [], [3]]
    assert mine.decided.shown[0].by == "U0PRIYA"
    assert (everything.areas, numbers(everything.shipped)) == ((), [4])
    assert [line.number for line in mine.top] == [1, 2, 3]
    assert mine.movers == ()


def test_the_next_week_compares_with_the_last_that_arrived(library: FakeLibrary) -> None:
    weeks(library).tick()
    arrived(library)
    ask(library, 3, 2)
    put(library, 5, -5)

    weeks(library, MORNING + 7 * DAY).tick()

    week = week_of(library, "U0PRIYA")
    assert week.since == MORNING
    assert [(each.line.number, each.before, each.line.points) for each in week.movers] == [(3, 4.0, 11.0)]
    assert (numbers(week.new), numbers(week.decided)) == ([5], [])


def test_what_never_arrived_is_told_again(library: FakeLibrary) -> None:
    weeks(library).tick()

    weeks(library, MORNING + 7 * DAY).tick()

    assert week_of(library, "U0PRIYA").since == MORNING
    assert numbers(week_of(library, "U0PRIYA").decided) == []


def test_where_nothing_happened_nothing_is_sent_and_the_week_is_written_down(library: FakeLibrary) -> None:
    library.tables.requests = {2: library.tables.requests[2]}
    library.tables.request_steps.clear()

    assert weeks(library).tick() == 0
    assert lines(library) == []
    assert outcomes(library) == dict.fromkeys(("U0PRIYA", "U0NEW", "U0DI"), RunOutcome.NOTHING)


def test_a_week_that_comes_too_late_is_left_out(library: FakeLibrary) -> None:
    assert weeks(library, MORNING + timedelta(hours=5)).tick() == 0
    assert set(outcomes(library).values()) == {RunOutcome.SKIPPED}


def test_nobody_is_looked_at_before_their_morning(library: FakeLibrary) -> None:
    assert weeks(library, MORNING - timedelta(hours=1)).tick() == 0
    assert outcomes(library) == {}


def test_it_comes_where_the_reader_is_and_waits_for_quiet_hours(library: FakeLibrary) -> None:
    library.tables.members["U0PRIYA"] = replace(PRIYA, zone="Asia/Shanghai")
    library.tables.preferences["U0NEW"] = Preferences(product_weekly=False)
    library.tables.preferences["U0DI"] = Preferences(
        quiet_from=MORNING.time().replace(hour=8), quiet_until=MORNING.time().replace(hour=9)
    )

    weeks(library, MORNING - timedelta(hours=8)).tick()
    early = told(library)
    weeks(library).tick()

    assert (early, told(library)) == (["U0PRIYA"], ["U0DI", "U0PRIYA"])
    [dis] = [line for line in lines(library) if line.announcement.to == "U0DI"]
    assert dis.due_at == MORNING.replace(hour=9)


def test_holidays_of_the_workspace_are_no_working_days(library: FakeLibrary) -> None:
    library.tables.requests = {3: replace(library.tables.requests[3], at=MORNING - 8 * DAY)}
    library.tables.request_steps.clear()
    library.tables.rules = WorkspaceRules(holidays=frozenset({MONDAY - 4 * DAY, MONDAY - 5 * DAY}))

    assert weeks(library).tick() == 0


def test_it_is_shown_at_once_to_who_may_decide(library: FakeLibrary) -> None:
    desk = ProductDesk(library, weeks(library), lambda: MORNING)

    assert numbers(desk.week(ADA, today=MONDAY).shipped) == [4]
    assert desk.week(PRIYA, today=MONDAY).areas == ("Reports",)
    with pytest.raises(NotAllowedError):
        desk.week(DANA, today=MONDAY)
    assert (lines(library), outcomes(library)) == ([], {})


def test_the_plan_says_when_it_comes(library: FakeLibrary) -> None:
    plan = DigestDesk(library, Digests(library, lambda: MORNING, "UTC", "USD"), lambda: MORNING).plan

    assert (plan(PRIYA).has_product_week, plan(PRIYA).next_product_week_at) == (True, MORNING + 7 * DAY)
    assert (plan(DANA).has_product_week, plan(DANA).next_product_week_at) == (False, None)


@pytest.mark.parametrize("many", [1, 30])
def test_a_week_costs_the_same_for_one_request_and_for_thirty(
    statements: Watch, sqlite_library: SqlLibrary, many: int
) -> None:
    shelf = SqlShelf(sqlite_library)
    shelf.put(Account(1, "Acme"))
    with sqlite_library.writing() as book:
        for member in (PRIYA, DI, NEW):
            book.members.save(member)
        area = book.feedback.save_area(ProductArea(0, "Reports", "C1", "U0PRIYA"))
        for number in range(many):
            request = book.feedback.add(Request(0, f"Wish {number}", "", area.id, "U1", MORNING - DAY))
            book.feedback.add_voice(Voice(0, request.id, Asker.ACCOUNT, "U1", MORNING, Importance.NICE, 1))
    sent = statements(sqlite_library)
    asked = ProductWeeks(sqlite_library, lambda: MORNING, "UTC", "USD")

    with sqlite_library.reading() as book:
        asked.of(book, PRIYA, MORNING, today=MONDAY)

    assert len(sent) == 14
    assert asked.tick() == 3
