"""When a kept renewal came."""

from __future__ import annotations

from datetime import date

from domain.renewals.renewal import Outcome, Renewal, Timing


def timing_of(renewal: Renewal) -> Timing | None:
    """By the first day of the new term; where that is not known, by the day it was resolved. None: not kept."""
    if renewal.outcome is None or not renewal.outcome.kind.is_kept:
        return None
    return _timing(renewal.outcome, renewal.due_on)


def _timing(outcome: Outcome, due_on: date) -> Timing:
    if outcome.next_starts_on is None:
        return Timing.ON_TIME if outcome.resolved_on <= due_on else Timing.LATE
    if outcome.next_starts_on == due_on:
        return Timing.ON_TIME
    return Timing.EARLY if outcome.next_starts_on < due_on else Timing.LATE
