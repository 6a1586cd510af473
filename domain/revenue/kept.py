"""How much of each book stayed in a period: figures of everybody, made once, added up for any choice of books."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.revenue.cuts import holders_of
from domain.revenue.figures import Ledger, PeriodBook
from domain.revenue.movements import AccountMovement, ArrMovement, Grain
from domain.revenue.ports import AccountCut
from domain.revenue.retention import gross_revenue_retention, net_revenue_retention, retention


@dataclass(frozen=True, slots=True)
class KeptArr:
    """Of so many accounts that had ARR on the first day; `apart`: currencies without a rate, in none of the numbers."""

    arr: ArrMovement
    accounts: int
    apart: tuple[str, ...] = ()

    @property
    def gross(self) -> Decimal | None:
        return gross_revenue_retention(self.arr)

    @property
    def net(self) -> Decimal | None:
        return net_revenue_retention(self.arr)


@dataclass(frozen=True, slots=True)
class KeptBook:
    """By account what its ARR did in the base currency, and in which others it has some; `held` by person."""

    moved: Mapping[int, AccountMovement]
    apart: Mapping[int, Collection[str]]
    held: Mapping[str, Collection[int]]

    def of(self, people: Iterable[str] | None) -> KeptArr | None:
        """Of the books of these people, None: of everybody; None where no rate can be said."""
        accounts = self._accounts(people)
        found = retention([self.moved[account] for account in accounts if account in self.moved])
        apart = {currency for account in accounts for currency in self.apart.get(account, ())}
        kept = KeptArr(found.arr, found.accounts, tuple(sorted(apart)))
        return None if kept.gross is None else kept

    def _accounts(self, people: Iterable[str] | None) -> Collection[int]:
        if people is None:
            return self.moved.keys() | self.apart.keys()
        return {account for person in people for account in self.held.get(person, ())}


def kept_book(period: PeriodBook, cuts: Iterable[AccountCut], *, today: date) -> KeptBook:
    """Whole accounts are compared; who left in the period is in its owner's book still."""
    held: dict[str, list[int]] = defaultdict(list)
    for cut in cuts:
        for person in holders_of(cut, today):
            held[person].append(cut.account)
    return KeptBook(_moved(period.ledger), _apart(period.apart), held)


def _moved(ledger: Ledger) -> dict[int, AccountMovement]:
    return {each.account: each.moved[Grain.ACCOUNT] for each in ledger.accounts if Grain.ACCOUNT in each.moved}


def _apart(ledgers: Iterable[Ledger]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for ledger in ledgers:
        for account in _moved(ledger):
            found[account].append(ledger.currency)
    return found
