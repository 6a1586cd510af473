"""Which account and which of its contacts somebody means, as they may see the book, and who may change them."""

from __future__ import annotations

from datetime import date

from bot.services.health import account_id
from bot.services.sight import seen_by
from domain.accounts import Account, AccountMatch
from domain.errors import AccountNotFoundError, ContactNotFoundError, NotAllowedError
from domain.numbers import number_in
from domain.people.contact import Contact
from domain.permissions import Member, may_change_people
from domain.ports import Book

ADDED, CHANGED, UNDONE = "people.added", "people.changed", "people.undone"


def account_of(book: Book, asker: Member, account: str | int, *, today: date) -> Account:
    number = account if isinstance(account, int) else account_id(account)
    found = seen_by(book, asker, today=today).accounts.by_id(number)
    if found is None:
        raise AccountNotFoundError(str(account))
    return found


def contact_of(book: Book, asker: Member, contact: str, *, today: date) -> tuple[Contact, AccountMatch]:
    """With the account, which the asker sees."""
    number = number_in(contact)
    found = None if number is None else book.people.of(number)
    if found is None:
        raise ContactNotFoundError(contact)
    return found, match_of(account_of(book, asker, found.account, today=today))


def match_of(account: Account) -> AccountMatch:
    return AccountMatch(account.id, account.name, 1.0, exact=True, owner=account.owner)


def require_changer(asker: Member) -> None:
    if not may_change_people(asker):
        raise NotAllowedError(asker.slack_id, CHANGED)
