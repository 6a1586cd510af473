"""Whose a step is, as people are here today."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from domain.alerts.routing import route
from domain.permissions import Member, may_make_tasks
from domain.playbooks.playbook import PlaybookAccount, StepRole


def person_for(
    role: StepRole,
    account: PlaybookAccount,
    members: Mapping[str, Member],
    *,
    away: Collection[str],
    product: str | None,
) -> str | None:
    """Who has the role, where they are here; else the owner, who covers, their manager, an admin. None: nobody is.

    `product` decides on what nobody assigned to a product area.
    """
    wanted = _wanted(role, account, members, product)
    member = members.get(wanted or "")
    if member and may_make_tasks(member) and member.slack_id not in away:
        return member.slack_id
    return route(account.owner, account.cover, members, away=away).to


def _wanted(role: StepRole, account: PlaybookAccount, members: Mapping[str, Member], product: str | None) -> str | None:
    match role:
        case StepRole.OWNER:
            return account.owner
        case StepRole.COVER:
            return account.cover
        case StepRole.MANAGER:
            owner = members.get(account.owner or "")
            return owner.manager if owner else None
        case StepRole.SELLER:
            return account.seller
        case _:
            return product
