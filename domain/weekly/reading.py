"""Who reads of a team's week, and of whom."""

from __future__ import annotations

from collections.abc import Sequence

from domain.permissions import Member, Role
from domain.teams import people_below

_OF_ALL = frozenset({Role.DIRECTOR, Role.ADMIN})
_WHO_WORKS = frozenset({Role.CSM, Role.MANAGER, Role.DIRECTOR, Role.ADMIN})


def has_weekly(member: Member) -> bool:
    """Who answers for the books of others."""
    return member.role is Role.MANAGER or member.role in _OF_ALL


def team_read(member: Member, members: Sequence[Member]) -> Sequence[str] | None:
    """Whose books the week is of; None: everybody's."""
    return None if member.role in _OF_ALL else people_below(member, members)


def reads_all(member: Member) -> bool:
    return member.role in _OF_ALL


def people_shown(member: Member, members: Sequence[Member]) -> Sequence[str]:
    """Who may have done something in it."""
    team = team_read(member, members)
    return [each.slack_id for each in members if each.role in _WHO_WORKS and (team is None or each.slack_id in team)]
