"""What scoring needs of the book; apart, because its columns are numpy's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from domain.first_value.rules import FirstValuePolicy
    from domain.health.columns import AccountFacts, BookFacts, EarlierScores, ScoredColumns, UsageFacts
    from domain.health.policy import HealthPolicy
    from domain.scoring import DueAccounts, PartReport, PartRows, ScoringMoment, Takes


class AccountsDue(Protocol):
    def of(
        self, moment: ScoringMoment, *, policy_version: int, takes: Takes, only: Sequence[int] | None
    ) -> DueAccounts:
        """The accounts to be scored; of `only` those, where some are named. Churned ones never are."""
        ...


class ScoringPass(Protocol):
    """The book as columns: what scoring all of it reads and writes. Nothing here asks once an account."""

    def known(self, moment: ScoringMoment, accounts: Sequence[int] | None) -> AccountFacts:
        """The accounts as they are looked at (None: all that can be scored)."""
        ...

    def usage(self, moment: ScoringMoment, known: AccountFacts) -> UsageFacts: ...

    def facts(
        self,
        moment: ScoringMoment,
        known: AccountFacts,
        first_value: FirstValuePolicy,
        usage: Callable[[], UsageFacts],
    ) -> BookFacts:
        """What the book says of them; `usage` is asked for last, so that it can be read meanwhile."""
        ...

    def typical_samples(self, *, policy_version: int) -> Sequence[bytes]:
        """The packed evidence of one scored account of each tier and stage."""
        ...

    def earlier(self, moment: ScoringMoment, accounts: Sequence[int], *, trend_days: int) -> EarlierScores:
        """What is stored of the accounts so many days ago, and 7 and 30 days ago."""
        ...

    def rows(
        self,
        moment: ScoringMoment,
        due: DueAccounts,
        scored: ScoredColumns,
        policy: HealthPolicy,
        *,
        policy_version: int,
    ) -> PartRows:
        """Everything that is to be written, made before the transaction that writes it."""
        ...

    def write(self, moment: ScoringMoment, rows: PartRows) -> PartReport:
        """Adds snapshots and replaces standings; leaves out what somebody else scored meanwhile."""
        ...
