from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from renewal_book import ADA, ANA, DANA, NOON, PRODUCT, SAID, TODAY, VIEWER, WEI, RenewalLibrary, lists_of, renewal, row

from domain.accounts import Money
from domain.errors import NotAllowedError
from domain.filter_words import HelpWanted, NotUnderstood, Scope
from domain.health.model import Band
from domain.health.trend import Arrow
from domain.permissions import Member, Role
from domain.renewals.answer import ListedRenewals, RenewalsExport, UndatedAccounts
from domain.renewals.ports import Reminder
from domain.renewals.renewal import Outcome, OutcomeKind

WON = Outcome(OutcomeKind.RENEWED, date(2026, 11, 2), Money(50_000_00, "USD"), "U0DANA", NOON)


@pytest.fixture
def book() -> RenewalLibrary:
    """Two of Dana's and one of Wei's in the window; one of each kind that stands elsewhere."""
    book = RenewalLibrary()
    book.put(
        row(1, renewal_=renewal(1, due_on=TODAY + timedelta(days=90))),
        row(2, renewal_=renewal(2, due_on=TODAY), band=None, shown=None, trend=None, policy_version=None),
        row(3, owner="U0WEI", segment="Mid Market"),
        row(4, renewal_=renewal(4, snoozed_until=date(2026, 12, 1))),
        row(5, renewal_=renewal(5, outcome=WON)),
        row(6, renewal_=renewal(6, due_on=TODAY - timedelta(days=1), forecast=None)),
        row(7, renewal_=renewal(7, due_on=TODAY + timedelta(days=91))),
    )
    return book


def listed(book: RenewalLibrary, text: str = "", asker: Member = DANA) -> ListedRenewals:
    answer = lists_of(book).answer(asker, text, today=TODAY)
    assert isinstance(answer, ListedRenewals)
    return answer


def numbers(answer: ListedRenewals | RenewalsExport) -> list[int]:
    return [line.row.renewal.id for line in answer.lines]


def test_a_list_holds_the_open_ones_of_its_window_by_day_and_the_sums_the_rest(book: RenewalLibrary) -> None:
    answer = listed(book)

    assert numbers(answer) == [2, 1]
    assert (answer.head.sums.open, answer.head.sums.closed, answer.head.sums.snoozed) == (3, 1, 1)
    assert (answer.head.overdue, answer.total, answer.offset) == (1, 2, 0)
    assert answer.head.sums.due == (Money(4 * 48_000_00, "USD"),)


@pytest.mark.parametrize(
    ("asker", "minutes", "by", "may_undo"),
    [
        pytest.param(DANA, 10, "U0DANA", True, id="who closed it, within ten minutes"),
        pytest.param(DANA, 11, "U0DANA", False, id="later"),
        pytest.param(ADA, 1, "U0DANA", True, id="an admin"),
        pytest.param(WEI, 1, "U0DANA", False, id="another CSM"),
        pytest.param(DANA, 1, "import", False, id="closed by what the book shows"),
    ],
)
def test_a_closing_may_be_taken_back_from_the_list(
    book: RenewalLibrary, asker: Member, minutes: int, by: str, *, may_undo: bool
) -> None:
    book.put(row(8, renewal_=renewal(8, outcome=replace(WON, by=by, at=NOON - timedelta(minutes=minutes)))))

    lines = {line.row.renewal.id: line for line in listed(book, "closed all", asker).lines}

    assert lines[8].may_undo is may_undo


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("all", [2, 3, 1]),
        ("<@U0WEI>", [3]),
        ("@wei", [3]),
        ("team", [2, 3, 1]),
        ("overdue", [6]),
        ("snoozed", [4]),
        ("closed", [5]),
        ("all segment:'Mid Market'", [3]),
        ("grey", [2]),
        ("red", [1]),
        ("probable", [2, 1]),
        ("commit", []),
        ("overdue unforecast", [6]),
        ("unforecast", []),
        ("tier:tech", []),
        ("91", [2, 1, 7]),
    ],
)
def test_windows_and_filters_choose_the_rows(book: RenewalLibrary, text: str, rows: list[int]) -> None:
    assert numbers(listed(book, text)) == rows


@pytest.mark.parametrize(
    ("asker", "scope"),
    [
        pytest.param(DANA, Scope.MINE, id="who owns accounts sees those"),
        pytest.param(ANA, Scope.TEAM, id="who leads and owns none sees the team"),
        pytest.param(replace(ANA, role=Role.DIRECTOR), Scope.TEAM, id="a director too"),
        pytest.param(ADA, Scope.ALL, id="an admin sees everything"),
        pytest.param(VIEWER, Scope.ALL, id="a viewer too"),
        pytest.param(replace(DANA, slack_id="U0NEW"), Scope.MINE, id="a new CSM has an empty book"),
        pytest.param(replace(DANA, role=Role.ADMIN), Scope.MINE, id="an admin who owns accounts sees those"),
    ],
)
def test_whose_renewals_are_meant_depends_on_who_asks(book: RenewalLibrary, asker: Member, scope: Scope) -> None:
    assert listed(book, asker=asker).wanted.scope is scope


def test_who_only_has_unscored_accounts_owns_some_too(book: RenewalLibrary) -> None:
    book.tables.standings.clear()

    assert listed(book, asker=replace(DANA, role=Role.ADMIN)).wanted.scope is Scope.MINE


def test_overdue_ones_are_not_told_twice(book: RenewalLibrary) -> None:
    assert listed(book, "overdue").head.overdue == 0


def test_a_row_has_its_arrow_its_latest_reminder_and_whether_it_may_be_changed(book: RenewalLibrary) -> None:
    first, latest = (Reminder(1, days, TODAY - timedelta(days=ago), NOON) for days, ago in ((90, 30), (60, 2)))
    book.tables.reminders = {(made.renewal, made.days_before): made for made in (latest, first)}

    [unscored, line] = listed(book).lines

    assert (line.arrow, line.reminder, line.may_change) == (Arrow.DOWN, latest, True)
    assert (unscored.arrow, unscored.reminder) == (None, None)


@pytest.mark.parametrize(
    ("asker", "may_change"),
    [(DANA, [True, False, True]), (ANA, [True, True, True]), (ADA, [True, True, True]), (VIEWER, [False] * 3)],
)
def test_who_may_change_a_row(book: RenewalLibrary, asker: Member, may_change: list[bool]) -> None:
    assert [line.may_change for line in listed(book, "all", asker).lines] == may_change


def test_pages_of_eight_follow_each_other(book: RenewalLibrary) -> None:
    book.put(*(row(number) for number in range(10, 20)))
    lists = lists_of(book)

    second = lists.page(DANA, "8 90 me", today=TODAY)
    past_the_end = lists.page(DANA, "800 90 me", today=TODAY)

    assert isinstance(second, ListedRenewals)
    assert (second.offset, len(second.lines), second.total) == (8, 4, 12)
    assert past_the_end == second


@pytest.mark.parametrize("asked", ["", "red", "-1 red", "８ red", "0 help"])
def test_a_page_that_somebody_made_up_is_not_understood(book: RenewalLibrary, asked: str) -> None:
    assert lists_of(book).page(DANA, asked, today=TODAY) == NotUnderstood(asked)


def test_live_accounts_without_a_date_are_counted_and_listed(book: RenewalLibrary) -> None:
    book.put_undated(12)
    lists = lists_of(book)

    first, second = lists.answer(DANA, "undated", today=TODAY), lists.page(DANA, "10 undated", today=TODAY)

    assert listed(book).head.undated == 13, "twelve that never had one, and one whose only renewal is closed"
    assert isinstance(first, UndatedAccounts)
    assert isinstance(second, UndatedAccounts)
    assert [len(first.page.accounts), len(second.page.accounts), second.offset] == [10, 3, 10]


def test_a_place_past_the_end_of_what_has_no_day_is_the_last_page(book: RenewalLibrary) -> None:
    book.put_undated(12)

    found = lists_of(book).page(DANA, "99990 undated", today=TODAY)

    assert isinstance(found, UndatedAccounts)
    assert (found.offset, len(found.page.accounts)) == (10, 3)


def test_a_slip_and_help_need_no_book(book: RenewalLibrary) -> None:
    lists = lists_of(book)

    assert lists.answer(PRODUCT, "help", today=TODAY) == HelpWanted()
    assert lists.answer(DANA, "overdu", today=TODAY) == NotUnderstood("overdu", "overdue", "overdue")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("@wie 30", NotUnderstood("@wie", "@wei", "30 <@U0WEI>")),
        ("@nobody", NotUnderstood("@nobody")),
    ],
)
def test_a_person_who_is_no_member_is_said_back(book: RenewalLibrary, typed: str, found: NotUnderstood) -> None:
    lists = lists_of(book)

    assert lists.answer(DANA, typed, today=TODAY) == found
    assert lists.export(DANA, typed, today=TODAY) == found


def test_two_members_of_one_name_are_nobody(book: RenewalLibrary) -> None:
    book.tables.members["U0WEI2"] = replace(WEI, slack_id="U0WEI2")

    assert lists_of(book).answer(DANA, "@wei", today=TODAY) == NotUnderstood("@wei")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param("", [2, 4, 5, 1], id="all that the sums hold"),
        pytest.param("snoozed", [4], id="only snoozed ones"),
        pytest.param("closed", [5], id="only closed ones"),
    ],
)
def test_an_export_holds_what_the_sums_hold(book: RenewalLibrary, text: str, rows: list[int]) -> None:
    export = lists_of(book).export(DANA, text, today=TODAY)

    assert isinstance(export, RenewalsExport)
    assert numbers(export) == rows
    assert export.names["U0WEI"] == "Wei Zhang"


def test_an_export_of_a_made_up_question_is_not_understood(book: RenewalLibrary) -> None:
    assert lists_of(book).export(DANA, "help", today=TODAY) == NotUnderstood("help")


def test_who_may_not_read_gets_nothing(book: RenewalLibrary) -> None:
    lists = lists_of(book)

    for ask in (lists.answer, lists.page, lists.export):
        with pytest.raises(NotAllowedError):
            ask(PRODUCT, "0 90", today=TODAY)


def test_a_grey_list_counts_grey_overdue_ones_only(book: RenewalLibrary) -> None:
    book.put(row(8, renewal_=renewal(8, due_on=date(2026, 10, 1), forecast=SAID), band=Band.GREY))

    assert listed(book, "grey").head.overdue == 1
