"""Whose renewals a person asked for, and where they are looked up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.services.whose import named, owners_of, usual_scope
from domain.filter_words import NotUnderstood
from domain.health.model import Band
from domain.permissions import Member
from domain.ports import Book
from domain.renewals.listing import DueRenewal, RenewalFilter
from domain.renewals.question import NoForecast, RenewalsWanted, question_text
from domain.renewals.windows import DueDays, Overdue


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
    asked = named(wanted, members, question_text)
    if isinstance(asked, NotUnderstood):
        return asked
    scoped = asked if asked.owner else replace(asked, scope=asked.scope or usual_scope(book, asker, today))
    days = scoped.window.days(today)
    return Look(asker, scoped, days, _filter(scoped, days, owners_of(scoped, asker, members), today), members)


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
