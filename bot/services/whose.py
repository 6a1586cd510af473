"""Whose accounts a question is about: a person's, the asker's own, the team's, everybody's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from bot.services.sight import require_sight_of
from domain.feedback.question import RequestsWanted
from domain.filter_words import NotUnderstood, Scope, nearest
from domain.health.ports import StandingFilter, StandingOrder
from domain.lifecycle.question import LifecycleWanted
from domain.permissions import Member, Role, may_lead
from domain.ports import Book
from domain.renewals.question import RenewalsWanted
from domain.revenue.question import FiguresWanted
from domain.teams import callings, member_called, team_of

Wanted = TypeVar("Wanted", RenewalsWanted, FiguresWanted, RequestsWanted, LifecycleWanted)

_SEES_ALL = frozenset({Role.ADMIN, Role.VIEWER})


def named(wanted: Wanted, members: Sequence[Member], text_of: Callable[[Wanted], str]) -> Wanted | NotUnderstood:
    """A name after an at sign that Slack did not turn into a person, turned into one; `text_of` writes a question."""
    if not wanted.called:
        return wanted
    if owner := member_called(wanted.called, members):
        return replace(wanted, owner=owner, called="")
    meant = nearest(wanted.called, {word for member in members for word in callings(member.name)})
    owner = member_called(meant, members) if meant else None
    mended = text_of(replace(wanted, owner=owner, called="")) if owner else ""
    return NotUnderstood(f"@{wanted.called}", f"@{meant}" if owner else "", mended)


def usual_scope(book: Book, asker: Member, today: date) -> Scope:
    """Who owns or covers accounts sees those; else who leads sees the team, who looks after the bot everything."""
    own = StandingFilter(owner=asker.slack_id, today=today)
    page = book.standings.page(own, order=StandingOrder.WORST_FIRST, offset=0, limit=1)
    if page.total or page.not_scored:
        return Scope.MINE
    if may_lead(asker):
        return Scope.TEAM
    return Scope.ALL if asker.role in _SEES_ALL else Scope.MINE


def owners_of(
    wanted: RenewalsWanted | FiguresWanted, asker: Member, members: Sequence[Member]
) -> tuple[str, ...] | None:
    """Slack ids; None: everybody's. Refused where the asker sees their own accounts only."""
    require_sight_of(wanted.owner, wanted.scope, asker, members)
    if wanted.owner:
        return (wanted.owner,)
    match wanted.scope:
        case Scope.MINE:
            return (asker.slack_id,)
        case Scope.TEAM:
            return team_of(asker, members)
        case _:
            return None
