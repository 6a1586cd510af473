from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher

from domain.account_names import normalised, sought, without_legal_form
from domain.accounts import Account, AccountMatch, AccountStatus
from domain.health.model import Band
from domain.health.ports import StandingFilter, StandingOrder, StandingPage
from domain.health.standing import AccountStanding
from domain.renewals.renewal import RenewalGlance
from fakes.plan_glances import plan_glance
from fakes.tables import FakeTables

_AT_RISK_ORDER = [Band.RED, Band.YELLOW, Band.GREY, Band.GREEN]


@dataclass(frozen=True, slots=True)
class FakeAccounts:
    tables: FakeTables

    def by_id(self, account: int) -> Account | None:
        return self.tables.accounts.get(account)

    def exact(self, typed: str) -> Sequence[AccountMatch]:
        found = self._called(normalised(typed)) or self._called(sought(typed))
        matches = [AccountMatch(account.id, account.name, 1.0, exact=True, owner=account.owner) for account in found]
        return sorted(matches, key=lambda match: (match.name, match.account))

    def _called(self, wanted: str) -> list[Account]:
        return [account for account in self.tables.accounts.values() if wanted in set(_called(account))]

    def like(self, typed: str, *, limit: int, within: Collection[int] | None = None) -> Sequence[AccountMatch]:
        """Good enough for tests of services: the whole of each word against what was typed."""
        matches = [
            AccountMatch(account.id, account.name, _likeness(typed, account), owner=account.owner)
            for account in self.tables.accounts.values()
            if within is None or account.id in within
        ]
        like = [match for match in matches if match.likeness > 0]
        return sorted(like, key=lambda match: (-match.likeness, match.name, match.account))[:limit]

    def held_by(self, person: str, *, today: date) -> frozenset[int]:
        accounts = self.tables.accounts.values()
        return frozenset(account.id for account in accounts if in_a_book_of(account, [person], today))

    def linked_to(self, channel: str) -> Sequence[int]:
        return sorted(self.tables.links.get(channel, []))


@dataclass(frozen=True, slots=True)
class FakeStandings:
    tables: FakeTables

    def of(self, account: int) -> AccountStanding | None:
        standing = self.tables.standings.get(account)
        return as_the_book_says(standing, self.tables) if standing else None

    def by_exact_name(self, normalised: str) -> Sequence[AccountStanding]:
        called = [number for number, account in self.tables.accounts.items() if normalised in set(_called(account))]
        return [standing for number in sorted(called) if (standing := self.of(number))]

    def page(self, wanted: StandingFilter, *, order: StandingOrder, offset: int, limit: int) -> StandingPage:
        accounts = [number for number, account in self.tables.accounts.items() if is_wanted(account, wanted)]
        scored = [standing for number in accounts if (standing := self.of(number))]
        listed = sorted((standing for standing in scored if _stands(standing, wanted)), key=_ORDERS[order])
        bands = {band: count for band in Band if (count := sum(standing.band is band for standing in listed))}
        return StandingPage(tuple(listed[offset : offset + limit]), len(listed), len(accounts) - len(scored), bands)

    def never_scored(self, account: int) -> Account | None:
        return None if account in self.tables.standings else self.tables.accounts.get(account)


def _called(account: Account) -> Iterator[str]:
    words = (account.name, *account.aliases, *account.domains, *(number for _, number in account.external_ids))
    return map(normalised, words)


def _likeness(typed: str, account: Account) -> float:
    wanted = without_legal_form(normalised(typed))
    words = [without_legal_form(word) for word in _called(account)]
    return max(SequenceMatcher(None, wanted, word).ratio() for word in words)


def as_the_book_says(standing: AccountStanding, tables: FakeTables) -> AccountStanding:
    account = tables.accounts[standing.account]
    cover = account.cover
    return replace(
        standing,
        name=account.name,
        owner=account.owner,
        cover=cover.member if cover else None,
        cover_starts_on=cover.starts_on if cover else None,
        cover_ends_on=cover.ends_on if cover else None,
        first_value_on=account.first_value_on,
        went_live_on=account.went_live_on,
        value_reached=tables.values_reached.get(account.id),
        churned=account.status is AccountStatus.CHURNED,
        churned_on=account.churned_on,
        next_renewal=next_renewal_of(tables, account.id),
        tasks=tables.glances.get(account.id),
        plan=plan_glance(account.id, tables),
        plays=tables.play_glances.get(account.id),
        has_asked=any(voice.account == account.id for voice in tables.voices),
    )


def in_a_book_of(account: Account, book: Sequence[str], today: date | None) -> bool:
    return account.owner in book or _covers(account, book, today)


def is_wanted(account: Account, wanted: StandingFilter) -> bool:
    if account.status is AccountStatus.CHURNED or wanted.tier not in {None, account.tier}:
        return False
    books = [book for book in ((wanted.owner,) if wanted.owner else None, wanted.owners) if book is not None]
    return all(in_a_book_of(account, book, wanted.today) for book in books)


def _covers(account: Account, book: Sequence[str], today: date | None) -> bool:
    cover = account.cover
    return bool(cover and today and cover.member in book and cover.holds(today))


def next_renewal_of(tables: FakeTables, account: int) -> RenewalGlance | None:
    """What the card says: the earliest open one."""
    open_ones = [each for each in tables.renewals.values() if each.account == account and each.is_open]
    if not open_ones:
        return None
    first = min(open_ones, key=lambda renewal: (renewal.due_on, renewal.id))
    reminded = [reminder.on for (renewal, _), reminder in tables.reminders.items() if renewal == first.id]
    reminded_on = max(reminded, default=None)
    return RenewalGlance(first.id, first.due_on, first.notice_on, first.auto_renew, first.forecast, reminded_on)


def _stands(standing: AccountStanding, wanted: StandingFilter) -> bool:
    return wanted.stage in {None, standing.stage} and wanted.band in {None, standing.band}


def _worst(standing: AccountStanding) -> tuple[float, ...]:
    if standing.shown is None:
        return (2, 0, standing.account)
    return (int(standing.band is Band.GREY), standing.shown, standing.account)


def _at_risk(standing: AccountStanding) -> tuple[float, ...]:
    largest = max((money.minor for money in standing.arr), default=0)
    return (_AT_RISK_ORDER.index(standing.band), -largest, standing.account)


_ORDERS = {StandingOrder.WORST_FIRST: _worst, StandingOrder.ARR_AT_RISK_FIRST: _at_risk}
