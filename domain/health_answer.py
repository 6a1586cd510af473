"""What `/health` answers with: one value for each kind of answer, before it is put into words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from domain.accounts import AccountMatch
from domain.feedback.asks import Ask
from domain.filter_words import HelpWanted, NotUnderstood, Scope
from domain.health.model import Scorecard
from domain.health.ports import HistoryMark, StandingPage
from domain.health.snapshots import Change, SnapshotLine
from domain.health.standing import AccountStanding
from domain.health.trend import Arrow
from domain.health_question import ListWanted


@dataclass(frozen=True, slots=True)
class Reading:
    """What the policy that made a score says of it: where it heads, and what its colour lacks.

    `coverage_lacking`: how much has to be known for the colour that the number alone would have.
    """

    arrow: Arrow | None = None
    coverage_lacking: float | None = None


UNREAD = Reading()


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """`asks` are open, the weightiest first."""

    standing: AccountStanding
    reading: Reading = UNREAD
    asks: Sequence[Ask] = ()


@dataclass(frozen=True, slots=True)
class ChurnedAnswer:
    """The account has left; `was_scored`: there is a history to look at."""

    account: int
    name: str
    churned_on: date | None = None
    was_scored: bool = True


@dataclass(frozen=True, slots=True)
class NeverScoredAnswer:
    """In the book, but no scoring has looked at it yet."""

    account: int
    name: str


@dataclass(frozen=True, slots=True)
class ChoiceAnswer:
    """Several accounts may be meant; there may be more than `matches` holds."""

    typed: str
    matches: tuple[AccountMatch, ...]
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class NothingLikeAnswer:
    """No account is called that; `nearest` holds up to three that are a little like it."""

    typed: str
    nearest: tuple[AccountMatch, ...] = ()


@dataclass(frozen=True, slots=True)
class WorstAnswer:
    """The worst first of the asker's own accounts; of the team's, where the asker owns none and leads somebody."""

    page: StandingPage
    scope: Scope = Scope.MINE


@dataclass(frozen=True, slots=True)
class ListAnswer:
    wanted: ListWanted
    page: StandingPage
    offset: int


HealthAnswer: TypeAlias = (
    CardAnswer
    | ChurnedAnswer
    | NeverScoredAnswer
    | ChoiceAnswer
    | NothingLikeAnswer
    | WorstAnswer
    | ListAnswer
    | HelpWanted
    | NotUnderstood
)


@dataclass(frozen=True, slots=True)
class Explanation:
    """One score taken apart. `since` is the day of the snapshot compared with; None where there is none that old."""

    account: int
    name: str
    card: Scorecard
    day: date
    days_asked: int
    since: date | None
    change: Change | None
    policy_name: str
    policy_note: str
    coverage_lacking: float | None = None
    """How much has to be known for the colour that the number alone would have."""


@dataclass(frozen=True, slots=True)
class History:
    """A score over time, with what happened on the way."""

    account: int
    name: str
    lines: tuple[SnapshotLine, ...]
    marks: tuple[HistoryMark, ...]
    yellow_from: int = 40
    green_from: int = 70
