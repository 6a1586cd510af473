"""Who may do what with plays, as predicates."""

from __future__ import annotations

from collections.abc import Container, Iterable

from domain.permissions import Member, Role, may_change_renewals, may_lead


def may_open_plays(member: Member) -> bool:
    """Whoever may speak of renewals may speak of what comes on top; who only looks may not."""
    return may_change_renewals(member)


def may_change_play(member: Member, *, people: Iterable[str], team: Container[str]) -> bool:
    """`people`: its owner, who opened it, whoever holds its account; who leads one of them may, and who leads all."""
    if member.role in {Role.ADMIN, Role.DIRECTOR}:
        return True
    if not may_open_plays(member):
        return False
    return any(person == member.slack_id or (may_lead(member) and person in team) for person in people)
