from __future__ import annotations

import pytest

from domain.permissions import Member, Role, may_change_renewal, may_change_renewals, may_undo_closing

TEAM = ("UBOSS", "UANA")


@pytest.mark.parametrize(
    ("role", "person", "owner", "cover", "allowed"),
    [
        pytest.param(Role.CSM, "UANA", "UANA", None, True, id="a CSM: the own book"),
        pytest.param(Role.CSM, "UANA", "UBO", "UANA", True, id="a CSM: while standing in"),
        pytest.param(Role.CSM, "UANA", "UBO", None, False, id="a CSM: not the book of a colleague"),
        pytest.param(Role.CSM, "UANA", None, None, False, id="a CSM: not what nobody owns"),
        pytest.param(Role.MANAGER, "UBOSS", "UANA", None, True, id="a manager: the team's books"),
        pytest.param(Role.MANAGER, "UBOSS", "UBO", "UANA", True, id="a manager: what the team covers"),
        pytest.param(Role.MANAGER, "UBOSS", "UBO", None, False, id="a manager: not another team's"),
        pytest.param(Role.MANAGER, "UCHEF", "UCHEF", None, True, id="a manager: the own book"),
        pytest.param(Role.DIRECTOR, "UDIR", "UBO", None, True, id="a director: all"),
        pytest.param(Role.ADMIN, "UADM", None, None, True, id="an admin: all, owned or not"),
        pytest.param(Role.VIEWER, "UANA", "UANA", None, False, id="a viewer: none"),
        pytest.param(Role.PRODUCT, "UANA", "UANA", None, False, id="product: none"),
    ],
)
def test_who_may_change_a_renewal(role: Role, person: str, owner: str | None, cover: str | None, allowed: bool) -> None:  # noqa: FBT001 - a table of cases
    member = Member(person, person, role)

    assert may_change_renewal(member, owner=owner, cover=cover, team=TEAM) is allowed


def test_who_only_looks_changes_no_renewal() -> None:
    roles = [role for role in Role if may_change_renewals(Member("U1", "Ana", role))]

    assert roles == [Role.ADMIN, Role.DIRECTOR, Role.MANAGER, Role.CSM]


@pytest.mark.parametrize(
    ("role", "person", "allowed"),
    [
        pytest.param(Role.CSM, "UANA", True, id="who closed it"),
        pytest.param(Role.CSM, "UBO", False, id="the owner, when somebody else closed it"),
        pytest.param(Role.VIEWER, "UANA", False, id="who closed it and may close no more"),
        pytest.param(Role.MANAGER, "UBOSS", True, id="the owner's manager"),
        pytest.param(Role.MANAGER, "UOTHER", False, id="a manager of others"),
        pytest.param(Role.DIRECTOR, "UDIR", True, id="a director"),
        pytest.param(Role.ADMIN, "UADM", True, id="an admin"),
    ],
)
def test_who_may_take_a_closing_back(role: Role, person: str, allowed: bool) -> None:  # noqa: FBT001 - a table of cases
    team = ("UBOSS", "UBO") if person == "UBOSS" else (person,)
    member = Member(person, person, role)

    assert may_undo_closing(member, closed_by="UANA", owner="UBO", cover=None, team=team) is allowed
