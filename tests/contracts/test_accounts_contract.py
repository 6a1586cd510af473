from __future__ import annotations

from datetime import date

import pytest
from shelves import Shelf

from domain.accounts import Account, AccountMatch, AccountStatus, Cover, Tier

ACME = Account(
    id=1,
    name="Acme Industrial Holdings",
    status=AccountStatus.ONBOARDING,
    tier=Tier.HIGH,
    aliases=("AIH", "阿克梅"),
    domains=("acme.example",),
    external_ids=(("crm", "SF-0012"),),
    segment="enterprise",
    industry="machines",
    stars=3,
    owner="U1",
    cover=Cover("U2", date(2026, 9, 1), date(2026, 9, 14)),
    seller="U3",
    tags=("pilot", "重点"),
    customer_since=date(2024, 2, 29),
    went_live_on=date(2024, 5, 1),
    first_value_on=date(2024, 6, 1),
)


def test_an_account_comes_back_as_it_was_put_in(shelf: Shelf) -> None:
    shelf.put(ACME)

    with shelf.library.reading() as book:
        assert (book.accounts.by_id(1), book.accounts.by_id(2)) == (ACME, None)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("acme industrial holdings", id="name"),
        pytest.param("ＡＩＨ", id="alias in full width"),
        pytest.param("阿克梅", id="Chinese alias"),
        pytest.param("Acme.Example", id="domain"),
        pytest.param("sf-0012", id="external id"),
        pytest.param("jane.doe@acme.example", id="somebody's e-mail address"),
        pytest.param("https://www.acme.example/pricing?plan=2", id="link"),
    ],
)
def test_any_word_of_an_account_is_exact_once_normalised(shelf: Shelf, typed: str) -> None:
    shelf.put(ACME)
    shelf.put(Account(2, "Acme"))

    with shelf.library.reading() as book:
        assert list(book.accounts.exact(typed)) == [AccountMatch(1, ACME.name, 1.0, exact=True, owner="U1")]


def test_an_account_that_is_called_like_an_address_is_found_by_all_of_it(shelf: Shelf) -> None:
    shelf.put(ACME)
    shelf.put(Account(2, "www.acme.example"))

    with shelf.library.reading() as book:
        assert [match.account for match in book.accounts.exact("www.acme.example")] == [2]


def test_two_accounts_of_one_name_are_both_exact(shelf: Shelf) -> None:
    shelf.put(Account(1, "Acme"))
    shelf.put(Account(2, "ACME"))

    with shelf.library.reading() as book:
        assert {match.account for match in book.accounts.exact("acme")} == {1, 2}


def test_a_misspelt_name_finds_the_account_first(shelf: Shelf) -> None:
    for number, name in enumerate(["Northwind Traders", "Harbor Foods", "Globex Ltd."], start=1):
        shelf.put(Account(number, name, owner=f"U{number}"))

    with shelf.library.reading() as book:
        best, *_ = book.accounts.like("Globx", limit=3)
    assert (best.account, best.name, best.exact, best.owner) == (3, "Globex Ltd.", False, "U3")
    assert 0.8 < best.likeness < 1.0


def test_no_more_accounts_are_like_a_name_than_asked_for(shelf: Shelf) -> None:
    for number in range(1, 6):
        shelf.put(Account(number, f"Branch {number}"))

    with shelf.library.reading() as book:
        best, _second = book.accounts.like("Branch 3", limit=2)
    assert best.account == 3


def test_of_some_accounts_alone_the_nearest_is_found_however_near_others_are(shelf: Shelf) -> None:
    for number in range(1, 61):
        shelf.put(Account(number, f"Branch {number}"))
    shelf.put(Account(99, "Brunch"))

    with shelf.library.reading() as book:
        assert [match.account for match in book.accounts.like("Branch 3", limit=2, within={99})] == [99]
        assert list(book.accounts.like("Branch 3", limit=2, within=())) == []


@pytest.mark.parametrize(
    ("person", "today", "held"),
    [
        pytest.param("U1", date(2026, 9, 1), {1}, id="the owner"),
        pytest.param("U2", date(2026, 9, 1), {1}, id="the cover, on the first day"),
        pytest.param("U2", date(2026, 9, 15), set(), id="the cover, afterwards"),
        pytest.param("U3", date(2026, 9, 1), set(), id="the seller"),
    ],
)
def test_somebody_holds_what_they_own_or_cover(shelf: Shelf, person: str, today: date, held: set[int]) -> None:
    shelf.put(ACME)
    shelf.put(Account(2, "Birch"))

    with shelf.library.reading() as book:
        assert book.accounts.held_by(person, today=today) == held


def test_nothing_is_like_a_name_in_an_empty_book(shelf: Shelf) -> None:
    with shelf.library.reading() as book:
        assert list(book.accounts.like("acme", limit=3)) == []


def test_a_channel_may_belong_to_several_accounts(shelf: Shelf) -> None:
    for number in (1, 2, 3):
        shelf.put(Account(number, f"Branch {number}"))
    shelf.link("C1", 3)
    shelf.link("C1", 1)

    with shelf.library.reading() as book:
        assert (list(book.accounts.linked_to("C1")), list(book.accounts.linked_to("C2"))) == ([1, 3], [])
