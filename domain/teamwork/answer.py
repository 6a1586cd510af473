"""What `/cs team` answers with, before it is put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from domain.filter_words import HelpWanted, NotUnderstood
from domain.revenue.periods import Period
from domain.revenue.question import NotBegun
from domain.teamwork.figure import Figure, FigureName
from domain.teamwork.policy import TeamPolicy
from domain.teamwork.question import OfWholeBooks, TeamWanted


@dataclass(frozen=True, slots=True)
class TeamColumn:
    """`person` None: the sum of all, in which an account counts once. `accounts`: those that were there."""

    person: str | None
    accounts: int
    figures: Mapping[FigureName, Figure]


@dataclass(frozen=True, slots=True)
class TeamAnswer:
    """`columns` stand by name, `whole` None where there is only one's own.

    `before`: what changes are against. `apart`: currencies without a rate, in no amount. `of_nobody`: accounts that
    are in the sum and in nobody's column. `version`: of the policy that says what stands first.
    """

    wanted: TeamWanted
    period: Period
    is_to_date: bool
    before: Period | None
    columns: tuple[TeamColumn, ...]
    whole: TeamColumn | None
    names: Mapping[str, str]
    policy: TeamPolicy
    version: int | None
    currency: str
    apart: tuple[str, ...] = ()
    of_nobody: int = 0
    is_reported: bool = False

    @property
    def chosen(self) -> TeamColumn | None:
        """The person asked for, else whoever is alone in it."""
        asked = self.wanted.figures.owner
        if asked is None and self.whole is None:
            return next(iter(self.columns), None)
        return next((column for column in self.columns if column.person == asked), None) if asked else None

    @property
    def shown(self) -> tuple[TeamColumn, ...]:
        """Every column, the sum last."""
        return (*self.columns, self.whole) if self.whole else self.columns


TeamRefused: TypeAlias = HelpWanted | NotUnderstood | NotBegun | OfWholeBooks
