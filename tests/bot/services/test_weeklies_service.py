"""The week of a team, from the book to the outbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from fakes import FakeLibrary
from fakes.tables import Meeting
from revenue_book import ANA, DANA, DI, MO, NAMES, WEI, C, retention_of, revenue_library, usd
from shelves import SqlShelf
from task_samples import task

from bot.services.digest_desk import DigestDesk
from bot.services.digests import Digests
from bot.services.weeklies import Weeklies, put_weekly
from bot.services.weekly_desk import WeeklyDesk
from domain.accounts import Account
from domain.errors import NotAllowedError
from domain.outbox.ports import OutboxLine
from domain.permissions import Member, Role
from domain.preferences import Preferences, WorkspaceRules
from domain.reader_runs import RunOutcome
from domain.renewals.renewal import ForecastCategory
from domain.revenue.answer import RetentionAnswer
from domain.weekly.week import Activity, ForecastPart, PersonWeek, Weekly
from domain.weekly.written import weekly_from
from storage.library import SqlLibrary

MORNING = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
MONDAY = MORNING.date()
DAY = timedelta(days=1)
Watch = Callable[[SqlLibrary], list[str]]


@pytest.fixture
def library() -> FakeLibrary:
    """Monday morning; Dana met two accounts last week and finished a task, Wei has one that is late."""
    library = revenue_library()
    library.tables.meetings = [
        Meeting(1, MORNING - 7 * DAY, "U0DANA"),
        Meeting(6, MORNING - DAY),
        Meeting(1, MORNING, "U0DANA"),
    ]
    library.tables.tasks = {
        1: task(id=1, assignee="U0DANA", done_at=MORNING - 2 * DAY),
        2: task(id=2, assignee="U0WEI", due_on=MONDAY - DAY),
    }
    return library


def weeklies(library: FakeLibrary, now: datetime = MORNING) -> Weeklies:
    return Weeklies(library, lambda: now, "UTC", "USD")


def desk(library: FakeLibrary, now: datetime = MORNING) -> WeeklyDesk:
    return WeeklyDesk(library, weeklies(library, now), lambda: now)


def lines(library: FakeLibrary) -> list[OutboxLine]:
    return [row.line for row in library.tables.outbox]


def told(library: FakeLibrary) -> list[str]:
    return [line.announcement.to for line in lines(library)]


def week_of(library: FakeLibrary, reader: str = "U0MO") -> Weekly:
    return next(weekly_from(line.announcement.facts) for line in lines(library) if line.announcement.to == reader)


def outcomes(library: FakeLibrary) -> dict[str, tuple[date, RunOutcome]]:
    return {run.reader: (run.day, run.outcome) for run in library.tables.reader_runs.values()}


def test_who_leads_is_told_once_a_week(library: FakeLibrary) -> None:
    ticks = [weeklies(library, MORNING + days * DAY).tick() for days in (0, 0, 1, 4, 7)]

    assert ticks == [3, 0, 0, 0, 3]
    assert told(library)[:3] == ["U0ANA", "U0DI", "U0MO"]
    assert {line.announcement.kind for line in lines(library)} == {"weekly"}


def test_a_manager_reads_of_the_team(library: FakeLibrary) -> None:
    weeklies(library).tick()

    week = week_of(library)
    assert (week.first, week.last, week.accounts) == (MONDAY - 7 * DAY, MONDAY - DAY, len(NAMES) - 1)
    assert week.due.open == (
        ForecastPart(ForecastCategory.COMMIT, 1, (usd(100),)),
        ForecastPart(None, 1, (usd(55),)),
    )
    assert week.team.people == (
        PersonWeek("U0WEI", 5, Activity(1, 0, 1)),
        PersonWeek("U0DANA", 4, Activity(1, 1, 0)),
    )


def test_the_book_is_that_of_the_team_alone(library: FakeLibrary) -> None:
    library.tables.members["U0WEI"] = replace(WEI, manager=None)
    weeklies(library).tick()

    assert (week_of(library).accounts, week_of(library, "U0DI").accounts) == (4, 9)
    assert [each.person for each in week_of(library).team.people] == ["U0DANA"]


def test_churn_of_the_last_ninety_days_is_in_it(library: FakeLibrary) -> None:
    library.tables.churns[1] = replace(library.tables.churns[1], on=MONDAY - 30 * DAY)
    library.tables.churns[2] = replace(library.tables.churns[1], account=99)
    weeklies(library).tick()

    lost = week_of(library).lost
    assert [(each.reason, each.records, each.arr) for each in lost.reasons] == [("wrong_fit", 1, (usd(40),))]


@pytest.mark.parametrize(("reader", "words"), [pytest.param(MO, "team", id="team"), pytest.param(DI, "all", id="all")])
def test_retention_is_what_the_command_says(library: FakeLibrary, reader: Member, words: str) -> None:
    weeklies(library).tick()

    answer = retention_of(library).answer(reader, words, today=MONDAY)
    week = week_of(library, reader.slack_id)
    assert isinstance(answer, RetentionAnswer)
    for quarter, period in zip((week.now, week.before), answer.periods, strict=True):
        assert quarter.kept is not None
        assert quarter.period == period.figures.period
        assert quarter.kept.arr == period.figures.retention.arr
        assert quarter.kept.accounts == period.figures.retention.accounts


def test_a_quarter_that_was_frozen_stands_as_it_was_reported(library: FakeLibrary) -> None:
    retention_of(library).freeze(ANA, "last quarter", today=MONDAY)
    before = retention_of(library).answer(DI, "last quarter all", today=MONDAY)
    for number in (1, 2):
        del library.tables.terms[number]
    weeklies(library).tick()

    week = week_of(library, "U0DI")
    assert isinstance(before, RetentionAnswer)
    assert week.before.is_reported
    assert week.before.kept is not None
    assert week.before.kept.arr == before.periods[0].figures.retention.arr


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        pytest.param(Preferences(weekly=False), False, id="off"),
        pytest.param(Preferences(digest=False), True, id="without the daily one"),
        pytest.param(Preferences(weekdays=frozenset({1, 2})), False, id="their week begins on Tuesday"),
        pytest.param(Preferences(morning=time(9)), False, id="later"),
        pytest.param(Preferences(away_until=MONDAY), False, id="away"),
    ],
)
def test_each_has_it_their_own_way(library: FakeLibrary, wishes: Preferences, *, expected: bool) -> None:
    library.tables.preferences["U0MO"] = wishes

    weeklies(library).tick()

    assert ("U0MO" in told(library)) is expected


def test_in_quiet_hours_it_waits(library: FakeLibrary) -> None:
    library.tables.preferences["U0MO"] = Preferences(quiet_from=time(20), quiet_until=time(10))

    weeklies(library).tick()

    due = {line.announcement.to: line.due_at for line in lines(library)}
    assert (due["U0MO"], due["U0DI"]) == (MORNING.replace(hour=10, minute=0), MORNING)


def test_after_a_holiday_it_comes_a_day_later(library: FakeLibrary) -> None:
    library.tables.rules = WorkspaceRules(holidays=frozenset({MONDAY}))

    assert [weeklies(library, MORNING + days * DAY).tick() for days in (0, 1)] == [0, 3]
    assert set(outcomes(library).values()) == {(MONDAY, RunOutcome.TOLD)}


@pytest.mark.parametrize("late", [timedelta(hours=4), timedelta(days=2)])
def test_too_late_is_written_down_and_not_said(library: FakeLibrary, late: timedelta) -> None:
    assert weeklies(library, MORNING + late).tick() == 0
    assert set(outcomes(library).values()) == {(MONDAY, RunOutcome.SKIPPED)}


def test_who_leads_nobody_with_an_account_hears_nothing(library: FakeLibrary) -> None:
    library.tables.members["U0NEW"] = Member("U0NEW", "New", Role.MANAGER)

    weeklies(library).tick()

    assert outcomes(library)["U0NEW"] == (MONDAY, RunOutcome.NOTHING)
    assert not desk(library).send_now(library.tables.members["U0NEW"], today=MONDAY)


def test_another_replica_that_was_faster_has_told(library: FakeLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    weeklies(library).tick()
    monkeypatch.setattr("fakes.mornings.FakeReaderRuns.taken", lambda *_: frozenset())

    assert weeklies(library).tick() == 0
    assert len(lines(library)) == 3


def test_what_fails_in_between_leaves_neither_the_turn_nor_the_message(
    library: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("cut off")

    with monkeypatch.context() as broken:
        broken.setattr("fakes.mornings.FakeReaderRuns.note", fails)
        with pytest.raises(RuntimeError):
            weeklies(library).tick()

    assert (told(library), outcomes(library)) == ([], {})
    assert weeklies(library).tick() == 3


def test_one_at_once_goes_by_the_outbox_and_takes_no_turn(library: FakeLibrary) -> None:
    assert desk(library).send_now(MO, today=MONDAY)

    assert (told(library), outcomes(library)) == (["U0MO"], {})


def test_who_leads_nobody_may_not_ask_for_it(library: FakeLibrary) -> None:
    with pytest.raises(NotAllowedError):
        desk(library).send_now(DANA, today=MONDAY)


def test_the_same_is_recorded_once(library: FakeLibrary) -> None:
    desk(library).send_now(MO, today=MONDAY)
    week = week_of(library)
    with library.writing() as book:
        numbers = [put_weekly(book, "U0MO", week, about="weekly:1", once="weekly:1", now=MORNING) for _ in range(2)]

    assert numbers == [2, None]


def test_the_plan_says_when_the_next_one_comes(library: FakeLibrary) -> None:
    digests = Digests(library, lambda: MORNING, "UTC", "USD")
    plans = {each.name: DigestDesk(library, digests, lambda: MORNING).plan(each) for each in (MO, DANA)}
    library.tables.preferences["U0MO"] = Preferences(weekly=False)
    off = DigestDesk(library, digests, lambda: MORNING).plan(MO)

    assert (plans["Mo"].has_weekly, plans["Mo"].next_weekly_at) == (True, MORNING + 7 * DAY)
    assert (plans["Dana"].has_weekly, plans["Dana"].next_weekly_at) == (False, None)
    assert (off.has_weekly, off.next_weekly_at) == (True, None)


def test_accounts_that_left_are_in_the_figures_but_not_counted(library: FakeLibrary) -> None:
    library.tables.accounts[C] = replace(library.tables.accounts[C], churned_on=MONDAY + DAY)

    weeklies(library).tick()

    assert week_of(library).accounts == len(NAMES)


@pytest.mark.parametrize("many", [1, 30])
def test_the_book_is_looked_at_once_for_one_reader_and_for_thirty(
    sqlite_library: SqlLibrary, statements: Watch, many: int
) -> None:
    shelf = SqlShelf(sqlite_library)
    for number in range(1, many + 1):
        shelf.put(Account(number, f"Account {number}", owner=f"U{number:03}"))
        with sqlite_library.writing() as book:
            book.members.save(Member(f"U{number:03}", f"U{number:03}", Role.MANAGER))
    sent = statements(sqlite_library)

    assert Weeklies(sqlite_library, lambda: MORNING, "UTC", "USD").tick() == many

    assert len([statement for statement in sent if statement.lstrip().startswith("SELECT")]) == 14
