"""`/cs touches`: whose accounts, and what of one of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from health_book import STANDING
from touch_desk import ADA, DANA, EYES, LIN, OMAR, PRIYA, TODAY, Touching

from domain.accounts import Account
from domain.errors import AccountNotFoundError, NotAllowedError, OutsideBookError
from domain.filter_words import HelpWanted, Scope
from domain.permissions import Member
from domain.touchpoints.answer import CadenceList, TouchHistory


@pytest.fixture
def desk() -> Touching:
    return Touching()


def listed(desk: Touching, asker: Member, text: str = "", offset: int = 0) -> CadenceList:
    found = desk.lists.listed(asker, text, today=TODAY, offset=offset)
    assert isinstance(found, CadenceList)
    return found


@pytest.mark.parametrize(
    ("asker", "text", "scope", "accounts"),
    [
        pytest.param(DANA, "", Scope.MINE, [1, 2], id="mine"),
        pytest.param(OMAR, "", Scope.TEAM, [1, 2], id="of who has no accounts, the team's"),
        pytest.param(EYES, "", Scope.ALL, [1, 2, 3], id="of who only looks, all"),
        pytest.param(ADA, "all", Scope.ALL, [1, 2, 3], id="all"),
        pytest.param(OMAR, "me", Scope.MINE, [], id="none"),
        pytest.param(OMAR, "<@U0LIN>", None, [3], id="a colleague's"),
        pytest.param(OMAR, "@lin", None, [3], id="a colleague's by name"),
        pytest.param(LIN, "", Scope.MINE, [3], id="of who sees their own"),
    ],
)
def test_whose_accounts_depends_on_the_words_and_on_who_asks(
    desk: Touching, asker: Member, text: str, scope: Scope | None, accounts: list[int]
) -> None:
    found = listed(desk, asker, text)

    assert (found.wanted.scope, [each.account for each in found.page.standings]) == (scope, accounts)


@pytest.mark.parametrize("text", ["all", "team", "<@U0DANA>", "acme"])
def test_who_sees_their_own_book_asks_for_no_other(desk: Touching, text: str) -> None:
    with pytest.raises(OutsideBookError):
        desk.lists.listed(LIN, text, today=TODAY)


def test_who_may_not_read_the_book_reads_no_list(desk: Touching) -> None:
    with pytest.raises(NotAllowedError):
        desk.lists.listed(PRIYA, "", today=TODAY)
    with pytest.raises(NotAllowedError):
        desk.lists.of_account(PRIYA, "1", today=TODAY)
    assert desk.lists.listed(PRIYA, "help", today=TODAY) == HelpWanted()


def test_a_page_that_is_not_there_any_more_is_the_last(desk: Touching) -> None:
    for number in range(4, 12):
        desk.library.tables.accounts[number] = Account(number, f"Acme {number}", owner="U0DANA")
        desk.library.tables.standings[number] = replace(STANDING, account=number)

    assert (listed(desk, DANA, offset=16).offset, len(listed(desk, DANA, offset=16).page.standings)) == (8, 2)
    assert listed(desk, DANA, "overdue", offset=8).offset == 0


def test_one_account_has_its_touchpoints_with_what_the_reader_may_change(desk: Touching) -> None:
    for number in range(7):
        desk.log(key=f"V{number}")
    imported = desk.log(PRIYA, key="V9").touchpoint
    desk.library.tables.touchpoints.pop((1, "slack:V9"))
    desk.library.tables.touchpoints[1, "crm-9"] = replace(imported, key="crm-9")

    found = desk.lists.listed(DANA, "acme", today=TODAY)
    second = desk.lists.of_account(OMAR, "1", today=TODAY, offset=12)

    assert isinstance(found, TouchHistory)
    assert (found.account.name, found.page.total, found.standing and found.standing.account) == ("Acme", 8, 1)
    assert found.may_edit == frozenset({7, 6, 5, 4, 3})
    assert (second.offset, second.may_edit) == (6, frozenset({1, 2}))
    assert desk.lists.of_account(EYES, "1", today=TODAY).may_edit == frozenset()


@pytest.mark.parametrize("typed", ["zzzz", "@nobody"])
def test_an_account_that_is_not_there_is_said_so(desk: Touching, typed: str) -> None:
    with pytest.raises(AccountNotFoundError):
        desk.lists.listed(DANA, typed, today=TODAY)
    with pytest.raises(AccountNotFoundError):
        desk.lists.of_account(DANA, "99", today=TODAY)
