"""Who may do what, as predicates."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    ADMIN = "admin"
    DIRECTOR = "director"
    MANAGER = "manager"
    CSM = "csm"
    PRODUCT = "product"
    VIEWER = "viewer"


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
    """A person with a role. `locale` and `zone` come from the Slack profile; `language` overrides the locale."""

    slack_id: str
    name: str
    role: Role
    manager: str | None = None
    email: str | None = None
    locale: str | None = None
    zone: str | None = None
    language: str | None = None


_READERS = frozenset({Role.ADMIN, Role.DIRECTOR, Role.MANAGER, Role.CSM, Role.VIEWER})
_LEADERS = frozenset({Role.DIRECTOR, Role.MANAGER})
_JUDGES = frozenset({Role.ADMIN, Role.DIRECTOR, Role.MANAGER, Role.CSM})


def may_read_health(member: Member) -> bool:
    return member.role in _READERS


def may_judge(member: Member) -> bool:
    """A judgement moves the score, so those who only look may not give one."""
    return member.role in _JUDGES


def may_share(member: Member) -> bool:
    return member.role in _JUDGES


def may_lead(member: Member) -> bool:
    """Whether the books of others are this person's to look after."""
    return member.role in _LEADERS
