"""The book as somebody may see it: all of it, or, where admins chose so, a CSM's own accounts and nothing else.

What is outside is refused in the same words whether it exists or not.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, cast

from domain.accounts import Account, AccountMatch
from domain.errors import OutsideBookError
from domain.filter_words import Scope
from domain.health.ports import HistoryMark, Snapshots, StandingFilter, StandingOrder, StandingPage, Standings
from domain.health.snapshots import Snapshot, SnapshotLine
from domain.health.standing import AccountStanding
from domain.permissions import Member, Role, sees_all_accounts
from domain.ports import Accounts, Book
from domain.renewals.ports import Renewals
from domain.renewals.renewal import Renewal
from domain.zones import zone_called


def seen_by(book: Book, asker: Member, *, today: date) -> Book:
    """For whatever is looked up by what a person typed or pressed; `today` decides whom they cover."""
    if sees_all_accounts(asker):
        return book
    return cast("Book", _OwnBook(book, _Sight(book, asker, today)))


def accounts_seen(book: Book, asker: Member, *, today: date) -> Container[int] | None:
    """For things that many accounts have a part in: which of them may be named to the asker. None: every one."""
    return None if sees_all_accounts(asker) else _Sight(book, asker, today).accounts


def require_sight_of(owner: str | None, scope: Scope | None, asker: Member, members: Iterable[Member]) -> None:
    """Whether the accounts of `owner`, else of the `scope`, may be asked for."""
    is_own = owner == asker.slack_id if owner else scope is Scope.MINE
    if not (is_own or sees_all_accounts(asker)):
        raise OutsideBookError(admins=_admins(members))


def require_sight(book: Book, asker: Member, account: int | None, *, today: date) -> None:
    """Of a thing that belongs to an account; what belongs to none is somebody else's."""
    if not sees_all_accounts(asker):
        _Sight(book, asker, today).require(account)


def outside(book: Book, typed: str = "", nearest: Sequence[AccountMatch] = ()) -> OutsideBookError:
    """For who sees their own accounts only: why, and whom to ask."""
    near = tuple((match.account, match.name) for match in nearest)
    return OutsideBookError(typed, near, _admins(book.members.all()))


def day_of(asker: Member, now: datetime) -> date:
    """The day it is where they are, where Slack says where that is."""
    return now.astimezone(zone_called(asker.zone, "UTC")).date()


def _admins(members: Iterable[Member]) -> tuple[str, ...]:
    return tuple(member.slack_id for member in members if member.role is Role.ADMIN)


class _Sight:
    """Which accounts are the asker's today."""

    def __init__(self, book: Book, asker: Member, today: date) -> None:
        self.book, self.person, self.today = book, asker.slack_id, today
        self.accounts = book.accounts.held_by(asker.slack_id, today=today)

    def require(self, account: int | None) -> None:
        if account not in self.accounts:
            raise outside(self.book)


class _Rest:
    """What is not limited is as it was."""

    _whole: Any

    def __init__(self, whole: object, sight: _Sight) -> None:
        self._whole = whole
        self._sight = sight

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole, name)


class _OwnBook(_Rest):
    def __init__(self, book: Book, sight: _Sight) -> None:
        super().__init__(book, sight)
        self.accounts = _OwnAccounts(book.accounts, sight)
        self.standings = _OwnStandings(book.standings, sight)
        self.snapshots = _OwnSnapshots(book.snapshots, sight)
        self.renewals = _OwnRenewals(book.renewals, sight)


class _OwnAccounts(_Rest):
    _whole: Accounts

    def by_id(self, account: int) -> Account | None:
        self._sight.require(account)
        return self._whole.by_id(account)

    def exact(self, typed: str) -> Sequence[AccountMatch]:
        return [match for match in self._whole.exact(typed) if match.account in self._sight.accounts]

    def like(self, typed: str, *, limit: int) -> Sequence[AccountMatch]:
        return self._whole.like(typed, limit=limit, within=self._sight.accounts)

    def linked_to(self, channel: str) -> Sequence[int]:
        return [account for account in self._whole.linked_to(channel) if account in self._sight.accounts]


class _OwnStandings(_Rest):
    _whole: Standings

    def of(self, account: int) -> AccountStanding | None:
        self._sight.require(account)
        return self._whole.of(account)

    def never_scored(self, account: int) -> Account | None:
        self._sight.require(account)
        return self._whole.never_scored(account)

    def by_exact_name(self, normalised: str) -> Sequence[AccountStanding]:
        found = self._whole.by_exact_name(normalised)
        return [standing for standing in found if standing.account in self._sight.accounts]

    def page(self, wanted: StandingFilter, *, order: StandingOrder, offset: int, limit: int) -> StandingPage:
        """Of nobody said: the asker's own; of others: refused."""
        person = self._sight.person
        if wanted.owner not in {None, person} or wanted.owners not in {None, (person,)}:
            raise outside(self._sight.book)
        own = replace(wanted, owner=person, owners=None, today=self._sight.today)
        return self._whole.page(own, order=order, offset=offset, limit=limit)


class _OwnSnapshots(_Rest):
    _whole: Snapshots

    def latest(self, account: int) -> Snapshot | None:
        self._sight.require(account)
        return self._whole.latest(account)

    def as_of(self, account: int, day: date) -> Snapshot | None:
        self._sight.require(account)
        return self._whole.as_of(account, day)

    def curve(self, account: int, *, since: date) -> Sequence[SnapshotLine]:
        self._sight.require(account)
        return self._whole.curve(account, since=since)

    def marks(self, account: int, *, since: date) -> Sequence[HistoryMark]:
        self._sight.require(account)
        return self._whole.marks(account, since=since)


class _OwnRenewals(_Rest):
    _whole: Renewals

    def of(self, renewal: int) -> Renewal | None:
        found = self._whole.of(renewal)
        self._sight.require(found.account if found else None)
        return found
