"""What an account asks for, on its card and beside its renewal."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from health_samples import WEI, standing
from renewal_book import DANA, NOON, TODAY, RenewalLibrary, lists_of, renewal, row

from bot.services.account_asks import AccountAsks
from bot.services.health import Health
from domain.accounts import Account
from domain.feedback.asks import Ask
from domain.feedback.request import Asker, Importance, ProductArea, Request, RequestState, Voice
from domain.health_answer import CardAnswer
from domain.renewals.answer import ListedRenewals


@pytest.fixture
def book() -> RenewalLibrary:
    """Account 101 asks for a nicety and for something its renewal hangs on; what it got is no ask any more."""
    book = RenewalLibrary()
    book.put(row(1, renewal_=renewal(1, due_on=TODAY + timedelta(days=9))), row(2))
    book.tables.areas[1] = ProductArea(1, "Reports", "C1", "U1")
    for number, state in ((1, RequestState.NEW), (2, RequestState.PLANNED), (3, RequestState.SHIPPED)):
        book.tables.requests[number] = Request(number, f"Wish {number}", "", 1, "U1", NOON, state)
        voice = Voice(number, number, Asker.ACCOUNT, "U1", NOON, Importance.NICE, 101, blocks_renewal=number == 2)
        book.tables.voices.append(voice)
    return book


ASKS = [Ask(2, "Wish 2", blocks_renewal=True), Ask(1, "Wish 1")]


def test_a_renewals_row_says_what_the_account_asks_for(book: RenewalLibrary) -> None:
    answer = lists_of(book).answer(DANA, "", today=TODAY)

    assert isinstance(answer, ListedRenewals)
    assert {line.row.renewal.id: list(line.asks) for line in answer.lines} == {1: ASKS, 2: []}


def test_a_card_says_what_the_account_asks_for(book: RenewalLibrary) -> None:
    book.tables.accounts[7] = Account(7, "Blue")
    book.tables.standings[7] = standing(account=7, name="Blue")
    book.tables.voices.append(Voice(9, 1, Asker.ACCOUNT, "U1", NOON, Importance.NICE, 7))
    health = Health(book, AccountAsks("USD"))

    answer = health.account(WEI, "7", today=TODAY)
    book.tables.requests[1] = replace(book.tables.requests[1], state=RequestState.DECLINED)
    nothing = health.account(WEI, "7", today=TODAY)
    looked_up = Health(book).account(WEI, "7", today=TODAY)

    assert isinstance(answer, CardAnswer)
    assert isinstance(nothing, CardAnswer)
    assert isinstance(looked_up, CardAnswer)
    assert list(answer.asks) == [Ask(1, "Wish 1")]
    assert (nothing.asks, looked_up.asks) == ((), ())
