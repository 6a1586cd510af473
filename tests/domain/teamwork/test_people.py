"""Who may see whose figures of a team."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.filter_words import Scope
from domain.permissions import BookScope, Member, Role
from domain.teamwork.people import TeamView, columns, team_view
from domain.teamwork.policy import CsmView

MO = Member("mo", "Mo", Role.MANAGER, manager="di")
DANA = Member("dana", "Dana", Role.CSM, manager="mo")
WEI = Member("wei", "wei", Role.CSM, manager="mo")
LIN = Member("lin", "Lin", Role.CSM, manager="mo")
KAI = Member("kai", "Kai", Role.CSM, manager="bo")
BO = Member("bo", "Bo", Role.MANAGER, manager="di")
DI = Member("di", "Di", Role.DIRECTOR)
ADA = Member("ada", "Ada", Role.ADMIN)
PRO = Member("pro", "Pro", Role.PRODUCT)
VI = Member("vi", "Vi", Role.VIEWER)
MEMBERS = (MO, DANA, WEI, LIN, KAI, BO, DI, ADA, PRO, VI)
WORKERS = frozenset({"mo", "dana", "wei", "lin", "kai", "bo", "di", "ada"})
TEAM = ("dana", "lin", "mo", "wei")
ALONE = TeamView(("dana",), frozenset({"dana"}), has_whole=False)


def seen(asker: Member, scope: Scope | None = None, sees: CsmView = CsmView.OWN_AND_TEAM) -> TeamView | None:
    return team_view(asker, MEMBERS, sees, scope)


@pytest.mark.parametrize("asker", [DI, ADA])
@pytest.mark.parametrize("scope", [None, Scope.ALL])
def test_directors_and_admins_see_everybody(asker: Member, scope: Scope | None) -> None:
    assert seen(asker, scope) == TeamView(None, WORKERS)


@pytest.mark.parametrize("scope", [None, Scope.TEAM])
def test_a_manager_sees_the_people_below_and_nobody_beside(scope: Scope | None) -> None:
    assert seen(MO, scope) == TeamView(TEAM, frozenset(TEAM))
    assert seen(MO, Scope.ALL) is None


def test_a_director_may_ask_for_their_own_tree() -> None:
    found = seen(DI, Scope.TEAM)

    assert found
    assert found.people == ("bo", "dana", "di", "kai", "lin", "mo", "wei")


def test_everybody_who_works_may_see_their_own() -> None:
    assert seen(MO, Scope.MINE) == TeamView(("mo",), frozenset({"mo"}), has_whole=False)
    assert seen(DANA, Scope.MINE) == ALONE


def test_a_csm_sees_their_own_beside_the_sum_and_no_colleague() -> None:
    assert seen(DANA) == TeamView(TEAM, frozenset({"dana"}))
    assert seen(DANA, Scope.ALL) is None


def test_of_two_csms_no_sum_is_shown_to_either() -> None:
    alone = TeamView(("kai",), frozenset({"kai"}), has_whole=False)

    assert seen(KAI) == alone


def test_who_is_limited_to_their_own_book_sees_no_sum_either() -> None:
    assert seen(replace(DANA, sees=BookScope.OWN)) == ALONE


@pytest.mark.parametrize(
    ("sees", "expected"),
    [
        (CsmView.NOTHING, None),
        (CsmView.OWN, ALONE),
        (CsmView.COLLEAGUES, TeamView(TEAM, frozenset(TEAM))),
    ],
)
def test_the_policy_says_what_csms_see(sees: CsmView, expected: TeamView | None) -> None:
    assert seen(DANA, None, sees) == expected


@pytest.mark.parametrize("asker", [PRO, VI])
def test_nobody_else_sees_figures_of_people(asker: Member) -> None:
    assert [seen(asker, scope) for scope in (None, *Scope)] == [None] * 4


def test_people_stand_by_name_whatever_their_figures() -> None:
    view = TeamView(TEAM, frozenset(TEAM))

    assert columns(view, MEMBERS, {"wei", "dana", "lin", "kai"}, asker="mo") == ["dana", "lin", "wei"]


def test_ones_own_column_stands_even_where_nothing_is_in_it() -> None:
    assert columns(ALONE, MEMBERS, set(), asker="dana") == ["dana"]


def test_who_leads_nobody_and_has_nothing_stands_in_no_column() -> None:
    new = Member("new", "New", Role.MANAGER)
    view = team_view(new, (*MEMBERS, new), CsmView.OWN_AND_TEAM, None)
    assert view

    assert columns(view, (*MEMBERS, new), set(), asker="new") == []
