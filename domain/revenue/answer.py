"""What `/cs retention` and `/cs churn` answer with, before it is put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from domain.expansion.retained import PeriodPlays
from domain.filter_words import HelpWanted, NotUnderstood
from domain.money import ExchangeRates
from domain.revenue.ahead import Ahead
from domain.revenue.churning import ChurnReport
from domain.revenue.cuts import Cut
from domain.revenue.figures import AccountFigures, PeriodFigures
from domain.revenue.frozen import Reported
from domain.revenue.periods import Period
from domain.revenue.ports import StatedRate
from domain.revenue.question import FiguresWanted, NotBegun, OfAnotherCommand


@dataclass(frozen=True, slots=True)
class PeriodAnswer:
    """`figures` are those reported, where the period is frozen."""

    figures: PeriodFigures
    reported: Reported | None = None


@dataclass(frozen=True, slots=True)
class RetentionAnswer:
    """`wanted` says whose figures they are even where the asker did not. `may_freeze`: what the reader may freeze."""

    wanted: FiguresWanted
    periods: tuple[PeriodAnswer, ...]
    ahead: Ahead
    names: Mapping[str, str]
    """People by Slack id."""
    may_freeze: Period | None = None
    plays: PeriodPlays | None = None
    """Of the first period."""

    @property
    def groups(self) -> tuple[str | None, ...]:
        """All groups of the cut: those of the first period, the largest first, then what is only elsewhere."""
        values = [group.value for each in self.periods for group in each.figures.groups]
        return tuple(dict.fromkeys([*values, *self.ahead.groups]))


@dataclass(frozen=True, slots=True)
class CohortAnswer:
    """Every account of the first period asked for, the largest movement first."""

    wanted: FiguresWanted
    period: Period
    currency: str
    accounts: tuple[AccountFigures, ...]


@dataclass(frozen=True, slots=True)
class FrozenAnswer:
    """`was_frozen`: somebody had frozen it before, and the first word stands."""

    period: Period
    was_frozen: bool


@dataclass(frozen=True, slots=True)
class ChurnAnswer:
    wanted: FiguresWanted
    report: ChurnReport
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RatesAnswer:
    base: str
    stated: tuple[StatedRate, ...]
    holding: ExchangeRates


@dataclass(frozen=True, slots=True)
class NobodyFits:
    """No account is all that is asked for.

    `known`: of each filter what accounts of the same people are in it, the most frequent first; empty where those
    people have no account at all.
    """

    wanted: FiguresWanted
    known: Mapping[Cut, tuple[str, ...]]
    names: Mapping[str, str]


FiguresRefused: TypeAlias = HelpWanted | NotUnderstood | NotBegun | OfAnotherCommand | NobodyFits
