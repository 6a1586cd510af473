"""Whose a step is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playbook_samples import ACME

from domain.permissions import Member, Role
from domain.playbooks.playbook import PlaybookAccount, StepRole
from domain.playbooks.roles import person_for

MEMBERS = {
    person: Member(person, person, role, manager=manager)
    for person, role, manager in (
        ("U1", Role.CSM, "UBOSS"),
        ("U2", Role.CSM, None),
        ("UBOSS", Role.MANAGER, None),
        ("USELLS", Role.PRODUCT, None),
        ("ULOOKS", Role.VIEWER, None),
        ("UADMIN", Role.ADMIN, None),
    )
}
COVERED = replace(ACME, cover="U2", seller="USELLS")


@pytest.mark.parametrize(
    ("role", "account", "expected"),
    [
        (StepRole.OWNER, COVERED, "U1"),
        (StepRole.COVER, COVERED, "U2"),
        (StepRole.MANAGER, COVERED, "UBOSS"),
        (StepRole.SELLER, COVERED, "USELLS"),
        (StepRole.PRODUCT, COVERED, "UPM"),
        (StepRole.COVER, ACME, "U1"),
        (StepRole.SELLER, replace(ACME, seller="Somebody Else"), "U1"),
        (StepRole.SELLER, replace(ACME, seller="ULOOKS"), "U1"),
        (StepRole.MANAGER, replace(ACME, owner=None), "UADMIN"),
    ],
)
def test_a_step_is_whose_role_it_is_else_the_owners(role: StepRole, account: PlaybookAccount, expected: str) -> None:
    members = MEMBERS | {"UPM": Member("UPM", "Priya", Role.PRODUCT)}

    assert person_for(role, account, members, away=(), product="UPM") == expected


def test_who_is_away_is_stood_in_for() -> None:
    assert person_for(StepRole.OWNER, COVERED, MEMBERS, away={"U1"}, product=None) == "U2"
    assert person_for(StepRole.OWNER, ACME, {}, away=(), product=None) is None
