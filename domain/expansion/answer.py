"""What plays are answered with, before it is put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from domain.expansion.form import PlayField, PlayForm, PlayProblem
from domain.expansion.matching import Growth
from domain.expansion.play import Play, PlayStep, Stage
from domain.expansion.ports import PlayRow
from domain.expansion.question import PlaysWanted
from domain.expansion.suggesting import SeatFacts
from domain.filter_words import HelpWanted, NotUnderstood
from domain.renewals.head import Amounts, RatesUsed
from domain.touchpoints.touchpoint import AccountContact


@dataclass(frozen=True, slots=True)
class PlayOffer:
    """The form to be filled in. `about` is `account:5` or, for a change, `play:9 2` (with its version); or empty.

    `typed`: words in which no account was found. `steps`: what was done so far, oldest first.
    """

    form: PlayForm
    about: str = ""
    account_name: str | None = None
    became_name: str | None = None
    contacts: tuple[AccountContact, ...] = ()
    typed: str = ""
    steps: tuple[PlayStep, ...] = ()

    @property
    def is_change(self) -> bool:
        return self.about.startswith("play:")


@dataclass(frozen=True, slots=True)
class PlayRefused:
    problems: Mapping[PlayField, PlayProblem]


class PlayChange(StrEnum):
    OPENED = "opened"
    CHANGED = "changed"
    MOVED = "moved"
    OVERTAKEN = "overtaken"
    """Nothing was written: somebody changed it since the form was opened."""


@dataclass(frozen=True, slots=True)
class PlayKept:
    """What became of a play; it stands as it is now. `by`: who changed it last."""

    change: PlayChange
    play: Play
    account_name: str
    by: str
    may_undo: bool = False
    may_change: bool = False


@dataclass(frozen=True, slots=True)
class PlayUndone:
    """`play` as it stands again; None where it is gone."""

    account_name: str
    play: Play | None = None


@dataclass(frozen=True, slots=True)
class StageSum:
    stage: Stage
    count: int
    amounts: Amounts
    without_amount: int = 0


@dataclass(frozen=True, slots=True)
class PlayLine:
    """One row; `growth`: the contract line that shows it; `is_missing`: won, and no contract shows it."""

    row: PlayRow
    may_change: bool = False
    growth: Growth | None = None
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class PlayList:
    """One page. `wanted` says whose it is even where the asker did not; `total` counts the rows of all pages.

    `missing`: won plays that no contract shows, with what they come to. `gained`: ARR of accounts that were referred.
    """

    wanted: PlaysWanted
    sums: tuple[StageSum, ...]
    rates: RatesUsed
    lines: tuple[PlayLine, ...]
    offset: int
    total: int
    overdue: int = 0
    missing: int = 0
    missing_amounts: Amounts = ()
    gained: Amounts = ()
    may_open: bool = False


@dataclass(frozen=True, slots=True)
class SuggestedAccounts:
    """`may_open`: the reader may start a play, or say that it is not the time."""

    wanted: PlaysWanted
    facts: tuple[SeatFacts, ...]
    offset: int
    total: int
    seat_share: float
    for_days: int
    may_open: bool = False
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PassOffer:
    """The form of `Not now…` on a suggestion."""

    facts: SeatFacts


PlaysAnswer: TypeAlias = HelpWanted | NotUnderstood | PlayList | SuggestedAccounts
