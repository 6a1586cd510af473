from __future__ import annotations

import pytest

from domain.permissions import Member, Role
from domain.teams import people_below, team_of


def person(name: str, manager: str | None = None) -> Member:
    return Member(name, name, Role.CSM, manager=manager)


ANA, BO, CY, DI, EVE = person("ANA"), person("BO", "ANA"), person("CY", "BO"), person("DI", "BO"), person("EVE")
ALL = (ANA, BO, CY, DI, EVE)


@pytest.mark.parametrize(
    ("member", "team"),
    [
        pytest.param(ANA, ("ANA", "BO", "CY", "DI"), id="everybody below"),
        pytest.param(BO, ("BO", "CY", "DI"), id="those directly below"),
        pytest.param(CY, ("BO", "CY", "DI"), id="who leads nobody: the team around"),
        pytest.param(EVE, ("EVE",), id="who stands alone"),
    ],
)
def test_a_team_is_who_works_for_whom(member: Member, team: tuple[str, ...]) -> None:
    assert team_of(member, ALL) == team


def test_a_circle_of_managers_ends() -> None:
    first, second = person("A", "B"), person("B", "A")

    assert team_of(first, (first, second)) == ("A", "B")


@pytest.mark.parametrize(
    ("member", "below"),
    [
        pytest.param(BO, ("BO", "CY", "DI"), id="those who report"),
        pytest.param(CY, ("CY",), id="nobody beside"),
        pytest.param(ANA, ("ANA", "BO", "CY", "DI"), id="the whole tree"),
    ],
)
def test_below_a_person_is_who_reports_to_them(member: Member, below: tuple[str, ...]) -> None:
    assert people_below(member, ALL) == below
