"""What `/renewals` answers with: one value for each kind of answer, before it is put into words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from domain.feedback.asks import Ask
from domain.filter_words import HelpWanted, NotUnderstood
from domain.health.trend import Arrow
from domain.renewals.head import Amounts, HeadSums, RatesUsed
from domain.renewals.listing import RenewalRow, UndatedPage
from domain.renewals.ports import Reminder
from domain.renewals.question import RenewalsWanted
from domain.renewals.windows import DueDays
from domain.revenue.curve import Curve
from domain.revenue.forecast import WeightedForecast


@dataclass(frozen=True, slots=True)
class RenewalLine:
    """One row; `may_change`: the reader may forecast, snooze and close it. `asks` are open, the weightiest first."""

    row: RenewalRow
    arrow: Arrow | None = None
    reminder: Reminder | None = None
    may_change: bool = False
    may_undo: bool = False
    """Closed some minutes ago, and the reader may take that back."""
    asks: Sequence[Ask] = ()


@dataclass(frozen=True, slots=True)
class RenewalsHead:
    """`overdue` and `undated` count what lies outside of the window and would go unseen."""

    sums: HeadSums
    weighted: tuple[WeightedForecast, ...]
    curve: Curve
    rates: RatesUsed
    overdue: int = 0
    undated: int = 0
    plays: int = 0
    play_amounts: Amounts = ()
    """Open plays of the accounts that stand in the list, each once; apart from every forecast."""


@dataclass(frozen=True, slots=True)
class ListedRenewals:
    """One page. `wanted` says whose it is even where the asker did not; `total` counts the rows of all pages."""

    wanted: RenewalsWanted
    days: DueDays
    head: RenewalsHead
    lines: tuple[RenewalLine, ...]
    offset: int
    total: int


@dataclass(frozen=True, slots=True)
class UndatedAccounts:
    wanted: RenewalsWanted
    page: UndatedPage
    offset: int


RenewalsAnswer: TypeAlias = HelpWanted | NotUnderstood | ListedRenewals | UndatedAccounts


@dataclass(frozen=True, slots=True)
class RenewalsExport:
    """The whole list; `names` of people by Slack id."""

    wanted: RenewalsWanted
    lines: tuple[RenewalLine, ...]
    names: Mapping[str, str]
