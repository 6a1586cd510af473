"""Until when, and while what holds, a touchpoint may be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from domain.tasks.task import Task, TaskComment
from domain.touchpoints.touchpoint import Touchpoint

UNDO_FOR = timedelta(minutes=10)


class TouchStands(StrEnum):
    """Why it is not taken back."""

    GONE = "gone"
    TOO_LATE = "too_late"
    CHANGED = "changed"


def may_still_be_undone(touchpoint: Touchpoint, *, now: datetime) -> bool:
    return touchpoint.logged_at is not None and now <= touchpoint.logged_at + UNDO_FOR


def undo_refusal(touchpoint: Touchpoint | None, *, key: str, version: str, now: datetime) -> TouchStands | None:
    """`key` and `version` are of the touchpoint as it was when the button was drawn."""
    if touchpoint is None or not touchpoint.is_by_hand or touchpoint.key != key:
        return TouchStands.GONE
    if not may_still_be_undone(touchpoint, now=now):
        return TouchStands.TOO_LATE
    return None if str(touchpoint.version) == version else TouchStands.CHANGED


def is_untouched(task: Task, comments: Sequence[TaskComment]) -> bool:
    """Nobody has done, moved, given away or talked about it."""
    return task.is_open and task.version == 1 and not comments
