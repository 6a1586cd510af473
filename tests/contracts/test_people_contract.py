"""The people of accounts, the same in memory and on every database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from health_book import NOW, STANDING, TODAY
from people_desk import KIM
from shelves import Shelf

from domain.accounts import Account, AccountStatus, ContactRole, Money, Tier, TouchpointDirection, TouchpointKind
from domain.health.ports import StandingFilter
from domain.people.by_hand import changed_by_hand
from domain.people.contact import Contact, PersonChange
from domain.people.gaps import PeopleFacts
from domain.people.ports import AccountPeople, Heard, SaidInSurvey
from domain.touchpoints.touchpoint import Touchpoint

SINCE = NOW - timedelta(days=90)
NEW = replace(KIM, id=0)
CALL = Touchpoint(1, "slack:V1", TouchpointKind.CALL, TouchpointDirection.TWO_WAY, NOW, "U1", contacts=(1, 2))


@pytest.fixture
def book(shelf: Shelf) -> Shelf:
    for number in (1, 2):
        shelf.put(Account(number, f"Acme {number}", owner="U1"))
    return shelf


def add(shelf: Shelf, *contacts: Contact) -> list[Contact]:
    with shelf.library.writing() as book:
        made = [book.people.add(each, now=NOW) for each in contacts]
    return [each for each in made if each]


def test_a_contact_is_added_once_an_account(book: Shelf) -> None:
    made = add(book, NEW, replace(NEW, name="Again"), replace(NEW, account=2))

    assert made == [KIM, replace(KIM, id=made[1].id, account=2)]
    with book.library.reading() as reading:
        assert reading.people.of(1) == KIM
        assert reading.people.called(2, KIM.key) == made[1]
        assert (reading.people.of(9), reading.people.called(2, "?")) == (None, None)
        assert reading.people.of_account(1) == [KIM]


def test_of_two_changes_at_once_the_second_writes_nothing(book: Shelf) -> None:
    first, second = add(book, NEW, Contact(1, "crm-2", "Bo"))
    gone = replace(first, role=None, left_on=TODAY, followed_by=second.id, went_to="Umbrella", title="")
    after = changed_by_hand(first, gone, PersonChange.LEFT, by="U1", now=NOW, beside=[2, "champion", 2])

    with book.library.writing() as writing:
        kept = [writing.people.save(each, now=NOW) for each in (after, replace(first, name="mine"))]
        removed = [writing.people.remove(each, now=NOW) for each in (first, second)]

    assert (kept, removed) == ([True, False], [False, True])
    with book.library.reading() as reading:
        stands = reading.people.of(1)
        assert stands
        assert (stands.version, stands.by_hand, stands.before) == (2, after.by_hand, after.before)
        assert (stands.left_on, stands.went_to, stands.change) == (TODAY, "Umbrella", PersonChange.LEFT)
        assert reading.people.of(2) is None


def test_what_was_heard_of_whom(book: Shelf) -> None:
    add(book, NEW, Contact(1, "crm-2", "Bo"), Contact(1, "crm-3", "Cy"), Contact(2, "crm-1", "Else"))
    with book.library.writing() as writing:
        writing.touchpoints.log(CALL, now=NOW)
        writing.touchpoints.log(replace(CALL, key="a", at=SINCE, contacts=(1,)), now=NOW)
        one_way = replace(CALL, key="b", contacts=(3,), direction=TouchpointDirection.OUTBOUND)
        writing.touchpoints.log(one_way, now=NOW)
    for number, (contact, survey, score, days) in enumerate(
        ((1, "nps", 3, 30), (1, "nps", 9, 10), (1, "csat", 4, 10), (2, "nps", 5, 400), (3, "nps", 6, -1))
    ):
        book.answer(1, f"a{number}", survey, Decimal(score), TODAY - timedelta(days=days), contact)

    with book.library.reading() as reading:
        heard = reading.people.heard_of(1, today=TODAY, answered_after=TODAY - timedelta(days=365))

    lately = TODAY - timedelta(days=10)
    assert heard == {
        1: Heard(NOW, (SaidInSurvey("csat", Decimal(4), lately), SaidInSurvey("nps", Decimal(9), lately))),
        2: Heard(NOW),
    }


def test_people_are_counted_for_all_accounts_at_once_most_arr_first(book: Shelf) -> None:
    book.put(Account(3, "Small", owner="U2", tier=Tier.HIGH))
    book.put(Account(4, "Gone", status=AccountStatus.CHURNED))
    book.put_standing(replace(STANDING, account=2, arr=(Money(900, "EUR"),)))
    book.put_standing(replace(STANDING, account=3, arr=()))
    add(
        book,
        NEW,
        Contact(1, "crm-2", "Bo", role=ContactRole.DECISION_MAKER),
        Contact(1, "crm-3", "Left", role=ContactRole.CHAMPION, left_on=TODAY),
        Contact(1, "crm-4", "Leaves", role=ContactRole.ECONOMIC_BUYER, left_on=TODAY + timedelta(days=1)),
    )
    with book.library.writing() as writing:
        writing.touchpoints.log(replace(CALL, contacts=(1, 3)), now=NOW)
        writing.touchpoints.log(replace(CALL, key="a", at=SINCE - timedelta(seconds=1), contacts=(2,)), now=NOW)
        writing.touchpoints.log(replace(CALL, key="b", at=SINCE, contacts=(1, 4)), now=NOW)

    with book.library.reading() as reading:
        everybody = reading.people.facts(StandingFilter(), today=TODAY, engaged_since=SINCE)
        own = reading.people.facts(StandingFilter(owner="U2"), today=TODAY, engaged_since=SINCE)

    nobody = PeopleFacts()
    assert everybody == [
        AccountPeople(2, "Acme 2", "U1", Tier.MID, Money(900, "EUR"), nobody),
        AccountPeople(3, "Small", "U2", Tier.HIGH, None, nobody),
        AccountPeople(1, "Acme 1", "U1", Tier.MID, None, PeopleFacts(contacts=3, buyers=2, champions=1, engaged=2)),
    ]
    assert own == everybody[1:2]
