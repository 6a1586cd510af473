"""Who is who at an account, and where somebody is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from people_desk import ADA, BO, CY, DANA, EYES, KIM, LIN, NOW, OMAR, PRIYA, TODAY, Peopling, peopled_book
from scoring_samples import SHIPPED

from domain.accounts import Account, AccountStatus, ContactRole, Tier, TouchpointDirection, TouchpointKind
from domain.errors import AccountNotFoundError, NotAllowedError, OutsideBookError
from domain.filter_words import HelpWanted, Scope
from domain.people.answer import AccountPage, GapList
from domain.people.contact import Contact
from domain.people.gaps import Gap, PeopleFacts
from domain.people.ports import Heard
from domain.permissions import Member
from domain.touchpoints.touchpoint import Touchpoint

CALL = Touchpoint(1, "slack:V1", TouchpointKind.CALL, TouchpointDirection.TWO_WAY, NOW, "U1", contacts=(1,))


@pytest.fixture
def desk() -> Peopling:
    return Peopling()


def page(desk: Peopling, text: str = "acme", asker: Member = DANA, **more: object) -> AccountPage:
    found = desk.looks.asked(asker, text, channel=None, today=TODAY, **more)  # type: ignore[arg-type]  # an offset
    assert isinstance(found, AccountPage)
    return found


def gaps(desk: Peopling, text: str = "gaps", asker: Member = DANA, offset: int = 0) -> GapList:
    found = desk.looks.asked(asker, text, channel=None, today=TODAY, offset=offset)
    assert isinstance(found, GapList)
    return found


def test_an_account_shows_its_people_and_who_is_missing(desk: Peopling) -> None:
    desk.library.tables.touchpoints[1, "slack:V1"] = CALL
    desk.library.tables.people[2] = replace(BO, left_on=TODAY, followed_by=3)

    found = page(desk)

    assert [(look.contact.name, look.heard) for look in found.looks] == [
        ("Kim", Heard(NOW)),
        ("Cy", Heard()),
        ("Bo", Heard()),
    ]
    assert found.looks[-1].follower == CY
    assert found.facts == PeopleFacts(contacts=2, buyers=0, champions=1, engaged=1)
    assert (found.gaps, [each.name for each in found.unfilled]) == ((Gap.NO_BUYER,), ["Bo"])
    assert (found.may_change, found.has_churned, found.engaged_days) == (True, False, 90)


def test_who_pays_is_no_decision_maker(desk: Peopling) -> None:
    pays = page(desk)
    desk.library.tables.people[3] = replace(CY, role=ContactRole.DECISION_MAKER)
    decides = page(desk)
    desk.library.tables.people[3] = replace(CY, role=ContactRole.DECISION_MAKER, left_on=TODAY)
    has_left = page(desk)

    found = [(each.has_decision_maker, each.gaps) for each in (pays, decides, has_left)]
    assert found == [(False, ()), (True, ()), (False, ())]


def test_the_policy_in_force_says_who_is_missing(desk: Peopling) -> None:
    shipped = "[people.mid]\nbuyers = 1\nchampions = 1\nengaged = 0"
    assert shipped in SHIPPED
    text = SHIPPED.replace(shipped, "[people.mid]\nbuyers = 0\nchampions = 0\nengaged = 2")
    with desk.library.writing() as book:
        book.policies.publish(text, by="test", at=NOW)

    assert page(desk).gaps == (Gap.NOBODY_ENGAGED,)


def test_who_only_looks_changes_nobody_and_an_account_that_left_keeps_its_people(desk: Peopling) -> None:
    desk.library.tables.accounts[1] = replace(desk.library.tables.accounts[1], status=AccountStatus.CHURNED)

    found = page(desk, asker=EYES)

    assert (found.may_change, found.has_churned, found.total) == (False, True, 3)


def test_many_people_stand_on_pages(desk: Peopling) -> None:
    desk.library.tables.people |= {
        number: Contact(1, str(number), f"P{number:02}", id=number) for number in range(4, 16)
    }

    second = desk.looks.of_account(DANA, "1", today=TODAY, offset=10)
    beyond = desk.looks.of_account(DANA, "1", today=TODAY, offset=90)

    assert (len(second.looks), second.total, beyond.offset) == (5, 15, 10)


def test_without_a_name_the_channels_account_else_the_gaps_are_shown(desk: Peopling) -> None:
    desk.library.tables.links["C1"] = [1]

    linked = desk.looks.asked(DANA, "", channel="C1", today=TODAY)
    nowhere = desk.looks.asked(DANA, "", channel="C2", today=TODAY)

    assert isinstance(linked, AccountPage)
    assert isinstance(nowhere, GapList)
    assert isinstance(desk.looks.asked(PRIYA, "help", channel=None, today=TODAY), HelpWanted)


def test_gaps_are_those_of_ones_own_book_and_counted(desk: Peopling) -> None:
    desk.library.tables.people[2] = replace(BO, left_on=TODAY)

    found = gaps(desk)

    assert [(row.people.name, row.gaps) for row in found.rows] == [
        ("Acme", (Gap.NO_BUYER,)),
        ("Blue Harbour", (Gap.NOBODY_KNOWN,)),
    ]
    assert (found.total, found.accounts, found.wanted.scope) == (2, 2, Scope.MINE)
    assert found.counts == {Gap.NO_BUYER: 1, Gap.NOBODY_KNOWN: 1}


@pytest.mark.parametrize(
    ("asker", "text", "names"),
    [
        pytest.param(OMAR, "gaps", ["Blue Harbour"], id="who leads sees the team's"),
        pytest.param(OMAR, "gaps team", ["Blue Harbour"], id="the team's"),
        pytest.param(ADA, "gaps all", ["Blue Harbour", "青禾科技"], id="everybody's"),
        pytest.param(ADA, "gaps <@U0LIN>", ["青禾科技"], id="a colleague's"),
        pytest.param(LIN, "gaps", ["青禾科技"], id="one's own alone"),
    ],
)
def test_whose_gaps_are_shown(desk: Peopling, asker: Member, text: str, names: list[str]) -> None:
    assert [row.people.name for row in gaps(desk, text, asker).rows] == names


def test_gaps_stand_on_pages_of_eight_and_a_page_beyond_is_the_last() -> None:
    library = peopled_book(KIM)
    for number in range(10, 20):
        library.tables.accounts[number] = Account(number, f"A{number}", owner="U0DANA", tier=Tier.HIGH)
    desk = Peopling(library)

    assert (len(gaps(desk).rows), len(gaps(desk, offset=8).rows), gaps(desk, offset=80).offset) == (8, 4, 8)


def test_nobody_missing_is_an_empty_list(desk: Peopling) -> None:
    desk.library.tables.people |= {
        4: Contact(2, "a", "Ann", role=ContactRole.CHAMPION, id=4),
        5: Contact(2, "b", "Ben", role=ContactRole.DECISION_MAKER, id=5),
    }

    assert (gaps(desk).rows, gaps(desk, offset=8).offset) == ((), 0)


def test_what_is_not_theirs_is_refused(desk: Peopling) -> None:
    for text in ("acme", "gaps all", "gaps <@U0DANA>"):
        with pytest.raises(OutsideBookError):
            desk.looks.asked(LIN, text, channel=None, today=TODAY)
    with pytest.raises(NotAllowedError):
        desk.looks.asked(PRIYA, "acme", channel=None, today=TODAY)
    with pytest.raises(NotAllowedError):
        desk.looks.of_account(PRIYA, "1", today=TODAY)
    with pytest.raises(AccountNotFoundError):
        desk.looks.asked(DANA, "nobody at all", channel=None, today=TODAY)


def test_a_day_of_contact_begins_where_the_workspace_is(desk: Peopling) -> None:
    first = NOW.replace(hour=0, minute=0) - timedelta(days=89)
    for key, at in (("a", first), ("b", first - timedelta(seconds=1))):
        desk.library.tables.touchpoints = {(1, key): replace(CALL, key=key, at=at)}
        assert page(desk).facts.engaged == (key == "a")
