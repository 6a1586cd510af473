"""The Home tab, from one look at the book: each section reads its part, in as many statements as ever."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from bot.services.reader_mornings import morning_of
from domain.digests.reading import has_digest
from domain.home import HomeAsk, HomeLook, may_filter, people_of, whose_shown
from domain.home_view import HomeView
from domain.mornings import next_morning
from domain.permissions import Member
from domain.ports import Book, Library
from domain.teams import people_below

Section: TypeAlias = Callable[[Book, HomeAsk], object | None]
"""What one section of the Home tab finds in the book; None where it is nothing of the reader's."""


@dataclass(frozen=True, slots=True)
class Home:
    """`zone` is the workspace's; `sections` in the order in which they are drawn, one drawn twice asked once."""

    library: Library
    clock: Callable[[], datetime]
    zone: str
    sections: Sequence[Section]

    def of(self, member: Member, view: HomeView, *, today: date) -> HomeLook:
        """`today` is the reader's own."""
        now = self.clock()
        with self.library.reading() as book:
            ask = asked_for(book, member, view, now=now, today=today)
            found = {section: section(book, ask) for section in dict.fromkeys(self.sections)}
            morning, tells = morning_of(book, member, zone=self.zone), has_digest(member)
            is_wanted = tells and book.wishes.of(member.slack_id).digest
        parts = tuple(found[section] for section in self.sections)
        next_one = next_morning(morning, after=now) if is_wanted else None
        return HomeLook(ask, parts, tells, next_one, morning.zone.key)


def asked_for(book: Book, member: Member, view: HomeView, *, now: datetime, today: date) -> HomeAsk:
    """Others are read for whoever may look at theirs: there may be thousands."""
    members = book.members.all() if may_filter(member) else ()
    whose = whose_shown(member, view.whose, members)
    people, team = people_of(member, whose, members), frozenset(people_below(member, members))
    chosen = HomeView(whose, view.band, view.places)
    return HomeAsk(member, chosen, now, today, members, people, team)
