"""Which account a touchpoint is of, as whoever logs it may see the book, and who may change it afterwards.

Whoever has a role may log: anybody of us may have spoken with an account, also who otherwise only looks.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.services.alert_life import alert_of
from bot.services.health import account_id, name_of
from bot.services.sight import seen_by
from domain.errors import AlertNotFoundError, NotAllowedError, TouchpointNotFoundError
from domain.numbers import number_in
from domain.permissions import Member, may_change_touchpoint
from domain.ports import Book
from domain.teams import people_below
from domain.touchpoints.touchpoint import Touchpoint

LOG, CHANGE = "touchpoints.logged", "touchpoints.changed"


def touched_account(book: Book, asker: Member, about: str, chosen: str, *, today: date) -> tuple[int, str] | None:
    """With its name; None where none is chosen yet. What was told to somebody in an alert is theirs to look after."""
    kind, _, number = about.partition(":")
    if kind == "alert":
        alert = alert_of(book, about)
        if alert is None or alert.account is None:
            raise AlertNotFoundError(about)
        is_theirs = alert.to == asker.slack_id
        return alert.account, name_of(book if is_theirs else seen_by(book, asker, today=today), alert.account)
    wanted = number if kind == "account" else chosen
    if not wanted:
        return None
    account = account_id(wanted)
    return account, name_of(seen_by(book, asker, today=today), account)


def touchpoint_of(book: Book, asker: Member, number: str, *, today: date) -> tuple[Touchpoint, str]:
    """One that people logged and that the asker sees, with the name of its account."""
    wanted = number_in(number)
    found = None if wanted is None else book.touchpoints.of(wanted)
    if found is None or not found.is_by_hand:
        raise TouchpointNotFoundError(number)
    return found, name_of(seen_by(book, asker, today=today), found.account)


def changeable(book: Book, asker: Member, account: int, touchpoints: Iterable[Touchpoint]) -> frozenset[int]:
    """Those of the account's that the asker may change."""
    known = book.accounts.by_id(account)
    owner = known.owner if known else None
    team = people_below(asker, book.members.all())
    return frozenset(
        each.id
        for each in touchpoints
        if each.is_by_hand and may_change_touchpoint(asker, author=each.author, owner=owner, team=team)
    )


def require_changer(book: Book, asker: Member, touchpoint: Touchpoint) -> None:
    if not changeable(book, asker, touchpoint.account, [touchpoint]):
        raise NotAllowedError(asker.slack_id, CHANGE)
