from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.renewals.renewal import Renewal
from domain.revenue.cuts import is_in_a_book_of
from domain.revenue.ports import AccountCut, ArrSpan, FrozenPeriod, StatedRate
from fakes.tables import FakeTables


@dataclass(frozen=True, slots=True)
class FakeRates:
    tables: FakeTables

    def all(self) -> Sequence[StatedRate]:
        return sorted(self.tables.rates.values(), key=lambda rate: (rate.starts_on, rate.currency))

    def state(self, rate: StatedRate) -> None:
        self.tables.rates[rate.currency, rate.starts_on] = rate


@dataclass(frozen=True, slots=True)
class FakeFrozenPeriods:
    tables: FakeTables

    def of(self, names: Collection[str]) -> FrozenPeriod | None:
        found = [frozen for name, frozen in self.tables.frozen.items() if name in names]
        return min(found, key=lambda frozen: (frozen.frozen_at, frozen.period), default=None)

    def freeze(self, frozen: FrozenPeriod) -> bool:
        return self.tables.frozen.setdefault(frozen.period, frozen) is frozen


@dataclass(frozen=True, slots=True)
class FakeRevenueBook:
    """Spans come from the lines of the terms, as they do in the database."""

    tables: FakeTables

    def spans(self, accounts: Collection[int] | None = None) -> Sequence[ArrSpan]:
        found = [
            ArrSpan(
                *(term.account, line.product, line.starts_on or term.starts_on, line.ends_on or term.ends_on),
                *(line.arr.minor, line.arr.currency),
            )
            for term in self.tables.terms.values()
            if accounts is None or term.account in accounts
            for line in term.lines
            if line.arr is not None
        ]
        return sorted(found, key=lambda span: span.account)

    def due(self, starts_on: date, ends_on: date, accounts: Collection[int] | None = None) -> Sequence[Renewal]:
        found = [
            replace(each, starts_on=None, notice_on=None, auto_renew=None, step=None, forecast=None, version=1)
            for each in self.tables.renewals.values()
            if starts_on <= each.due_on < ends_on and (accounts is None or each.account in accounts)
        ]
        return sorted(found, key=lambda renewal: renewal.id)

    def cuts(self, owners: Sequence[str] | None = None, *, today: date | None = None) -> Sequence[AccountCut]:
        return [cut for cut in self._cuts() if owners is None or is_in_a_book_of(cut, owners, today or date.min)]

    def _cuts(self) -> Sequence[AccountCut]:
        return [
            AccountCut(
                account=account.id,
                name=account.name,
                tier=account.tier,
                segment=account.segment,
                industry=account.industry,
                stars=account.stars,
                owner=account.owner,
                cover=account.cover.member if account.cover else None,
                cover_starts_on=account.cover.starts_on if account.cover else None,
                cover_ends_on=account.cover.ends_on if account.cover else None,
                seller=account.seller,
                customer_since=account.customer_since,
                churned_on=account.churned_on,
            )
            for account in sorted(self.tables.accounts.values(), key=lambda account: account.id)
        ]
