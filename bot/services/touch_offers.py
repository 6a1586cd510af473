"""The form of a touchpoint as it opens: with what is known from where it was opened and from what was typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.services.sight import seen_by
from bot.services.touch_accounts import require_changer, touched_account, touchpoint_of
from domain.account_choice import Answer, choice
from domain.accounts import AccountMatch, TouchpointDirection, TouchpointKind
from domain.filter_words import unwrapped
from domain.permissions import Member, may_make_tasks
from domain.ports import Book, Library
from domain.touchpoints.answer import PointedAt, TouchOffer, TouchPlace
from domain.touchpoints.form import TouchForm, form_of
from domain.touchpoints.typed import Reading, beginnings_of, readings_of
from domain.zones import zone_called

MOST_LIKE = 20
MOST_OPTIONS = 100


@dataclass(frozen=True, slots=True)
class TouchOffers:
    """`zone` is the workspace's, for people whose own is not known."""

    library: Library
    clock: Callable[[], datetime]
    zone: str

    def opened(self, asker: Member, about: str, *, today: date) -> TouchOffer:
        """On a card, a line of a list, or an alert."""
        with self.library.reading() as book:
            return self._offer(book, asker, TouchPlace(about), _blank(today), today=today)

    def typed(self, asker: Member, text: str, *, channel: str | None, today: date) -> TouchOffer:
        """The account first, then words; without any, the account that the channel belongs to."""
        with self.library.reading() as book:
            seen = seen_by(book, asker, today=today)
            account, words = account_in_line(seen, text) if text else (_linked(seen, channel), "")
            form = replace(_blank(today), account=_number(account), summary=words)
            offer = self._offer(book, asker, TouchPlace(), form, today=today)
            return offer if account else replace(offer, typed=unwrapped(text))

    def of_message(self, asker: Member, message: PointedAt, *, today: date) -> TouchOffer:
        """Their words, when they were written, and who seems to have spoken."""
        with self.library.reading() as book:
            on, at = self._moment(asker, message.at, today)
            form = TouchForm(
                on=on,
                at=at,
                kind=TouchpointKind.SLACK,
                direction=_direction(book, message),
                account=_number(_linked(seen_by(book, asker, today=today), message.channel)),
                quote=message.quoted.words,
            )
            place = TouchPlace("", message.key, replace(message.quoted, words=""))
            return self._offer(book, asker, place, form, today=today)

    def again(self, asker: Member, place: TouchPlace, form: TouchForm, *, today: date) -> TouchOffer:
        """The same form with the contacts of the account that was chosen in it."""
        with self.library.reading() as book:
            return self._offer(book, asker, place, form, today=today)

    def change(self, asker: Member, touchpoint: str, *, today: date) -> TouchOffer:
        with self.library.reading() as book:
            found, name = touchpoint_of(book, asker, touchpoint, today=today)
            require_changer(book, asker, found)
            form = form_of(found, zone_called(asker.zone, self.zone))
            place = TouchPlace(f"touch:{found.id} {found.version}", found.key, replace(found.quoted, words=""))
            return TouchOffer(form, place, name, tuple(book.touchpoints.contacts_of(found.account)))

    def suggestions(self, asker: Member, typed: str, *, today: date) -> tuple[list[AccountMatch], dict[str, str]]:
        """Accounts for a type-ahead, with the names of their owners: whoever may log may say with whom they spoke."""
        with self.library.reading() as book:
            matches = seen_by(book, asker, today=today).accounts.like(typed, limit=MOST_OPTIONS)
            return list(matches), {member.slack_id: member.name for member in book.members.all()}

    def _offer(self, book: Book, asker: Member, place: TouchPlace, form: TouchForm, *, today: date) -> TouchOffer:
        may_follow_up = may_make_tasks(asker)
        known = touched_account(book, asker, place.about, form.account, today=today)
        if known is None:
            return TouchOffer(form, place, may_follow_up=may_follow_up)
        account, name = known
        contacts = tuple(book.touchpoints.contacts_of(account))
        return TouchOffer(replace(form, account=str(account)), place, name, contacts, may_follow_up)

    def _moment(self, asker: Member, at: datetime | None, today: date) -> tuple[str, str]:
        """The day and the time where the asker is; without a time, the day is today."""
        if at is None:
            return today.isoformat(), ""
        there = at.astimezone(zone_called(asker.zone, self.zone))
        return there.date().isoformat(), f"{there:%H:%M}"


def _blank(today: date) -> TouchForm:
    return TouchForm(kind=TouchpointKind.CALL, on=today.isoformat())


def _number(account: int | None) -> str:
    return "" if account is None else str(account)


def _linked(book: Book, channel: str | None) -> int | None:
    """The account that the channel belongs to; several are no answer."""
    linked = book.accounts.linked_to(channel) if channel else ()
    return linked[0] if len(linked) == 1 else None


def _direction(book: Book, message: PointedAt) -> TouchpointDirection:
    """In a thread somebody answered; else it is known who wrote."""
    if message.is_answered:
        return TouchpointDirection.TWO_WAY
    is_ours = bool(book.members.by_slack_id(message.quoted.said_by))
    return TouchpointDirection.OUTBOUND if is_ours else TouchpointDirection.INBOUND


def account_in_line(book: Book, text: str) -> tuple[int | None, str]:
    """The account that is meant, and the words after it; where none is, all of the text is words."""
    readings = readings_of(text)
    for reading in (*readings, *beginnings_of(text)):
        exact = book.accounts.exact(reading.name)
        if len(exact) == 1:
            return exact[0].account, reading.words
    if likest := _likest(book, readings):
        return likest
    return None, readings[-1].words if len(readings) == 1 else unwrapped(text)


def _likest(book: Book, readings: tuple[Reading, ...]) -> tuple[int, str] | None:
    """Of the names with a slip in them the one that is least in doubt; the longer of two."""
    found = [(choice((), book.accounts.like(each.name, limit=MOST_LIKE)), each.words) for each in readings]
    clear = [(answer.match, words) for answer, words in found if isinstance(answer, Answer)]
    if not clear:
        return None
    match, words = max(clear, key=lambda each: each[0].likeness)
    return match.account, words
