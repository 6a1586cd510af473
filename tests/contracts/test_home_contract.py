from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from health_book import NOW, SNAPSHOT, STANDING, TODAY
from renewal_samples import OUTCOME, renewal
from shelves import Shelf

from domain.accounts import Account, AccountStatus, Cover, Money
from domain.health.model import Band
from domain.home_ports import BandSum, HomeTab, NextRenewal, OwnerWithoutRole, SetUp
from domain.permissions import Member, Role

DAY = timedelta(days=1)


def put(shelf: Shelf, number: int, **said: object) -> None:
    """An account of U1's, with how it stands."""
    owner = said.pop("owner", "U1")
    assert isinstance(owner, str)
    shelf.put(Account(number, f"Acme {number}", owner=owner))
    shelf.put_standing(replace(STANDING, account=number, **said))  # type: ignore[arg-type]


def test_a_book_adds_up_by_band_and_currency(shelf: Shelf) -> None:
    put(shelf, 1, band=Band.RED)
    put(shelf, 2, band=Band.RED, arr=(Money(70_00, "EUR"),))
    put(shelf, 3, band=Band.RED)
    shelf.put(Account(4, "New", owner="U1"))
    shelf.put(Account(5, "Covered", owner="U2", cover=Cover("U1", TODAY, TODAY)))
    shelf.put(Account(6, "Gone", AccountStatus.CHURNED, owner="U1"))
    put(shelf, 7, owner="U3", band=Band.GREEN, arr=())

    with shelf.library.reading() as book:
        mine = book.home.bands(["U1"], today=TODAY)
        tomorrow = book.home.bands(["U1"], today=TODAY + DAY)
        everybodys = book.home.bands(None, today=TODAY)

    red = {BandSum(Band.RED, "USD", 2, 240_000_00), BandSum(Band.RED, "EUR", 1, 70_00)}
    assert set(mine) == red | {BandSum(None, None, 2, 0)}
    assert set(tomorrow) == red | {BandSum(None, None, 1, 0)}
    assert set(everybodys) == red | {BandSum(None, None, 2, 0), BandSum(Band.GREEN, None, 1, 0)}


def test_newly_red_accounts_come_before_those_that_only_dropped(shelf: Shelf) -> None:
    put(shelf, 1, band=Band.YELLOW, shown=60, change_7=-20)
    put(shelf, 2, band=Band.RED, shown=38, change_7=-4)
    put(shelf, 3, band=Band.RED, shown=30, change_7=-3)
    put(shelf, 4, band=Band.YELLOW, shown=60, change_7=-14)
    put(shelf, 5, band=Band.RED, shown=30, change_7=None)
    put(shelf, 6, band=Band.RED, shown=30, change_7=-2)
    put(shelf, 7, band=Band.YELLOW, shown=50, change_7=-40, owner="U2")
    shelf.renew(renewal(2))
    for account, band, days in ((2, Band.YELLOW, 8), (2, Band.RED, 1), (3, Band.RED, 7), (5, Band.GREEN, 7)):
        shelf.put_snapshot(replace(SNAPSHOT, account=account, band=band, day=TODAY - days * DAY))

    with shelf.library.reading() as book:
        page = book.home.worse(["U1"], today=TODAY, drop=15, days=7, offset=0, limit=5)
        second = book.home.worse(None, today=TODAY, drop=15, days=7, offset=1, limit=1)

    assert [(each.account, each.before, each.after, each.turned) for each in page.accounts] == [
        (2, 42, 38, True),
        (1, 80, 60, False),
    ]
    assert page.total == 2
    assert page.accounts[0].renewal is not None
    assert page.accounts[0].arr == Money(120_000_00, "USD")
    assert page.accounts[0].last_two_way_on == STANDING.last_two_way_on
    assert ([each.account for each in second.accounts], second.total) == ([7], 3)


def test_the_next_renewal_is_the_first_open_one_from_today_on(shelf: Shelf) -> None:
    for number in (1, 2):
        put(shelf, number, owner=f"U{number}")
    shelf.renew(renewal(1, due_on=TODAY - DAY))
    shelf.renew(renewal(1, due_on=TODAY + DAY, outcome=OUTCOME))
    shelf.renew(renewal(1, due_on=TODAY + 9 * DAY))
    shelf.renew(renewal(2, due_on=TODAY))

    with shelf.library.reading() as book:
        mine = book.home.next_renewal(["U1"], today=TODAY)
        first = book.home.next_renewal(None, today=TODAY)
        nobodys = book.home.next_renewal(["U9"], today=TODAY)

    assert mine == NextRenewal("Acme 1", TODAY + 9 * DAY)
    assert first == NextRenewal("Acme 2", TODAY)
    assert nobodys is None


def test_it_is_known_how_far_a_book_is_set_up(shelf: Shelf) -> None:
    with shelf.library.reading() as book:
        empty = book.home.set_up()
    put(shelf, 1)
    shelf.put(Account(2, "New"))
    shelf.put(Account(3, "Gone", AccountStatus.CHURNED, owner="U4"))
    shelf.link("C1", 1)
    shelf.link("C1", 2)
    shelf.link("C2", 1)

    with shelf.library.reading() as book:
        begun = book.home.set_up()

    assert (empty, begun) == (SetUp(0, 0, 0, 0), SetUp(2, 1, 1, 2))


def test_owners_without_a_role_are_named_by_what_they_own(shelf: Shelf) -> None:
    for number, owner in enumerate(("U3", "U1", "U2", "U2"), start=1):
        put(shelf, number, owner=owner)
    with shelf.library.writing() as book:
        book.members.save(Member("U1", "Dana", Role.CSM))

    with shelf.library.reading() as book:
        found = book.home.owners_without_role(limit=5)
        first = book.home.owners_without_role(limit=1)

    assert list(found) == [OwnerWithoutRole("U2", 2), OwnerWithoutRole("U3", 1)]
    assert list(first) == [OwnerWithoutRole("U2", 2)]


def test_an_opened_tab_is_remembered_as_it_was_last(shelf: Shelf) -> None:
    tab = HomeTab("U1", NOW)
    with shelf.library.writing() as book:
        book.home_tabs.save(tab)
        book.home_tabs.save(HomeTab("U2", NOW - 9 * DAY))
        book.home_tabs.save(replace(tab, hash="1.a", shown="abc", view='{"whose":"U2"}'))

    with shelf.library.reading() as book:
        assert book.home_tabs.of("U1") == HomeTab("U1", NOW, "1.a", "abc", '{"whose":"U2"}')
        assert book.home_tabs.of("U9") is None
        assert book.home_tabs.opened_since(NOW - DAY) == {"U1"}


def test_what_others_outdated_is_given_out_once(shelf: Shelf) -> None:
    with shelf.library.writing() as book:
        for person in ("U1", "U2", "U3"):
            book.home_tabs.save(HomeTab(person, NOW))
        before = book.home_tabs.has_outdated()
        book.home_tabs.outdate({"U2", "U1", "U9"})
        book.home_tabs.outdate({"U1"})
        book.home_tabs.save(HomeTab("U1", NOW, "2.b"))
        waiting = book.home_tabs.has_outdated()
    with shelf.library.writing() as book:
        taken = [list(book.home_tabs.take_outdated()) for _ in range(2)]

    assert (before, waiting, taken) == (False, True, [["U1", "U2"], []])
