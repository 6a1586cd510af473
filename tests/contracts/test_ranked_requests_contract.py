"""What the database weighs is what the formula says: every order, every filter, on a book of many kinds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest
from health_book import NOW, TODAY, standing
from renewal_samples import renewal
from shelves import Shelf

from domain.accounts import Account, AccountStatus, Money
from domain.feedback.asks import Ask
from domain.feedback.list_words import RequestTrait
from domain.feedback.listing import RANKINGS, AskedSums, RequestOrder, Weighing
from domain.feedback.ports import RequestFilter
from domain.feedback.priority import SHIPPED_PRIORITY, Weight
from domain.feedback.request import Asker, Importance, ProductArea, Request, RequestState, Voice
from domain.health.model import Band
from domain.money import ExchangeRates

ACCOUNTS, REQUESTS = 9, 24
RATES = ExchangeRates("USD", {"EUR": Decimal("1.1"), "JPY": Decimal("0.0067")}, {})
RULES = replace(SHIPPED_PRIORITY, points={**SHIPPED_PRIORITY.points, Weight.AGE: 0.7})
BY = Weighing(RULES, RATES, TODAY, 100)
OPEN = frozenset({RequestState.NEW, RequestState.PLANNED})
FILTERS = [
    pytest.param(RequestFilter(), id="open ones"),
    pytest.param(RequestFilter(is_open=None), id="all"),
    pytest.param(RequestFilter(is_open=None, area=2, states=OPEN), id="an area and states"),
    pytest.param(RequestFilter(is_open=None, traits=frozenset({RequestTrait.MUST})), id="must"),
    pytest.param(RequestFilter(traits=frozenset({RequestTrait.BLOCKING, RequestTrait.PROSPECTS})), id="two traits"),
    pytest.param(RequestFilter(account=3), id="an account"),
    pytest.param(RequestFilter(is_open=None, by="U3", owner="U9"), id="people"),
    pytest.param(RequestFilter(is_open=None, numbers=(2, 3, 5, 7, 11)), id="numbers"),
    pytest.param(RequestFilter(areas=(1,), asked_from=NOW - timedelta(days=200)), id="areas, and not long ago"),
    pytest.param(RequestFilter(asked_before=NOW - timedelta(days=100)), id="long ago"),
    pytest.param(RequestFilter(is_open=None, numbers=()), id="none of them"),
]


def fill(shelf: Shelf) -> None:
    """The same book each time: currencies, colours, days and voices in every mixture."""
    dice = Random(4)
    for number in range(1, ACCOUNTS + 1):
        shelf.put(Account(number, f"A{number}", AccountStatus.CHURNED if number == ACCOUNTS else AccountStatus.LIVE))
        money = Money(dice.randint(1, 90) * 1_000_00, dice.choice(("USD", "EUR", "JPY", "CHF")))
        band = dice.choice(list(Band))
        if number > 1:
            shelf.put_standing(replace(standing(number), arr=(money,), band=band))
        if number % 3:
            shelf.renew(renewal(number, due_on=TODAY + timedelta(days=dice.randint(-20, 250))))
    with shelf.library.writing() as book:
        for area in (1, 2):
            book.feedback.save_area(ProductArea(0, f"Area {area}", f"C{area}", "U9"))
        for number in range(1, REQUESTS + 1):
            at = NOW - timedelta(days=dice.randint(0, 300))
            state = dice.choice((*OPEN, RequestState.SHIPPED))
            decided = None if state is RequestState.NEW else at + timedelta(days=dice.randint(0, 9))
            owner = dice.choice(("U9", None))
            book.feedback.add(Request(0, f"R{number}", "", 1 + number % 2, "U1", at, state, owner, decided_at=decided))
            for _ in range(dice.randint(0, 5)):
                book.feedback.add_voice(voice(number, dice))


def voice(request: int, dice: Random) -> Voice:
    asker = dice.choice((*(Asker.ACCOUNT,) * 4, Asker.PROSPECT, Asker.INTERNAL))
    account = dice.randint(1, ACCOUNTS) if asker is Asker.ACCOUNT else None
    name = dice.choice(("Lead", "lead", "云帆")) if asker is Asker.PROSPECT else ""
    importance, blocks = dice.choice(list(Importance)), dice.random() < 0.2
    by = dice.choice(("U2", "U3"))
    return Voice(0, request, asker, by, NOW, importance, account, name, blocks_renewal=blocks)


@pytest.mark.parametrize("wanted", FILTERS)
def test_requests_are_ranked_as_the_formula_says(shelf: Shelf, wanted: RequestFilter) -> None:
    fill(shelf)

    with shelf.library.reading() as book:
        found = list(book.feedback.found(wanted))
        weighed = {each.id: BY.of(each, list(book.feedback.voices_now([each.id]))) for each in found}
        ranked = {order: list(book.feedback.ranked(wanted, order, BY)) for order in RequestOrder}

    for order in RequestOrder:
        expected = sorted(found, key=lambda each: RANKINGS[order](each, weighed[each.id]))
        assert [each.id for each in ranked[order]] == [each.id for each in expected], order


@pytest.mark.parametrize("wanted", FILTERS)
def test_everybody_who_asks_is_in_the_sums_once(shelf: Shelf, wanted: RequestFilter) -> None:
    fill(shelf)

    with shelf.library.reading() as book:
        found = list(book.feedback.found(wanted))
        voices = [each for each in book.feedback.voices_now([each.id for each in found]) if each.account]
        sums = book.feedback.sums(wanted)

    amounts: dict[str, int] = {}
    for money in {each.account: each.arr for each in voices}.values():
        if money:
            amounts[money.currency] = amounts.get(money.currency, 0) + money.minor
    expected = AskedSums(
        len(found),
        len({each.account for each in voices}),
        len({each.account for each in voices if each.importance is Importance.MUST}),
        len({each.account for each in voices if each.blocks_renewal}),
        tuple(Money(minor, currency) for currency, minor in sorted(amounts.items())),
    )
    assert replace(sums, arr=tuple(sorted(sums.arr, key=lambda money: money.currency))) == expected


def test_a_page_is_a_part_of_the_whole_order(shelf: Shelf) -> None:
    fill(shelf)

    with shelf.library.reading() as book:
        whole = list(book.feedback.ranked(RequestFilter(), RequestOrder.WEIGHT, BY))
        page = list(book.feedback.ranked(RequestFilter(), RequestOrder.WEIGHT, BY, offset=3, limit=4))

    assert page == whole[3:7]


def test_what_accounts_ask_for_stands_by_its_weight(shelf: Shelf) -> None:
    fill(shelf)

    with shelf.library.reading() as book:
        asks = book.feedback.asks_of([2, 3, 77], BY)
        expected = {}
        for account in (2, 3):
            ranked = book.feedback.ranked(RequestFilter(account=account), RequestOrder.WEIGHT, BY)
            mine = {each.id: [v for v in book.feedback.voices(each.id) if v.account == account] for each in ranked}
            expected[account] = [
                Ask(each.id, each.title, any(voice.blocks_renewal for voice in mine[each.id])) for each in ranked
            ]

    assert {account: list(found) for account, found in asks.items()} == expected
    assert any(ask.blocks_renewal for ask in asks[2])
    assert all(len(found) > 1 for found in asks.values())
