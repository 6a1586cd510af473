"""What services need of the book about stages, clocks and first value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.accounts import LifecycleStage, Money, Tier
from domain.first_value.reached import ValueNote, ValueStanding
from domain.first_value.survival import Starter
from domain.health.ports import StandingFilter
from domain.health.standing import AccountStanding

CLOCK_DAYS = 365
"""Who is further past the due day than this is in no clock any more: then nobody wrote it down."""


@dataclass(frozen=True, slots=True)
class StageTotal:
    """One stage of the whole selection; `arr` is one amount a currency, the largest of each account."""

    accounts: int = 0
    stuck: int = 0
    arr: tuple[Money, ...] = ()
    arr_stuck: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class StagesPage:
    """`shown` is how many the list holds, `totals` what the stages hold, whichever are listed."""

    standings: tuple[AccountStanding, ...]
    shown: int
    totals: Mapping[LifecycleStage, StageTotal]
    not_scored: int = 0


@dataclass(frozen=True, slots=True)
class ClockRow:
    """An account that waits for first value; milestones by today."""

    standing: AccountStanding
    segment: str | None
    milestones_done: int = 0
    milestones_due: int = 0
    milestones: int = 0


@dataclass(frozen=True, slots=True)
class ClockPage:
    """`late` of the `total` are past their due day; `long_ago` are so long past it that they are not in it."""

    rows: tuple[ClockRow, ...]
    shown: int
    total: int
    late: int
    long_ago: int


@dataclass(frozen=True, slots=True)
class StarterRow:
    """An account that went live, with what its time to first value is told apart by."""

    starter: Starter
    segment: str | None
    tier: Tier


@dataclass(frozen=True, slots=True)
class StarterPage:
    """`not_live` are live accounts of which nobody says that they went live, or that do so later."""

    rows: tuple[StarterRow, ...]
    not_live: int = 0


class Lifecycle(Protocol):
    """Each list is a constant number of statements. Whoever records first value marks its account for scoring."""

    def stages(self, wanted: StandingFilter, *, stuck: bool, offset: int, limit: int) -> StagesPage:
        """Stuck ones first, the most ARR first; with `stuck` no others. The totals are of every stage."""
        ...

    def clock(self, wanted: StandingFilter, *, late: bool, today: date, offset: int, limit: int) -> ClockPage:
        """The longest overdue first, by their own targets."""
        ...

    def starters(self, wanted: StandingFilter, *, today: date) -> StarterPage:
        """Everybody who ever went live, those that left too."""
        ...

    def first_value_of(self, account: int) -> ValueStanding: ...
    def record(self, note: ValueNote, *, seen: ValueStanding) -> ValueNote | None:
        """With its number; None, and nothing written, where something else stands there than was seen."""
        ...

    def unfind(self, account: int, *, seen: ValueStanding, now: datetime) -> bool:
        """Nothing is reached any more; False, and nothing written, where something else stands there than was seen."""
        ...

    def note(self, number: int) -> ValueNote | None: ...
    def take_back(self, note: ValueNote, *, now: datetime) -> bool:
        """What stood there before stands there again; False where the note is not what stands there."""
        ...
