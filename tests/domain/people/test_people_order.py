"""The people of an account: in order, counted, and the places that nobody took; and what is asked of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from people_desk import BO, CY, KIM, NOW, TODAY

from domain.accounts import ContactRole
from domain.filter_words import HelpWanted, Scope
from domain.people.contact import Contact, Influence
from domain.people.gaps import PeopleFacts
from domain.people.order import facts_in, in_order, unfilled_places
from domain.people.ports import Heard
from domain.people.question import GapsWanted, PeopleQuestion, PeopleWanted, gaps_text, people_question

LOUD = Contact(1, "k", "Zoe", role=ContactRole.CHAMPION, influence=Influence.LOW, id=4)
GONE = replace(BO, left_on=TODAY)
LONG_GONE = replace(CY, left_on=TODAY - timedelta(50), role=ContactRole.ECONOMIC_BUYER)


def test_they_stand_by_role_and_weight_and_who_left_stands_last() -> None:
    assert in_order((LONG_GONE, CY, LOUD, GONE, KIM), TODAY) == [KIM, LOUD, CY, GONE, LONG_GONE]


def test_only_who_is_there_counts() -> None:
    heard = {1: Heard(NOW), 2: Heard(NOW), 4: Heard(NOW - timedelta(days=100)), 3: Heard()}

    facts = facts_in((KIM, GONE, CY, LOUD), heard, today=TODAY, engaged_since=NOW - timedelta(days=90))

    assert facts == PeopleFacts(contacts=3, buyers=0, champions=2, engaged=1)
    assert facts_in((BO,), {}, today=TODAY, engaged_since=NOW) == PeopleFacts(1, 1, 0, 0)


def test_a_place_is_empty_until_somebody_of_that_role_is_there() -> None:
    user = replace(LOUD, role=ContactRole.USER, left_on=TODAY)

    assert unfilled_places((GONE, LONG_GONE, KIM, user), TODAY) == (GONE,)
    assert unfilled_places((GONE, replace(LOUD, role=ContactRole.ECONOMIC_BUYER)), TODAY) == ()


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        pytest.param("help", HelpWanted(), id="help"),
        pytest.param("", PeopleWanted(), id="nothing"),
        pytest.param("Blue Harbour", PeopleWanted("Blue Harbour"), id="an account"),
        pytest.param("gaps", GapsWanted(), id="gaps"),
        pytest.param("缺口 团队", GapsWanted(Scope.TEAM), id="gaps of the team, in Chinese"),
        pytest.param("gaps all", GapsWanted(Scope.ALL), id="of everybody"),
        pytest.param("gaps <@U0LIN>", GapsWanted(person="U0LIN"), id="of a colleague"),
        pytest.param("gaps and sons", PeopleWanted("gaps and sons"), id="an account whose name begins so"),
        pytest.param("account:gaps", PeopleWanted("gaps"), id="an account that is called so"),
    ],
)
def test_what_is_asked_is_read(typed: str, question: PeopleQuestion) -> None:
    assert people_question(typed) == question


def test_a_list_is_asked_for_again_in_few_words() -> None:
    wanted = (GapsWanted(), GapsWanted(Scope.TEAM), GapsWanted(Scope.TEAM, "U0LIN"))

    assert [gaps_text(each) for each in wanted] == ["gaps", "gaps team", "gaps <@U0LIN>"]
