"""Whose renewals a person asked for, and where they are looked up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.filter_words import NotUnderstood, Scope, nearest
from domain.health.model import Band
from domain.permissions import Member, Role, may_lead
from domain.ports import Book, StandingFilter, StandingOrder
from domain.renewals.listing import DueRenewal, RenewalFilter
from domain.renewals.question import NoForecast, RenewalsWanted, question_text
from domain.renewals.windows import DueDays, Overdue
from domain.teams import callings, member_called, team_of

_SEES_ALL = frozenset({Role.ADMIN, Role.VIEWER})


@dataclass(frozen=True, slots=True)
class Look:
    """`wanted` with its scope found; `chosen` is what the book is asked."""

    asker: Member
    wanted: RenewalsWanted
    days: DueDays
    chosen: RenewalFilter
    members: Sequence[Member]

    @property
    def today(self) -> date:
        return self.chosen.today

    def overdue(self) -> RenewalFilter:
        """Open ones of before today, whatever the window."""
        days = Overdue().days(self.today)
        return replace(self.chosen, due_from=days.first, due_until=days.last, open_only=True)

    def fits(self, renewal: DueRenewal) -> bool:
        """What the filter of the book cannot say: nothing known, or nothing said."""
        if self.wanted.band is Band.GREY and renewal.band not in {Band.GREY, None}:
            return False
        return self.wanted.category is not NoForecast.YET or renewal.category is None


def look_for(book: Book, asker: Member, wanted: RenewalsWanted, today: date) -> Look | NotUnderstood:
    members = book.members.all()
    named = _named(wanted, members)
    if isinstance(named, NotUnderstood):
        return named
    scoped = replace(named, scope=named.scope or usual_scope(book, asker, today)) if not named.owner else named
    days = scoped.window.days(today)
    return Look(asker, scoped, days, _filter(scoped, days, _owners(scoped, asker, members), today), members)


def _named(wanted: RenewalsWanted, members: Sequence[Member]) -> RenewalsWanted | NotUnderstood:
    """A name after an at sign that Slack did not turn into a person, turned into one."""
    if not wanted.called:
        return wanted
    if owner := member_called(wanted.called, members):
        return replace(wanted, owner=owner, called="")
    meant = nearest(wanted.called, {word for member in members for word in callings(member.name)})
    owner = member_called(meant, members) if meant else None
    mended = question_text(replace(wanted, owner=owner, called="")) if owner else ""
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


def _owners(wanted: RenewalsWanted, asker: Member, members: Sequence[Member]) -> tuple[str, ...] | None:
    if wanted.owner:
        return (wanted.owner,)
    match wanted.scope:
        case Scope.MINE:
            return (asker.slack_id,)
        case Scope.TEAM:
            return team_of(asker, members)
        case _:
            return None


def _filter(wanted: RenewalsWanted, days: DueDays, owners: tuple[str, ...] | None, today: date) -> RenewalFilter:
    return RenewalFilter(
        today,
        due_from=days.first,
        due_until=days.last,
        owners=owners,
        tier=wanted.tier,
        segment=wanted.segment,
        band=None if wanted.band is Band.GREY else wanted.band,
        category=None if isinstance(wanted.category, NoForecast) else wanted.category,
        open_only=isinstance(wanted.window, Overdue),
    )
