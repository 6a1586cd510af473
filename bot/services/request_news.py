"""What is said of requests to those who did not ask just now: the card, the news, and who tells the customer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from bot.services.announcing import announce
from domain.alerts.routing import route
from domain.feedback.merging import followers
from domain.feedback.request import ProductArea, Request, about_request
from domain.feedback.states import RequestAction
from domain.outbox.announcement import Announcement, AnnouncementKind, Fact, Manner
from domain.permissions import Member
from domain.ports import Book
from domain.tasks.notices import assigned_notice
from domain.tasks.task import Priority, Task, TaskSource

TELL_WITHIN = timedelta(days=3)


def tell_card(book: Book, request: Request, area: ProductArea, *, now: datetime, manner: Manner = Manner.POST) -> None:
    """A new card, or the one that is there drawn again."""
    facts: dict[str, Fact] = {"request": request.id}
    card = Announcement(AnnouncementKind.TRIAGE, area.channel, about_request(request.id), facts, manner)
    book.outbox.put(card, now=now)


def tell_those_who_asked(
    book: Book, request: Request, what: RequestAction, *, by: str, note: str, now: datetime, zone: str
) -> None:
    """Everybody who brought a voice of it or follows it, but who did it themselves."""
    people = followers(book.feedback.voices(request.id), book.feedback.followings(request.id))
    for person in people:
        if person != by:
            facts: dict[str, Fact] = {"request": request.id, "what": what.value, "by": by, "note": note}
            news = Announcement(AnnouncementKind.REQUEST_NEWS, person, about_request(request.id), facts)
            announce(book, news, now=now, zone=zone)


def give_telling_tasks(
    book: Book, titles: Mapping[int, str], *, by: str, now: datetime, today: date, zone: str
) -> None:
    """Each account's present owner (else who stands in for them) has to tell it; `titles` are by account."""
    members = {member.slack_id: member for member in book.members.all()}
    away = _away(book, members, today)
    for account, title in titles.items():
        standing = book.accounts.by_id(account)
        owner, cover = (standing.owner, standing.cover) if standing else (None, None)
        stands_in = cover.member if cover and cover.holds(today) else None
        to = route(owner, stands_in, members, away=away).to or by
        made = Task(0, title, today + TELL_WITHIN, to, by, now, account, None, Priority.NORMAL, TaskSource.REQUEST)
        task = book.tasks.add(made)
        if notice := assigned_notice(task, by=by):
            announce(book, notice, now=now, zone=zone)


def _away(book: Book, members: Mapping[str, Member], today: date) -> frozenset[str]:
    wishes = book.wishes.all()
    return frozenset(
        person for person in members if (mine := wishes.get(person)) and mine.away_until and mine.away_until >= today
    )
