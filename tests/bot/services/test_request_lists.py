"""`/cs requests`: what is listed, in which order, and what is named to whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fakes import FakeLibrary
from health_book import standing

from bot.services.request_lists import PAGE, RequestLists
from domain.accounts import Account, Money
from domain.errors import AccountNotFoundError, OutsideBookError, RequestNotFoundError
from domain.feedback.list_answer import (
    HelpOnRequests,
    ListedRequests,
    RequestDetail,
    RequestsExport,
    RequestWordUnknown,
)
from domain.feedback.list_words import RequestScope
from domain.feedback.listing import AskedSums
from domain.feedback.question import RequestsWanted
from domain.feedback.request import Asker, Importance, ProductArea, Request, RequestState, Voice
from domain.feedback.states import RequestAction, RequestStep
from domain.filter_words import NotUnderstood
from domain.permissions import BookScope, Member, Role

NOW = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
TODAY = NOW.date()
DANA = Member("U0DANA", "Dana", Role.CSM)
LIMITED = replace(DANA, sees=BookScope.OWN)
PRIYA = Member("U0PRIYA", "Priya Nair", Role.PRODUCT)
VIEWER = Member("U0EYES", "Eyes", Role.VIEWER)


@pytest.fixture
def library() -> FakeLibrary:
    """Acme is Dana's and asks for 1 and 2, Blue Harbor and 云帆 are Lin's and ask for 2 and 3."""
    library = FakeLibrary()
    tables = library.tables
    for member in (DANA, PRIYA, Member("U0LIN", "Lin", Role.CSM)):
        tables.members[member.slack_id] = member
    for number, name, owner in ((1, "Acme", "U0DANA"), (2, "Blue Harbor", "U0LIN"), (3, "云帆", "U0LIN")):
        tables.accounts[number] = Account(number, name, owner=owner)
        tables.standings[number] = replace(standing(number), arr=(Money(number * 10_000_00, "USD"),))
    tables.areas[1] = ProductArea(1, "Reports", "C0REPORTS", "U0PRIYA")
    tables.areas[2] = ProductArea(2, "Access", "C0ACCESS", "U0PRIYA", is_default=True)
    put(library, 1, "Export the list to Excel", area=1)
    put(library, 2, "Single sign on", owner="U0PRIYA")
    put(library, 3, "Dark mode", state=RequestState.SHIPPED)
    say(library, 1, 1, by="U0DANA", blocks_renewal=True)
    say(library, 2, 1, quote="We need SAML")
    say(library, 2, 2, importance=Importance.MUST, quote="Our auditors insist")
    say(library, 3, 3)
    return library


def put(library: FakeLibrary, number: int, title: str, **said: Any) -> None:
    made = Request(number, title, "", 2, "U0LEE", NOW - timedelta(days=number))
    library.tables.requests[number] = replace(made, **said)


def say(library: FakeLibrary, request: int, account: int | None, **said: Any) -> None:
    asker = Asker.ACCOUNT if account else Asker.PROSPECT
    made = Voice(len(library.tables.voices) + 1, request, asker, "U0LEE", NOW, Importance.NICE, account)
    library.tables.voices.append(replace(made, **said))


def lists(library: FakeLibrary) -> RequestLists:
    return RequestLists(library, "USD")


def listed(library: FakeLibrary, text: str = "", by: Member = PRIYA) -> ListedRequests:
    answer = lists(library).answer(by, text, today=TODAY)
    assert isinstance(answer, ListedRequests)
    return answer


def numbers(library: FakeLibrary, text: str = "", by: Member = PRIYA) -> list[int]:
    return [look.request.id for look in listed(library, text, by).looks]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("", [2, 1], id="open ones, the weightiest first"),
        pytest.param("all", [2, 1, 3], id="all"),
        pytest.param("shipped", [3], id="shipped"),
        pytest.param("reports", [1], id="an area"),
        pytest.param("must", [2], id="must"),
        pytest.param("blocking", [1], id="blocking"),
        pytest.param("prospects", [], id="prospects"),
        pytest.param("<@U0PRIYA>", [2], id="who decides"),
        pytest.param("@priya", [2], id="who decides, by name"),
        pytest.param("all account:acme", [2, 1], id="an account by its name"),
        pytest.param("all account:#3", [3], id="an account by its id"),
        pytest.param("云帆 all", [3], id="an account's name alone"),
        pytest.param("single sign-on", [2], id="other words are looked for"),
        pytest.param("mode all", [3], id="half a meaning is looked for by its letters"),
        pytest.param("sort:newest all", [3, 2, 1], id="the newest first"),
        pytest.param("sort:age all", [3, 2, 1], id="the oldest first"),
        pytest.param("sort:arr all", [2, 3, 1], id="by ARR"),
        pytest.param("导出 excel sort:weight", [1], id="looked for, then by weight"),
    ],
)
def test_what_was_asked_for_is_listed(library: FakeLibrary, text: str, found: list[int]) -> None:
    assert numbers(library, text) == found


def test_my_own_stand_there_whatever_became_of_them_the_newest_first(library: FakeLibrary) -> None:
    put(library, 4, "Offline", state=RequestState.DECLINED)
    say(library, 4, None, by="U0DANA", name="Lead")

    assert numbers(library, "mine", by=DANA) == [4, 1]
    assert numbers(library, "mine open", by=DANA) == [1]
    assert numbers(library, "mine", by=VIEWER) == []


def test_the_sums_are_of_all_pages_and_count_each_account_once(library: FakeLibrary) -> None:
    answer = listed(library)

    assert answer.sums == AskedSums(2, accounts=2, must=1, blocks=1, arr=(Money(30_000_00, "USD"),))
    assert answer.arr == (Money(30_000_00, "USD"),)


def test_pages_keep_their_filters_and_end_with_the_last(library: FakeLibrary) -> None:
    for number in range(10, 10 + PAGE):
        put(library, number, f"Wish {number}")
    desk = lists(library)

    second = desk.page(PRIYA, f"{PAGE} open area:Access sort:newest", today=TODAY)
    beyond = desk.page(PRIYA, f"{10 * PAGE} open area:Access sort:newest", today=TODAY)

    assert isinstance(second, ListedRequests)
    assert (second.offset, second.total, [look.request.id for look in second.looks]) == (PAGE, PAGE + 1, [2])
    assert second.wanted.area == "Access"
    assert beyond == second


@pytest.mark.parametrize("asked", ["help", "x open", "0 12", "0 help"])
def test_a_button_that_was_changed_is_not_understood(library: FakeLibrary, asked: str) -> None:
    answer = lists(library).page(PRIYA, asked, today=TODAY)

    assert answer == RequestWordUnknown(NotUnderstood(asked), ["Access", "Reports"])


def test_help_names_the_areas(library: FakeLibrary) -> None:
    assert lists(library).answer(PRIYA, "help", today=TODAY) == HelpOnRequests(["Access", "Reports"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("sort:wieght", NotUnderstood("sort:wieght", "sort:weight", "sort:weight"), id="a slip"),
        pytest.param("shippd", NotUnderstood("shippd", "shipped", "open shipped"), id="looked for in vain"),
        pytest.param("@pria", NotUnderstood("@pria", "@priya", "<@U0PRIYA>"), id="a person misspelt"),
        pytest.param(
            "account:acne", NotUnderstood('account:"acne"', 'account:"Acme"', 'account:"#1"'), id="an account misspelt"
        ),
    ],
)
def test_what_is_not_understood_is_said_with_what_is_nearest(
    library: FakeLibrary, text: str, found: NotUnderstood
) -> None:
    assert lists(library).answer(PRIYA, text, today=TODAY) == RequestWordUnknown(found, ["Access", "Reports"])


def test_of_several_accounts_the_likest_is_offered_and_of_none_nothing(library: FakeLibrary) -> None:
    library.tables.accounts[4] = Account(4, "Acme", owner="U0LIN")
    several = lists(library).answer(PRIYA, "account:acme", today=TODAY)
    library.tables.accounts.clear()

    assert isinstance(several, RequestWordUnknown)
    assert several.found.nearest == 'account:"Acme"'
    none = lists(library).answer(PRIYA, "account:acme", today=TODAY)
    assert isinstance(none, RequestWordUnknown)
    assert none.found == NotUnderstood('account:"acme"')
    with pytest.raises(AccountNotFoundError):
        lists(library).answer(PRIYA, "account:#7", today=TODAY)
    with pytest.raises(AccountNotFoundError):
        lists(library).answer(PRIYA, "account:#x", today=TODAY)


def test_nothing_like_it_is_an_empty_list(library: FakeLibrary) -> None:
    answer = listed(library, "hovercraft")

    assert (answer.looks, answer.total, answer.wanted) == (
        [],
        0,
        RequestsWanted(scope=RequestScope.OPEN, search="hovercraft"),
    )


def test_one_request_stands_there_with_its_life(library: FakeLibrary) -> None:
    steps = [RequestStep(2, NOW, RequestAction.SUBMIT, "U0LEE"), RequestStep(2, NOW, RequestAction.TAKE, "U0PRIYA")]
    library.tables.request_steps += steps

    typed = lists(library).answer(PRIYA, "#2", today=TODAY)
    pressed = lists(library).detail(PRIYA, "2", today=TODAY)

    assert typed == pressed
    assert isinstance(typed, RequestDetail)
    assert ([voice.name for voice in typed.look.asking], typed.unseen, typed.steps) == (
        ["Acme", "Blue Harbor"],
        0,
        steps,
    )


@pytest.mark.parametrize("number", ["7", "x", ""])
def test_a_request_there_is_not_is_said(library: FakeLibrary, number: str) -> None:
    with pytest.raises(RequestNotFoundError):
        lists(library).detail(PRIYA, number, today=TODAY)


class TestWhoSeesTheirOwnAccountsOnly:
    """Others ask and count all the same; they are not named, nor is what they said."""

    def test_in_one_request(self, library: FakeLibrary) -> None:
        whole = lists(library).detail(DANA, "2", today=TODAY)
        seen = lists(library).detail(LIMITED, "2", today=TODAY)

        assert [voice.name for voice in seen.look.asking] == ["Acme"]
        assert [voice.quote for voice in seen.look.voices] == ["We need SAML"]
        assert seen.unseen == 1
        assert seen.look.priority == whole.look.priority

    def test_in_the_export(self, library: FakeLibrary) -> None:
        export = lists(library).export(LIMITED, "all", today=TODAY)

        assert isinstance(export, RequestsExport)
        named = {each.look.request.id: ([v.name for v in each.look.asking], each.unseen) for each in export.details}
        assert named == {1: (["Acme"], 0), 2: (["Acme"], 1), 3: ([], 1)}

    def test_in_sums_and_weights(self, library: FakeLibrary) -> None:
        assert listed(library, by=LIMITED).sums == listed(library).sums
        assert numbers(library, by=LIMITED) == numbers(library)

    @pytest.mark.parametrize("text", ["account:云帆", "account:#3"])
    def test_when_they_ask_for_another_account(self, library: FakeLibrary, text: str) -> None:
        with pytest.raises(OutsideBookError):
            lists(library).answer(LIMITED, text, today=TODAY)

    def test_another_accounts_name_alone_is_looked_for_like_any_word(self, library: FakeLibrary) -> None:
        assert listed(library, "云帆 all", by=LIMITED).account == ""


def test_an_export_has_all_pages_and_peoples_names(library: FakeLibrary) -> None:
    for number in range(10, 10 + PAGE):
        put(library, number, f"Wish {number}")

    export = lists(library).export(PRIYA, "open", today=TODAY)

    assert isinstance(export, RequestsExport)
    assert len(export.details) == PAGE + 2
    assert export.people["U0PRIYA"] == "Priya Nair"


@pytest.mark.parametrize("text", ["sort:zzz", "help", "12"])
def test_an_export_of_what_is_not_understood_is_none(library: FakeLibrary, text: str) -> None:
    assert isinstance(lists(library).export(PRIYA, text, today=TODAY), RequestWordUnknown)
