"""What services need of the book about health: standings in lists and one by one, stored scores, and judgements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from domain.accounts import Account, LifecycleStage, Tier
from domain.health.model import Band
from domain.health.snapshots import Snapshot, SnapshotLine
from domain.health.standing import AccountStanding, Judgement


@dataclass(frozen=True, slots=True)
class StandingFilter:
    """Which accounts a list shows; None means "any". `owner` is a Slack user id (or cover on `today`)."""

    owner: str | None = None
    tier: Tier | None = None
    stage: LifecycleStage | None = None
    band: Band | None = None
    today: date | None = None
    owners: tuple[str, ...] | None = None
    """The books of several people together (a manager's tree); the same rule of cover as `owner`."""


class StandingOrder(StrEnum):
    WORST_FIRST = "worst_first"
    """Lowest shown score first; never scored and grey last."""
    ARR_AT_RISK_FIRST = "arr_at_risk_first"
    """Band red, yellow, grey, green; inside a band the largest ARR first (amounts are compared, never added)."""


@dataclass(frozen=True, slots=True)
class StandingPage:
    """One page of a list, with what the whole list holds."""

    standings: tuple[AccountStanding, ...]
    total: int
    not_scored: int
    bands: Mapping[Band, int] = field(default_factory=dict)
    """How many of the whole list stand in each band; never scored ones are in none."""


@dataclass(frozen=True, slots=True)
class HistoryMark:
    """Something to mark on the score's curve: kind is one of touchpoint, renewal, stage, policy."""

    day: date
    kind: str
    label: str


class Standings(Protocol):
    """The read model that cards and lists answer from; each method is one statement."""

    def of(self, account: int) -> AccountStanding | None: ...
    def by_exact_name(self, normalised: str) -> Sequence[AccountStanding]:
        """The hot path: one statement for a normalised name, alias, domain or external id."""
        ...

    def page(self, wanted: StandingFilter, *, order: StandingOrder, offset: int, limit: int) -> StandingPage: ...
    def never_scored(self, account: int) -> Account | None:
        """The account, when it is in the book but has no standing yet."""
        ...


class Snapshots(Protocol):
    """Stored scores: immutable; each scoring adds."""

    def latest(self, account: int) -> Snapshot | None: ...
    def as_of(self, account: int, day: date) -> Snapshot | None:
        """The last snapshot of the last day <= `day`."""
        ...

    def curve(self, account: int, *, since: date) -> Sequence[SnapshotLine]:
        """One line a day (its last revision), oldest first."""
        ...

    def marks(self, account: int, *, since: date) -> Sequence[HistoryMark]: ...


class Judgements(Protocol):
    def current(self, account: int, *, today: date) -> Judgement | None: ...
    def record(self, account: int, judgement: Judgement) -> None: ...
