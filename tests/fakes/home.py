from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.accounts import Account, AccountStatus, Money
from domain.health.model import Band
from domain.health.standing import AccountStanding
from domain.home_ports import BandSum, HomeTab, NextRenewal, OwnerWithoutRole, SetUp, WorseAccount, WorsePage
from fakes.accounts import in_a_book_of, next_renewal_of
from fakes.tables import FakeTables


@dataclass(frozen=True, slots=True)
class FakeHomeBook:
    tables: FakeTables

    def bands(self, people: Sequence[str] | None, *, today: date) -> Sequence[BandSum]:
        found: dict[tuple[Band | None, str | None], list[int]] = defaultdict(list)
        for account in self._live(people, today):
            standing = self.tables.standings.get(account.id)
            main = _main(standing)
            place = (standing.band if standing else None, main.currency if main else None)
            found[place].append(main.minor if main else 0)
        return [BandSum(band, currency, len(each), sum(each)) for (band, currency), each in found.items()]

    def worse(
        self, people: Sequence[str] | None, *, today: date, drop: int, days: int, offset: int, limit: int
    ) -> WorsePage:
        found = []
        for account in self._live(people, today):
            standing = self.tables.standings.get(account.id)
            if standing and standing.shown is not None and (standing.change_7 or 0) < 0:
                turned = standing.band is Band.RED and self._band(account.id, today - timedelta(days=days)) not in {
                    None,
                    Band.RED,
                }
                if turned or (standing.change_7 or 0) <= -drop:
                    found.append(self._worse(account, standing, standing.shown, turned=turned))
        found.sort(key=lambda each: (not each.turned, each.after - each.before, _weight(each.arr), each.account))
        return WorsePage(tuple(found[offset : offset + limit]), len(found))

    def next_renewal(self, people: Sequence[str] | None, *, today: date) -> NextRenewal | None:
        live = {account.id: account for account in self._live(people, today)}
        coming = [
            each
            for each in self.tables.renewals.values()
            if each.is_open and each.account in live and each.due_on >= today
        ]
        first = min(coming, key=lambda each: (each.due_on, each.id), default=None)
        return NextRenewal(live[first.account].name, first.due_on) if first else None

    def set_up(self) -> SetUp:
        live = list(self._live(None, date.max))
        scored = sum(account.id in self.tables.standings for account in live)
        return SetUp(len(live), scored, sum(account.owner is None for account in live), len(self.tables.links))

    def owners_without_role(self, *, limit: int) -> Sequence[OwnerWithoutRole]:
        found: dict[str, int] = defaultdict(int)
        for account in self._live(None, date.max):
            if account.owner and account.owner not in self.tables.members:
                found[account.owner] += 1
        listed = sorted(found.items(), key=lambda each: (-each[1], each[0]))
        return [OwnerWithoutRole(owner, accounts) for owner, accounts in listed[:limit]]

    def _live(self, people: Sequence[str] | None, today: date) -> list[Account]:
        live = [each for each in self.tables.accounts.values() if each.status is not AccountStatus.CHURNED]
        return [each for each in live if people is None or in_a_book_of(each, people, today)]

    def _band(self, account: int, day: date) -> Band | None:
        known = [each for each in self.tables.snapshots if each.account == account and each.day <= day]
        return max(known, key=lambda each: (each.day, each.revision)).band if known else None

    def _worse(self, account: Account, standing: AccountStanding, shown: int, *, turned: bool) -> WorseAccount:
        return WorseAccount(
            account.id,
            account.name,
            account.owner,
            _main(standing),
            shown - (standing.change_7 or 0),
            shown,
            turned,
            standing.last_two_way_on,
            next_renewal_of(self.tables, account.id),
        )


@dataclass(frozen=True, slots=True)
class FakeHomeTabs:
    tables: FakeTables

    def of(self, person: str) -> HomeTab | None:
        return self.tables.home_tabs.get(person)

    def opened_since(self, moment: datetime) -> frozenset[str]:
        return frozenset(person for person, tab in self.tables.home_tabs.items() if tab.opened_at >= moment)

    def save(self, tab: HomeTab) -> None:
        self.tables.home_tabs[tab.person] = tab

    def outdate(self, people: Collection[str]) -> None:
        self.tables.outdated_homes |= {person for person in people if person in self.tables.home_tabs}

    def has_outdated(self) -> bool:
        return bool(self.tables.outdated_homes)

    def take_outdated(self) -> Sequence[str]:
        taken = sorted(self.tables.outdated_homes)
        self.tables.outdated_homes.clear()
        return taken


def _main(standing: AccountStanding | None) -> Money | None:
    return max(standing.arr, key=lambda money: money.minor, default=None) if standing else None


def _weight(arr: Money | None) -> int:
    return -arr.minor if arr else 0
