from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

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

    def of(self, period: str) -> FrozenPeriod | None:
        return self.tables.frozen.get(period)

    def freeze(self, frozen: FrozenPeriod) -> bool:
        return self.tables.frozen.setdefault(frozen.period, frozen) is frozen


@dataclass(frozen=True, slots=True)
class FakeRevenueBook:
    """Spans come from the lines of the terms, as they do in the database."""

    tables: FakeTables

    def spans(self) -> Sequence[ArrSpan]:
        found = [
            ArrSpan(
                term.account, line.product, line.starts_on or term.starts_on, line.ends_on or term.ends_on, line.arr
            )
            for term in self.tables.terms.values()
            for line in term.lines
            if line.arr is not None
        ]
        return sorted(found, key=lambda span: (span.account, span.product, span.starts_on or date.min))

    def cuts(self) -> Sequence[AccountCut]:
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
