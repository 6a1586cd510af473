"""Whose an alert is, and how it reaches them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from domain.alerts.policy import AlertKind, AlertWay, Severity
from domain.permissions import Member, Role, may_judge
from domain.preferences import Preferences


@dataclass(frozen=True, slots=True)
class Route:
    """`instead_of` is the owner, where it goes to somebody else because they are away."""

    to: str | None
    instead_of: str | None = None


def route(owner: str | None, cover: str | None, members: Mapping[str, Member], *, away: Collection[str]) -> Route:
    """Owner, who covers today, the owner's manager, an admin: the first who is here and may do something about it."""
    manager = members[owner].manager if owner and owner in members else None
    admins = sorted(each.slack_id for each in members.values() if each.role is Role.ADMIN)
    chain: Iterable[str | None] = (owner, cover, manager, *admins)
    to = next((person for person in chain if can_act(person, members, away=away)), None)
    return Route(to, owner if owner in away and to != owner else None)


def can_act(person: str | None, members: Mapping[str, Member], *, away: Collection[str]) -> bool:
    """Whether they are here and may do something about it."""
    return person is not None and person in members and may_judge(members[person]) and person not in away


def way_of(
    kind: AlertKind, severity: Severity, wishes: Preferences, *, told_today: Callable[[], int], most_a_day: int
) -> AlertWay:
    """As its reader wants it, else by its gravity; what is too much for a day waits for the digest.

    `told_today` is asked only for what would be a message.
    """
    wanted = wanted_way(kind, severity, wishes)
    return AlertWay.DIGEST if wanted is AlertWay.MESSAGE and told_today() >= most_a_day else wanted


def wanted_way(kind: AlertKind, severity: Severity, wishes: Preferences) -> AlertWay:
    if kind in wishes.alert_ways:
        return wishes.alert_ways[kind]
    return AlertWay.MESSAGE if severity.speaks_at_once else AlertWay.DIGEST
