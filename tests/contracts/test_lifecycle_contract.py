"""Stages, the clock and first value by hand, as every book keeps them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from health_book import NOW, STANDING, TODAY
from shelves import Shelf

from domain.accounts import Account, AccountStatus, LifecycleStage, Money, Tier
from domain.first_value.reached import ValueNote, ValueReached, ValueStanding
from domain.first_value.rules import ValueWay
from domain.first_value.survival import Starter
from domain.health.ports import StandingFilter
from domain.lifecycle.policy import Stuck
from domain.lifecycle.ports import ClockPage, StagesPage, StageTotal
from domain.success import Milestone

DAY = timedelta(days=1)
ONBOARDING, STABLE, RENEWAL = LifecycleStage
NOTE = ValueNote(1, TODAY - 2 * DAY, "*First* report", "“好用”", "U1", NOW)


def put(shelf: Shelf, number: int, *, account: dict[str, Any] | None = None, **said: Any) -> None:
    shelf.put(Account(number, f"Account {number}", **({"owner": "U1"} | (account or {}))))
    shelf.put_standing(replace(STANDING, account=number, **said))


def usd(units: int) -> tuple[Money, ...]:
    return (Money(units * 100, "USD"),)


@pytest.fixture
def staged(shelf: Shelf) -> Shelf:
    put(shelf, 1, stage=ONBOARDING, stuck=Stuck.NOT_LIVE, arr=usd(10))
    put(shelf, 2, stage=ONBOARDING, arr=usd(500), account={"owner": "U2"})
    put(shelf, 3, stage=STABLE, stuck=Stuck.NO_VALUE, arr=(Money(2_000, "EUR"),), account={"tier": Tier.HIGH})
    put(shelf, 4, stage=STABLE, arr=())
    put(shelf, 5, stage=STABLE, stuck=Stuck.NO_VALUE, arr=usd(9), account={"status": AccountStatus.CHURNED})
    shelf.put(Account(6, "Never scored", owner="U1"))
    return shelf


def stages(shelf: Shelf, stuck: bool = False, offset: int = 0, **wanted: Any) -> StagesPage:  # noqa: FBT001, FBT002 (as the port has it)
    with shelf.library.reading() as book:
        return book.lifecycle.stages(StandingFilter(**wanted), stuck=stuck, offset=offset, limit=2)


def test_stages_hold_so_many_accounts_with_so_much_arr(staged: Shelf) -> None:
    page = stages(staged)

    assert page.totals == {
        ONBOARDING: StageTotal(2, 1, usd(510), usd(10)),
        STABLE: StageTotal(2, 1, (Money(2_000, "EUR"),), (Money(2_000, "EUR"),)),
    }
    assert ([each.account for each in page.standings], page.shown, page.not_scored) == ([3, 1], 4, 1)


def test_a_list_of_one_stage_or_of_the_stuck_leaves_the_totals_whole(staged: Shelf) -> None:
    stuck, stage = stages(staged, stuck=True), stages(staged, stage=ONBOARDING)

    assert [each.account for each in stuck.standings] == [3, 1]
    assert [each.account for each in stage.standings] == [1, 2]
    assert (stuck.shown, stage.shown, stuck.totals) == (2, 2, stage.totals)
    assert [each.account for each in stages(staged, offset=2).standings] == [2, 4]


def test_stages_are_of_whose_books_were_asked_for(staged: Shelf) -> None:
    assert list(stages(staged, owner="U2", today=TODAY).totals) == [ONBOARDING]
    assert list(stages(staged, tier=Tier.HIGH).totals) == [STABLE]
    assert stages(staged, owners=("U9",)) == StagesPage((), 0, {})


def clock(shelf: Shelf, late: bool = False, offset: int = 0, **wanted: Any) -> ClockPage:  # noqa: FBT001, FBT002 (as above)
    with shelf.library.reading() as book:
        return book.lifecycle.clock(StandingFilter(**wanted), late=late, today=TODAY, offset=offset, limit=2)


@pytest.fixture
def waiting(shelf: Shelf) -> Shelf:
    put(shelf, 1, first_value_due_on=TODAY, account={"segment": "enterprise", "went_live_on": TODAY - 30 * DAY})
    put(shelf, 2, first_value_due_on=TODAY - 9 * DAY, account={"owner": "U2"})
    put(shelf, 3, first_value_due_on=TODAY + DAY, account={"tier": Tier.HIGH})
    put(shelf, 4, first_value_due_on=TODAY - 366 * DAY)
    put(shelf, 5, first_value_due_on=TODAY - 3 * DAY, account={"first_value_on": TODAY})
    put(shelf, 6, first_value_due_on=None)
    shelf.plan(Milestone(1, "Kick-off", TODAY - 9 * DAY, TODAY - 8 * DAY))
    shelf.plan(Milestone(1, "Training", TODAY))
    shelf.plan(Milestone(1, "Report", TODAY + DAY))
    return shelf


def test_the_longest_overdue_stands_first_in_the_clock(waiting: Shelf) -> None:
    first, second = clock(waiting), clock(waiting, offset=2)

    assert [row.standing.account for row in (*first.rows, *second.rows)] == [2, 1, 3]
    assert (first.shown, first.total, first.late, first.long_ago) == (3, 3, 1, 1)
    assert [(row.segment, row.milestones_done, row.milestones_due, row.milestones) for row in first.rows] == [
        (None, 0, 0, 0),
        ("enterprise", 1, 2, 3),
    ]
    assert first.rows[1].standing.went_live_on == TODAY - 30 * DAY


def test_the_clock_may_be_asked_for_the_late_ones_and_by_book(waiting: Shelf) -> None:
    late = clock(waiting, late=True)

    assert ([row.standing.account for row in late.rows], late.shown, late.total) == ([2], 1, 3)
    assert [row.standing.account for row in clock(waiting, owner="U2").rows] == [2]
    assert clock(waiting, owners=("U9",)) == ClockPage((), 0, 0, 0, 0)


def test_everybody_who_went_live_is_a_starter_who_left_too(shelf: Shelf) -> None:
    live = TODAY - 40 * DAY
    accounts = (
        Account(1, "a", owner="U1", segment="mid", went_live_on=live, first_value_on=TODAY - 9 * DAY),
        Account(2, "b", owner="U1", tier=Tier.HIGH, went_live_on=live),
        Account(3, "c", owner="U1", status=AccountStatus.CHURNED, went_live_on=live, churned_on=TODAY - DAY),
        Account(4, "d", owner="U1"),
        Account(5, "e", owner="U1", went_live_on=TODAY + DAY),
        Account(6, "f", owner="U1", status=AccountStatus.CHURNED),
        Account(7, "g", owner="U2", went_live_on=live, first_value_on=TODAY + DAY),
    )
    for account in accounts:
        shelf.put(account)

    with shelf.library.reading() as book:
        mine = book.lifecycle.starters(StandingFilter(owner="U1", today=TODAY), today=TODAY)
        high = book.lifecycle.starters(StandingFilter(tier=Tier.HIGH), today=TODAY)
        others = book.lifecycle.starters(StandingFilter(owners=("U2",), today=TODAY), today=TODAY)

    assert [row.starter for row in mine.rows] == [
        Starter(live, TODAY - 9 * DAY, reached=True),
        Starter(live, TODAY, reached=False),
        Starter(live, TODAY - DAY, reached=False, left=True),
    ]
    assert ([row.segment for row in mine.rows], mine.not_live) == (["mid", None, None], 2)
    assert [row.tier for row in high.rows] == [Tier.HIGH]
    assert [row.starter for row in others.rows] == [Starter(live, TODAY, reached=False)]


def test_what_is_recorded_stands_on_the_account_with_who_said_so(shelf: Shelf) -> None:
    put(shelf, 1)
    with shelf.library.writing() as book:
        kept = book.lifecycle.record(NOTE, seen=ValueStanding())

    with shelf.library.reading() as book:
        stands, standing, note = book.lifecycle.first_value_of(1), book.standings.of(1), book.lifecycle.note(1)
    how = ValueReached(NOTE.on, ValueWay.HAND, 1, what="*First* report", person="U1", at=NOW)
    assert (kept, note) == (replace(NOTE, id=1), replace(NOTE, id=1))
    assert stands == ValueStanding(NOTE.on, how)
    assert standing
    assert (standing.first_value_on, standing.value_reached) == (NOTE.on, how)


def test_of_two_who_record_at_once_the_second_writes_nothing(shelf: Shelf) -> None:
    put(shelf, 1)
    with shelf.library.writing() as book:
        first = book.lifecycle.record(NOTE, seen=ValueStanding())
        second = book.lifecycle.record(replace(NOTE, by="U2"), seen=ValueStanding())
        assert first
        put_right = book.lifecycle.record(replace(NOTE, on=TODAY), seen=first.stands)

    assert (second, put_right and put_right.before) == (None, first.stands)


def test_what_is_taken_back_leaves_what_stood_there_before(shelf: Shelf) -> None:
    put(shelf, 1, account={"first_value_on": TODAY - 5 * DAY})
    before = ValueStanding(TODAY - 5 * DAY)
    with shelf.library.writing() as book:
        first = book.lifecycle.record(NOTE, seen=before)
        assert first
        second = book.lifecycle.record(replace(NOTE, on=TODAY), seen=first.stands)
        assert second
        too_early = book.lifecycle.take_back(first, now=NOW)
        undone = [book.lifecycle.take_back(note, now=NOW) for note in (second, first)]
        stands = book.lifecycle.first_value_of(1)
        notes = [book.lifecycle.note(note.id) for note in (first, second)]

    assert (too_early, undone, stands, notes) == (False, [True, True], before, [None, None])


def test_what_is_cleared_says_by_whom_and_why_and_comes_back(shelf: Shelf) -> None:
    put(shelf, 1, account={"first_value_on": TODAY - 5 * DAY})
    before = ValueStanding(TODAY - 5 * DAY)
    with shelf.library.writing() as book:
        kept = book.lifecycle.record(replace(NOTE, on=TODAY - 5 * DAY, is_cleared=True), seen=before)
        assert kept
        stands, note, standing = book.lifecycle.first_value_of(1), book.lifecycle.note(kept.id), book.standings.of(1)
        undone = book.lifecycle.take_back(kept, now=NOW)

    with shelf.library.reading() as book:
        again = book.lifecycle.first_value_of(1)
    assert (stands, note) == (kept.stands, kept)
    assert standing
    assert (standing.first_value_on, standing.value_reached) == (None, kept.reached)
    assert stands.cleared == kept.reached
    assert (undone, again) == (True, before)


def test_what_the_book_had_shown_goes_only_while_it_stands_as_it_was_seen(shelf: Shelf) -> None:
    put(shelf, 1, account={"first_value_on": TODAY})
    with shelf.library.writing() as book:
        tries = [book.lifecycle.unfind(1, seen=ValueStanding(day), now=NOW) for day in (TODAY - DAY, TODAY)]
        stands = book.lifecycle.first_value_of(1)

    assert (tries, stands) == ([False, True], ValueStanding())


def test_of_an_account_that_is_not_there_nothing_stands(shelf: Shelf) -> None:
    with shelf.library.reading() as book:
        assert (book.lifecycle.first_value_of(404), book.lifecycle.note(404)) == (ValueStanding(), None)
