"""What every change of a renewal checks first: that it is there, open, and this person's to change."""

from __future__ import annotations

from datetime import date

from bot.services.sight import outside
from domain.errors import NotAllowedError, RenewalClosedError, RenewalNotFoundError
from domain.numbers import number_in
from domain.permissions import Member, may_change_renewal, sees_all_accounts
from domain.ports import Book
from domain.renewals.listing import RenewalRow
from domain.teams import people_below

CHANGE = "renewals.change"


def row_to_change(book: Book, asker: Member, renewal: str, *, today: date) -> RenewalRow:
    row = row_of(book, asker, renewal, today=today)
    if not row.renewal.is_open:
        raise RenewalClosedError(row.name)
    return row


def row_of(book: Book, asker: Member, renewal: str, *, today: date) -> RenewalRow:
    """A closed one too. `renewal` is the number that came back from Slack, where anybody may have changed it."""
    number = number_in(renewal)
    row = None if number is None else next(iter(book.renewals.rows([number], today=today)), None)
    may_change = row and may_change_renewal(asker, owner=row.owner, cover=row.cover, team=team_below(book, asker))
    if not (may_change or sees_all_accounts(asker)):
        raise outside(book)
    if row is None:
        raise RenewalNotFoundError(renewal)
    if not may_change:
        raise NotAllowedError(asker.slack_id, CHANGE)
    return row


def team_below(book: Book, asker: Member) -> tuple[str, ...]:
    """Whose work the person answers for."""
    return people_below(asker, book.members.all())


def seen_in(metadata: str) -> tuple[str, str, str]:
    """What a form remembers: the renewal, the version that was seen, and what else the form noted."""
    renewal, _, rest = metadata.partition(" ")
    version, _, noted = rest.partition(" ")
    return renewal, version, noted
