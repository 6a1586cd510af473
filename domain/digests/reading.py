"""Whose accounts are in whose digest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from domain.alerts.alert import Alert
from domain.digests.facts import DigestAccount
from domain.permissions import Member, Role
from domain.teams import people_below

_OF_A_TEAM = frozenset({Role.MANAGER})
_OF_ALL = frozenset({Role.DIRECTOR})


def has_digest(member: Member) -> bool:
    """Who looks after accounts, or after those who do."""
    return member.role in {Role.CSM, Role.MANAGER, Role.DIRECTOR, Role.ADMIN}


def by_holder(accounts: Iterable[DigestAccount]) -> Mapping[str, Sequence[DigestAccount]]:
    """The accounts that each person owns, or covers today."""
    held: dict[str, list[DigestAccount]] = {}
    for account in accounts:
        for person in dict.fromkeys(account.holders):
            held.setdefault(person, []).append(account)
    return held


def by_addressee(
    accounts: Iterable[DigestAccount], alerts: Mapping[int, Sequence[Alert]]
) -> Mapping[str, Sequence[DigestAccount]]:
    """The accounts with alerts that wait for the digest of somebody who does not hold them, such as an admin."""
    found: dict[str, list[DigestAccount]] = {}
    for account in accounts:
        for person in dict.fromkeys(alert.to for alert in alerts.get(account.account, ())):
            if person and person not in account.holders:
                found.setdefault(person, []).append(account)
    return found


def accounts_of(
    member: Member,
    members: Sequence[Member],
    everybody: Sequence[DigestAccount],
    held: Mapping[str, Sequence[DigestAccount]],
) -> Sequence[DigestAccount]:
    """A manager's tree, a director's whole company, everybody else's own book; each account once."""
    people = people_read(member, members)
    if people is None:
        return everybody
    found = {account.account: account for person in people for account in held.get(person, ())}
    return [found[number] for number in sorted(found)]


def people_read(member: Member, members: Sequence[Member]) -> Sequence[str] | None:
    """Whose books a digest is of; None: everybody's."""
    if member.role in _OF_ALL:
        return None
    return people_below(member, members) if member.role in _OF_A_TEAM else (member.slack_id,)
