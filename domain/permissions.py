"""Who may do what, as predicates."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    ADMIN = "admin"
    DIRECTOR = "director"
    MANAGER = "manager"
    CSM = "csm"
    PRODUCT = "product"
    VIEWER = "viewer"


class BookScope(StrEnum):
    """What of the book may be seen."""

    ALL = "all"
    OWN = "own"
    """The accounts somebody owns, and those they cover today."""


class Affiliation(StrEnum):
    """What Slack says of a person, before any role of ours."""

    EMPLOYEE = "employee"
    GUEST = "guest"
    OUTSIDER = "outsider"
    DEACTIVATED = "deactivated"
    BOT = "bot"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as Slack describes them, whether or not they have a role with us."""

    slack_id: str
    name: str
    affiliation: Affiliation
    locale: str | None = None
    zone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A person with a role. `locale` and `zone` come from the Slack profile; `language` overrides the locale.

    `sees` is no one's own: it is the rule that admins set for the role, as it was when the person was let in.
    """

    slack_id: str
    name: str
    role: Role
    manager: str | None = None
    email: str | None = None
    locale: str | None = None
    zone: str | None = None
    language: str | None = None
    sees: BookScope = BookScope.ALL


READ_HEALTH = "health.read"
"""What is refused to who decides on requests and reads no accounts."""
_READERS = frozenset({Role.ADMIN, Role.DIRECTOR, Role.MANAGER, Role.CSM, Role.VIEWER})
_LEADERS = frozenset({Role.DIRECTOR, Role.MANAGER})
_OVER_ALL = frozenset({Role.ADMIN, Role.DIRECTOR})
_JUDGES = frozenset({Role.ADMIN, Role.DIRECTOR, Role.MANAGER, Role.CSM})


def may_read_health(member: Member) -> bool:
    return member.role in _READERS


def sees_all_accounts(member: Member) -> bool:
    """Admins may limit CSMs to their own book; whoever leads or looks after Moorline sees all of it."""
    return member.role is not Role.CSM or member.sees is BookScope.ALL


def may_judge(member: Member) -> bool:
    """A judgement moves the score, so those who only look may not give one."""
    return member.role in _JUDGES


def may_share(member: Member) -> bool:
    return member.role in _JUDGES


def may_report_value(member: Member) -> bool:
    """Who speaks with customers, or for those who do."""
    return member.role in _JUDGES


def may_lead(member: Member) -> bool:
    """Whether the books of others are this person's to look after."""
    return member.role in _LEADERS


def may_change_people(member: Member) -> bool:
    """Who is who at an account moves its score, so those who only look may not say it."""
    return member.role in _JUDGES


def may_change_renewals(member: Member) -> bool:
    """Whether the role may forecast, snooze and close at all; which ones, `may_change_renewal` says."""
    return member.role in _JUDGES


def may_change_renewal(member: Member, *, owner: str | None, cover: str | None, team: Container[str]) -> bool:
    """A renewal in one's own book or, for a manager, in that of somebody in the `team` below; directors change all.

    `cover` is who stands in on the day of the change, None when nobody does.
    """
    if member.role in _OVER_ALL:
        return True
    holders = {person for person in (owner, cover) if person}
    if member.role is Role.MANAGER:
        return member.slack_id in holders or any(person in team for person in holders)
    return member.role is Role.CSM and member.slack_id in holders


def may_triage(member: Member) -> bool:
    """Who decides on what customers ask for."""
    return member.role in {Role.PRODUCT, Role.DIRECTOR, Role.ADMIN}


def may_set_areas(member: Member) -> bool:
    return member.role is Role.ADMIN


def may_record_first_value(member: Member) -> bool:
    """It stops a clock and moves the score, so those who only look may not say it."""
    return member.role in _JUDGES


def may_make_tasks(member: Member) -> bool:
    """Every internal person works; who only looks promises nothing."""
    return member.role is not Role.VIEWER


def may_change_touchpoint(member: Member, *, author: str | None, owner: str | None, team: Container[str]) -> bool:
    """Who logged it, who answers for its account, and whoever answers for the work of either."""
    people = {person for person in (author, owner) if person}
    if member.role in _OVER_ALL or member.slack_id in people:
        return True
    return may_lead(member) and any(person in team for person in people)


def may_keep_plans(member: Member) -> bool:
    """What is agreed with an account moves its score, so those who only look may not write it."""
    return member.role in _JUDGES


def may_see_tasks_of_others(member: Member) -> bool:
    return member.role in _READERS


def may_change_task(member: Member, *, assignee: str, author: str, team: Container[str]) -> bool:
    """Whose task it is, who asked for it, and whoever answers for the assignee's work."""
    if member.role in _OVER_ALL:
        return True
    return may_make_tasks(member) and (member.slack_id in {assignee, author} or (may_lead(member) and assignee in team))


def may_comment_on_task(member: Member, *, assignee: str, author: str) -> bool:
    """Whoever sees the task and works: a colleague may know what its assignee does not."""
    is_own = member.slack_id in {assignee, author}
    return may_make_tasks(member) and (is_own or may_see_tasks_of_others(member))


def may_undo_closing(
    member: Member, *, closed_by: str, owner: str | None, cover: str | None, team: Container[str]
) -> bool:
    """Whoever closed it, and those whose word stands above: a manager of the book, directors, admins."""
    if member.slack_id == closed_by:
        return may_change_renewals(member)
    is_above = member.role is not Role.CSM
    return is_above and may_change_renewal(member, owner=owner, cover=cover, team=team)


def may_freeze(member: Member) -> bool:
    """Frozen figures are what was reported: nobody changes them afterwards."""
    return member.role in _OVER_ALL
