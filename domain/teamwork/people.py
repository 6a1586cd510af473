"""Whose figures somebody may see, and of whom those are that stand side by side."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from domain.filter_words import Scope
from domain.permissions import BookScope, Member, Role
from domain.teams import people_below, team_of
from domain.teamwork.policy import CsmView

FEWEST_IN_A_SUM = 3
"""CSMs: of two the sum less one's own would be the colleague's."""
_OVER_ALL = frozenset({Role.ADMIN, Role.DIRECTOR})
_WORKS = frozenset({Role.CSM, Role.MANAGER, Role.DIRECTOR, Role.ADMIN})


@dataclass(frozen=True, slots=True)
class TeamView:
    """`people`: whose accounts and work the sum is of, None: everybody's. `shown`: who may stand by name in it.

    `has_whole` is False where there is only somebody's own column.
    """

    people: tuple[str, ...] | None
    shown: frozenset[str]
    has_whole: bool = True


def team_view(asker: Member, members: Sequence[Member], sees: CsmView, scope: Scope | None) -> TeamView | None:
    """None: the role may not see it. Who leads sees everybody below; admins and directors everybody."""
    if asker.role is Role.CSM:
        return _of_csm(asker, members, sees, scope)
    if asker.role in _OVER_ALL and scope in {None, Scope.ALL}:
        return TeamView(None, _who_work(members))
    if asker.role not in {*_OVER_ALL, Role.MANAGER} or scope is Scope.ALL:
        return None
    if scope is Scope.MINE:
        return _alone(asker)
    people = people_below(asker, members)
    return TeamView(people, _who_work(members) & set(people))


def columns(view: TeamView, members: Sequence[Member], busy: Collection[str], *, asker: str) -> list[str]:
    """Who stands in it, by name: whoever holds accounts or has work; the asker in any case where only they may."""
    named = {member.slack_id: member.name.casefold() for member in members}
    is_alone = view.shown == {asker} and (not view.has_whole or view.people != (asker,))
    there = [person for person in view.shown if person in busy or is_alone]
    return sorted(there, key=lambda person: (named[person], person))


def _of_csm(asker: Member, members: Sequence[Member], sees: CsmView, scope: Scope | None) -> TeamView | None:
    """Whoever is limited to their own book sees no sum of others' either."""
    if sees is CsmView.NOTHING or scope is Scope.ALL:
        return None
    if sees is CsmView.OWN or scope is Scope.MINE or asker.sees is BookScope.OWN:
        return _alone(asker)
    team = team_of(asker, members)
    if sees is CsmView.COLLEAGUES:
        return TeamView(team, _who_work(members) & set(team))
    csms = [member for member in members if member.role is Role.CSM and member.slack_id in team]
    return TeamView(team, frozenset({asker.slack_id})) if len(csms) >= FEWEST_IN_A_SUM else _alone(asker)


def _alone(asker: Member) -> TeamView:
    return TeamView((asker.slack_id,), frozenset({asker.slack_id}), has_whole=False)


def _who_work(members: Sequence[Member]) -> frozenset[str]:
    return frozenset(member.slack_id for member in members if member.role in _WORKS)
