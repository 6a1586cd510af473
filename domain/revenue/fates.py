"""What became of a renewal, as seen on a day, by its original due day."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from domain.days import shifted
from domain.renewals.renewal import Outcome, OutcomeKind, Renewal


class Fate(StrEnum):
    RENEWED = "renewed"
    LOST = "lost"
    """Said to be lost, open after its grace, or back only after it: that is a new start, not a late renewal."""
    OPEN = "open"
    MOVED = "moved"


def fate_of(renewal: Renewal, *, seen_on: date, grace_days: int) -> Fate:
    """What was resolved after `seen_on` was open then."""
    latest = shifted(renewal.due_on, grace_days)
    outcome = renewal.outcome
    if outcome is None or outcome.resolved_on > seen_on:
        return Fate.LOST if seen_on > latest else Fate.OPEN
    if outcome.kind is OutcomeKind.MOVED:
        return Fate.MOVED
    if not outcome.kind.is_kept or began_on(outcome) > latest:
        return Fate.LOST
    return Fate.RENEWED


def is_late(renewal: Renewal) -> bool:
    """The new term began after the old one had ended."""
    return renewal.outcome is not None and began_on(renewal.outcome) > renewal.due_on


def began_on(outcome: Outcome) -> date:
    """The first day of the new term; where that is not known, the day on which it was resolved."""
    return outcome.next_starts_on or outcome.resolved_on
