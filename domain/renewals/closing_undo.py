"""Until when, and while what holds, a closing may be taken back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from domain.renewals.derived import BY_IMPORT
from domain.renewals.renewal import Outcome, Renewal

UNDO_FOR = timedelta(minutes=10)


class UndoRefusal(StrEnum):
    NOT_CLOSED = "not_closed"
    TOO_LATE = "too_late"
    NEXT_CHANGED = "next_changed"
    CLOSED_ANEW = "closed_anew"
    """It is not that closing any more: it was taken back, and maybe closed again."""


def may_still_be_undone(outcome: Outcome, *, now: datetime) -> bool:
    """By its author and its age alone; whether somebody went on from it is looked at when it is undone."""
    return outcome.by != BY_IMPORT and now <= outcome.at + UNDO_FOR


def undo_refusal(closed: Renewal, following: Iterable[Renewal], *, now: datetime) -> UndoRefusal | None:
    """`following` are the renewals of the term that the closing opened: whoever worked on one would lose it."""
    outcome = closed.outcome
    if outcome is None or outcome.by == BY_IMPORT:
        return UndoRefusal.NOT_CLOSED
    if not may_still_be_undone(outcome, now=now):
        return UndoRefusal.TOO_LATE
    is_untouched = all(renewal.is_open and renewal.version == 1 for renewal in following)
    return None if is_untouched else UndoRefusal.NEXT_CHANGED
