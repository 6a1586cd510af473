"""Which account and which play are meant, as the asker sees the book, and who may change a play."""

from __future__ import annotations

from datetime import date

from bot.services.health import account_id, name_of
from bot.services.renewal_changes import team_below
from bot.services.sight import seen_by
from domain.errors import NotAllowedError, PlayNotFoundError
from domain.expansion.allowed import may_change_play, may_open_plays
from domain.expansion.play import Play
from domain.numbers import number_in
from domain.permissions import Member
from domain.ports import Book

OPEN, CHANGE = "plays.opened", "plays.changed"


def require_player(asker: Member) -> None:
    if not may_open_plays(asker):
        raise NotAllowedError(asker.slack_id, OPEN)


def played_account(book: Book, asker: Member, about: str, chosen: str, *, today: date) -> tuple[int, str] | None:
    """With its name; None where none is chosen yet."""
    kind, _, number = about.partition(":")
    wanted = number if kind == "account" else chosen
    if not wanted:
        return None
    account = account_id(wanted)
    return account, name_of(seen_by(book, asker, today=today), account)


def play_of(book: Book, asker: Member, number: str, *, today: date) -> tuple[Play, str]:
    """One that the asker sees, with the name of its account."""
    wanted = number_in(number)
    found = None if wanted is None else book.plays.of(wanted)
    if found is None:
        raise PlayNotFoundError(number)
    return found, name_of(seen_by(book, asker, today=today), found.account)


def play_to_change(book: Book, asker: Member, number: str, *, today: date) -> tuple[Play, str]:
    found, name = play_of(book, asker, number, today=today)
    if not may_change(book, asker, found, today=today):
        raise NotAllowedError(asker.slack_id, CHANGE)
    return found, name


def may_change(book: Book, asker: Member, play: Play, *, today: date) -> bool:
    account = book.accounts.by_id(play.account)
    cover = account.cover if account else None
    holders = (account.owner if account else None, cover.member if cover and cover.holds(today) else None)
    people = {person for person in (play.owner, play.by, *holders) if person}
    return may_change_play(asker, people=people, team=team_below(book, asker))
