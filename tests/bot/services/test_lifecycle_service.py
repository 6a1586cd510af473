"""`/cs stages` and `/cs onboarding`: whose accounts, which of them, and how long it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from first_value_desk import Valuing
from health_book import NOW, STANDING
from health_book import TODAY as BOOK_DAY
from shelves import SqlShelf
from touch_desk import ADA, DANA, EYES, LIN, OMAR, PRIYA, TODAY

from bot.services.lifecycle import LifecycleLists
from domain.accounts import Account, LifecycleStage
from domain.errors import NotAllowedError, OutsideBookError
from domain.filter_words import HelpWanted, NotUnderstood, Scope
from domain.first_value.survival import TimeToValue
from domain.lifecycle.answer import ClockList, StagesList, TimesToValue
from domain.permissions import Member
from storage.library import SqlLibrary


@pytest.fixture
def desk() -> Valuing:
    return Valuing()


def stages(desk: Valuing, asker: Member, text: str = "", offset: int = 0) -> StagesList:
    found = desk.lists.stages(asker, text, today=TODAY, offset=offset)
    assert isinstance(found, StagesList)
    return found


def clock(desk: Valuing, asker: Member, text: str = "", offset: int = 0) -> ClockList:
    found = desk.lists.onboarding(asker, text, today=TODAY, offset=offset)
    assert isinstance(found, ClockList)
    return found


@pytest.mark.parametrize(
    ("asker", "text", "scope", "waiting"),
    [
        pytest.param(DANA, "", Scope.MINE, [1, 2], id="mine, the longest overdue first"),
        pytest.param(DANA, "late", Scope.MINE, [1], id="late"),
        pytest.param(OMAR, "", Scope.TEAM, [1, 2], id="of who has no accounts, the team's"),
        pytest.param(EYES, "", Scope.ALL, [1, 2, 4], id="of who only looks, all"),
        pytest.param(ADA, "all tier:high", Scope.ALL, [1], id="a tier"),
        pytest.param(OMAR, "<@U0LIN>", None, [4], id="a colleague's"),
        pytest.param(OMAR, "@lin", None, [4], id="a colleague's by name"),
        pytest.param(LIN, "", Scope.MINE, [4], id="of who sees their own"),
    ],
)
def test_whose_clock_depends_on_the_words_and_on_who_asks(
    desk: Valuing, asker: Member, text: str, scope: Scope | None, waiting: list[int]
) -> None:
    found = clock(desk, asker, text)

    assert (found.wanted.scope, [row.standing.account for row in found.page.rows]) == (scope, waiting)


def test_stages_list_the_stuck_and_of_one_stage_everybody(desk: Valuing) -> None:
    usual, stable, stuck = (stages(desk, DANA, text) for text in ("", "stable", "onboarding stuck"))

    assert [[each.account for each in found.page.standings] for found in (usual, stable, stuck)] == [[1], [2, 3], [1]]
    assert {stage: total.accounts for stage, total in stable.page.totals.items()} == {
        LifecycleStage.ONBOARDING: 1,
        LifecycleStage.STABLE: 2,
    }


@pytest.mark.parametrize("text", ["all", "team", "<@U0DANA>"])
def test_who_sees_their_own_book_asks_for_no_other(desk: Valuing, text: str) -> None:
    for ask in (desk.lists.stages, desk.lists.onboarding):
        with pytest.raises(OutsideBookError):
            ask(LIN, text, today=TODAY)


def test_who_may_not_read_the_book_reads_no_list(desk: Valuing) -> None:
    for ask in (desk.lists.stages, desk.lists.onboarding):
        with pytest.raises(NotAllowedError):
            ask(PRIYA, "", today=TODAY)


def test_what_is_no_question_is_said_back(desk: Valuing) -> None:
    for ask in (desk.lists.stages, desk.lists.onboarding):
        assert ask(DANA, "help", today=TODAY) == HelpWanted()
        assert ask(DANA, "tem", today=TODAY) == NotUnderstood("tem", "team", "team")
        assert isinstance(ask(DANA, "@dnaa", today=TODAY), NotUnderstood)


def test_a_page_that_is_not_there_any_more_is_the_last_one(desk: Valuing) -> None:
    assert (clock(desk, DANA, offset=80).offset, stages(desk, DANA, offset=80).offset) == (0, 0)


def test_how_long_it_takes_is_of_everybody_who_went_live(desk: Valuing) -> None:
    found = desk.lists.onboarding(ADA, "median by segment", today=TODAY)

    assert isinstance(found, TimesToValue)
    assert found.whole == TimeToValue(starters=4, reached=1, waiting=2, left=1, median=None, earliest=21, latest=None)
    assert (list(found.groups), found.not_live) == (["mid", ""], 1)


def test_without_a_cut_there_are_no_groups(desk: Valuing) -> None:
    found = desk.lists.onboarding(LIN, "median", today=TODAY)

    assert isinstance(found, TimesToValue)
    assert (found.groups, found.whole.starters) == ({}, 1)


def test_lists_cost_as_many_statements_however_many_accounts_there_are(
    sqlite_library: SqlLibrary, statements: Callable[[SqlLibrary], list[str]]
) -> None:
    shelf, lists = SqlShelf(sqlite_library), LifecycleLists(sqlite_library)
    sent = statements(sqlite_library)

    def asked(numbers: range) -> int:
        for number in numbers:
            shelf.put(Account(number, f"Account {number}", owner="U0ADA", went_live_on=BOOK_DAY))
            shelf.put_standing(replace(STANDING, account=number, first_value_due_on=BOOK_DAY, scored_at=NOW))
        sent.clear()
        lists.stages(ADA, "all stable", today=BOOK_DAY)
        lists.onboarding(ADA, "all", today=BOOK_DAY)
        lists.onboarding(ADA, "all median by tier", today=BOOK_DAY)
        return len(sent)

    assert asked(range(1, 3)) == asked(range(3, 40))
