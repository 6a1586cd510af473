"""Who may start and stop playbooks of an account."""

from __future__ import annotations

from datetime import date

from domain.errors import NotAllowedError
from domain.permissions import Member, may_change_renewal
from domain.ports import Book
from domain.teams import people_below

RUN = "playbooks.run"


def may_run(book: Book, asker: Member, account: int, *, today: date) -> bool:
    """Whoever answers for the account, today in its owner's place too, and who leads them."""
    known = book.accounts.by_id(account)
    assert known, "it was looked up before"
    cover = known.cover.member if known.cover and known.cover.holds(today) else None
    team = people_below(asker, book.members.all())
    return may_change_renewal(asker, owner=known.owner, cover=cover, team=team)


def require_runner(book: Book, asker: Member, account: int, *, today: date) -> None:
    if not may_run(book, asker, account, today=today):
        raise NotAllowedError(asker.slack_id, RUN)
