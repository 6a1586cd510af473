"""What each rule was worth: how often it spoke, who did something, how soon, and what the renewals became."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from domain.alerts.alert import AlertState
from domain.alerts.policy import AlertKind
from domain.renewals.renewal import OutcomeKind


@dataclass(frozen=True, slots=True)
class PastAlert:
    """`acted_at` is when somebody first did something about it, `taken_at` when it was taken up, the last time.

    `became` is how its account's next renewal ended.
    """

    kind: AlertKind
    state: AlertState
    raised_at: datetime
    taken_at: datetime | None
    acted_at: datetime | None
    became: OutcomeKind | None


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """`judged` are those that somebody took up or found not useful; `useful` those of them that were taken up.

    `time_to_act` is the median over those on which somebody acted. `kept` and `lost` count renewals that ended after
    the alert; a part that was lost counts as lost.
    """

    kind: AlertKind
    fired: int
    taken: int
    dismissed: int
    alone: int
    time_to_act: timedelta | None
    kept: int
    lost: int

    @property
    def judged(self) -> int:
        return self.taken + self.dismissed

    @property
    def precision(self) -> float | None:
        """The share of those that were judged that were taken up; None where nobody judged."""
        return self.taken / self.judged if self.judged else None


def rule_figures(past: Iterable[PastAlert]) -> list[RuleFigures]:
    """One for each rule that spoke, in the order of the rules."""
    all_of_them = list(past)
    by_kind = ((kind, [each for each in all_of_them if each.kind is kind]) for kind in AlertKind)
    return [_figures(kind, found) for kind, found in by_kind if found]


def _figures(kind: AlertKind, found: list[PastAlert]) -> RuleFigures:
    dismissed = [each for each in found if each.state is AlertState.DISMISSED]
    taken = [each for each in found if each.taken_at and each.state is not AlertState.DISMISSED]
    acted = [each.acted_at - each.raised_at for each in found if each.acted_at]
    ended = [each.became for each in found if each.became and each.became is not OutcomeKind.MOVED]
    kept = [became for became in ended if became in {OutcomeKind.RENEWED, OutcomeKind.RENEWED_WITH_CHANGE}]
    return RuleFigures(
        kind,
        fired=len(found),
        taken=len(taken),
        dismissed=len(dismissed),
        alone=sum(each.state is AlertState.RESOLVED and each.acted_at is None for each in found),
        time_to_act=timedelta(seconds=round(median(each.total_seconds() for each in acted))) if acted else None,
        kept=len(kept),
        lost=len(ended) - len(kept),
    )
