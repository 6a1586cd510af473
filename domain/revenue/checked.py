"""Which resolved renewals the curve may learn from, and which it must leave out, with the reason counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.days import shifted
from domain.renewals.ports import StoredScore
from domain.renewals.renewal import Renewal
from domain.revenue.curve import Resolved
from domain.revenue.fates import Fate, fate_of

AHEAD_DAYS = 90
REACH_DAYS = 7
SHORTEST_BEFORE_DAYS = 28
"""A term has to be so much longer than the look ahead, else there was no time to score it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A renewal whose end is known, with the day whose stored score counts."""

    account: int
    day: date
    renewed: bool


@dataclass(frozen=True, slots=True)
class Candidates:
    chosen: tuple[Candidate, ...]
    known_before: int
    """Signed early or notice given by the day: the score would predict what was known."""
    too_short: int


@dataclass(frozen=True, slots=True)
class Checked:
    rows: tuple[Resolved, ...]
    not_scored: int
    known_before: int
    too_short: int


def candidates(renewals: Sequence[Renewal], *, today: date, grace_days: int) -> Candidates:
    """Moved ones were no decision; what is open after its grace, or came back after it, counts as churned."""
    fates = [(each, fate_of(each, seen_on=today, grace_days=grace_days)) for each in renewals]
    ended = [(each, fate) for each, fate in fates if fate in {Fate.RENEWED, Fate.LOST}]
    long_enough = [(each, fate) for each, fate in ended if not _is_too_short(each)]
    unknown = [(each, fate) for each, fate in long_enough if not _was_known(each, _day_of(each))]
    chosen = tuple(Candidate(each.account, _day_of(each), fate is Fate.RENEWED) for each, fate in unknown)
    return Candidates(chosen, len(long_enough) - len(unknown), len(ended) - len(long_enough))


def checked(found: Candidates, scores: Sequence[StoredScore | None]) -> Checked:
    """`scores` are those of the chosen ones, in their order; where none was stored, nothing can be said."""
    pairs = [(each, score) for each, score in zip(found.chosen, scores, strict=True) if score is not None]
    rows = tuple(Resolved(score.shown, each.renewed) for each, score in pairs)
    return Checked(rows, len(found.chosen) - len(rows), found.known_before, found.too_short)


def _day_of(renewal: Renewal) -> date:
    return shifted(renewal.due_on, -AHEAD_DAYS)


def _is_too_short(renewal: Renewal) -> bool:
    if renewal.starts_on is None:
        return False
    return (renewal.due_on - renewal.starts_on).days < AHEAD_DAYS + SHORTEST_BEFORE_DAYS


def _was_known(renewal: Renewal, day: date) -> bool:
    has_notice = renewal.notice_received_on is not None and renewal.notice_received_on <= day
    return has_notice or (renewal.outcome is not None and renewal.outcome.resolved_on <= day)
