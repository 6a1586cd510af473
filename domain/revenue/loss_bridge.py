"""Why what was recorded as lost and what retention counts as lost differ, account by account, to the cent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.revenue.figures import AccountFigures
from domain.revenue.movements import ArrMovement, Grain, added


@dataclass(frozen=True, slots=True)
class LossBridge:
    """Of the same accounts and days: recorded + unrecorded − unseen = churn + contraction.

    Amounts in the smallest unit. `unrecorded`: ARR that went without a record in the period, and of whom, the largest
    first. `unseen`: recorded, but the contract lines do not show it as lost: the account had no ARR on the first day,
    grew elsewhere, or its lines still run. `is_frozen`: against the figures as they were reported.
    """

    churn: int
    contraction: int
    recorded: int
    unrecorded: int
    unrecorded_of: tuple[str, ...]
    unseen: int
    is_frozen: bool

    @property
    def lost(self) -> int:
        return self.churn + self.contraction


def loss_bridge(recorded: Mapping[int, int], accounts: Iterable[AccountFigures], *, is_frozen: bool) -> LossBridge:
    """`recorded` sums the records of each account; `accounts` are those asked for, moved by account."""
    known = [
        (each.account, each.name, each.moved[Grain.ACCOUNT].arr) for each in accounts if Grain.ACCOUNT in each.moved
    ]
    moved = added([ArrMovement(), *(arr for _, _, arr in known)])
    over = {account: arr.churn + arr.contraction - recorded.get(account, 0) for account, _, arr in known}
    missing = sorted((-over[account], name) for account, name, _ in known if over[account] > 0)
    absent = sum(minor for account, minor in recorded.items() if account not in over)
    return LossBridge(
        churn=moved.churn,
        contraction=moved.contraction,
        recorded=sum(recorded.values()),
        unrecorded=-sum(minor for minor, _ in missing),
        unrecorded_of=tuple(name for _, name in missing),
        unseen=absent - sum(each for each in over.values() if each < 0),
        is_frozen=is_frozen,
    )
