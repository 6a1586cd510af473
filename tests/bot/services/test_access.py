from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from small_library import SmallLibrary

from bot.services.access import Access
from domain.errors import NotAllowedError, NotAMemberError
from domain.permissions import Affiliation, BookScope, Member, Person, Role
from domain.ports import AuditEntry
from domain.preferences import WorkspaceRules

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
PERSON = Person("U1", "Dana", Affiliation.EMPLOYEE, locale="en-GB", zone="Europe/London", email="dana@moorline.test")
MEMBER = Member("U1", "Dana", Role.CSM, email="dana@moorline.test", locale="en-GB", zone="Europe/London")


@pytest.fixture
def library() -> SmallLibrary:
    return SmallLibrary()


def access(library: SmallLibrary, *, first: frozenset[str] = frozenset(), default: Role | None = None) -> Access:
    return Access(library, clock=lambda: NOON, first_admins=first, default_role=default)


def test_a_member_is_admitted_without_a_word_in_the_audit(library: SmallLibrary) -> None:
    library.book.members.save(MEMBER)

    assert access(library).admitted(PERSON) == MEMBER
    assert library.book.audit.recorded == []


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        pytest.param(Role.CSM, BookScope.OWN, id="it is for CSMs"),
        pytest.param(Role.MANAGER, BookScope.ALL, id="and for nobody else"),
    ],
)
def test_who_is_let_in_sees_what_admins_let_the_role_see(library: SmallLibrary, role: Role, sees: BookScope) -> None:
    library.book.members.save(replace(MEMBER, role=role))
    library.book.wishes.said = WorkspaceRules(csms_see=BookScope.OWN)

    assert access(library).admitted(PERSON).sees is sees
    assert library.book.audit.recorded == []


@pytest.mark.parametrize("affiliation", [kind for kind in Affiliation if kind is not Affiliation.EMPLOYEE])
def test_a_role_does_not_help_whoever_is_no_employee(library: SmallLibrary, affiliation: Affiliation) -> None:
    library.book.members.save(MEMBER)

    with pytest.raises(NotAMemberError) as refusal:
        access(library, default=Role.VIEWER).admitted(replace(PERSON, affiliation=affiliation))

    assert refusal.value == NotAMemberError("U1", affiliation.value)


def test_somebody_without_a_role_learns_of_the_admins(library: SmallLibrary) -> None:
    library.book.members.save(Member("U3", "Ana", Role.ADMIN))
    library.book.members.save(Member("U4", "Wei", Role.CSM))

    with pytest.raises(NotAMemberError) as refusal:
        access(library, first=frozenset({"U2"})).admitted(PERSON)

    assert refusal.value == NotAMemberError("U1", "no_role", ("U2", "U3"))


def test_a_first_admin_becomes_one_at_first_contact(library: SmallLibrary) -> None:
    admitted = access(library, first=frozenset({"U1"}), default=Role.VIEWER).admitted(PERSON)

    assert admitted == replace(MEMBER, role=Role.ADMIN)
    assert library.book.members.by_slack_id("U1") == admitted
    assert library.book.audit.recorded == [
        AuditEntry(NOON, "settings", "member.role", "U1", after="admin", origin="first contact")
    ]


def test_a_first_admin_who_has_another_role_keeps_it(library: SmallLibrary) -> None:
    library.book.members.save(MEMBER)

    assert access(library, first=frozenset({"U1"})).admitted(PERSON).role is Role.CSM


def test_a_default_role_is_given_to_whoever_has_none(library: SmallLibrary) -> None:
    assert access(library, default=Role.VIEWER).admitted(PERSON) == replace(MEMBER, role=Role.VIEWER)


def test_what_slack_says_of_a_member_is_kept(library: SmallLibrary) -> None:
    library.book.members.save(replace(MEMBER, manager="U9", language="zh_Hans"))
    moved = replace(PERSON, name="", zone="Asia/Tokyo", email=None)

    admitted = access(library).admitted(moved)

    assert admitted == replace(MEMBER, manager="U9", language="zh_Hans", zone="Asia/Tokyo")
    assert library.book.members.by_slack_id("U1") == admitted


def test_a_profile_that_changed_is_taken_over_for_members_only(library: SmallLibrary) -> None:
    library.book.members.save(MEMBER)

    access(library).refresh(replace(PERSON, name="Dana Holm"))
    access(library).refresh(replace(PERSON, slack_id="U7"))

    assert [member.name for member in library.book.members.all()] == ["Dana Holm"]


def test_a_profile_that_says_nothing_new_is_not_written(library: SmallLibrary) -> None:
    library.book.members.save(MEMBER)

    access(library).refresh(PERSON)

    assert library.looks == 1


def test_a_refusal_is_recorded_with_where_it_happened(library: SmallLibrary) -> None:
    access(library).record_refusal(NotAMemberError("U1", "guest"), origin="/health")

    assert library.book.audit.recorded == [
        AuditEntry(NOON, "U1", "access.refused", "U1", after="guest", origin="/health")
    ]


def test_a_role_is_given_and_changed(library: SmallLibrary) -> None:
    access(library).give_role("U1", Role.CSM, name=None, by="cli")
    changed = access(library).give_role("U1", Role.MANAGER, name="ignored", by="cli")

    assert changed == Member("U1", "U1", Role.MANAGER)
    assert [(entry.before, entry.after) for entry in library.book.audit.recorded] == [(None, "csm"), ("csm", "manager")]


def test_a_language_is_chosen_for_a_member_and_given_back_to_slack(library: SmallLibrary) -> None:
    library.book.members.save(MEMBER)

    chosen = access(library).choose_language("U1", "zh_Hans", by="cli")
    given_back = access(library).choose_language("U1", None, by="cli")
    nobody = access(library).choose_language("U2", "en", by="cli")

    assert (chosen, given_back, nobody) == (replace(MEMBER, language="zh_Hans"), MEMBER, None)
    assert access(library).members() == [MEMBER]
    assert library.book.audit.recorded == [
        AuditEntry(NOON, "cli", "member.language", "U1", after="zh_Hans", origin="cli"),
        AuditEntry(NOON, "cli", "member.language", "U1", before="zh_Hans", origin="cli"),
    ]


def test_what_a_role_does_not_allow_is_recorded_by_its_name(library: SmallLibrary) -> None:
    access(library).record_refusal(NotAllowedError("U1", "health.judge"), origin="health.show")

    assert library.book.audit.recorded == [
        AuditEntry(NOON, "U1", "access.refused", "U1", after="health.judge", origin="health.show")
    ]


def test_a_role_is_taken_once(library: SmallLibrary) -> None:
    library.book.members.save(MEMBER)

    taken, again = access(library).take_role("U1", by="cli"), access(library).take_role("U1", by="cli")

    assert (taken, again) == (MEMBER, None)
    assert access(library).members() == []
    assert library.book.audit.recorded == [AuditEntry(NOON, "cli", "member.removed", "U1", before="csm", origin="cli")]
