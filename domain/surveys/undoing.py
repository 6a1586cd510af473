"""Until when, and while what holds, an answer that somebody typed may be taken back."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from domain.surveys.answer import SurveyAnswer

UNDO_FOR = timedelta(minutes=10)


class AnswerStands(StrEnum):
    """Why it is not taken back."""

    GONE = "gone"
    TOO_LATE = "too_late"
    CHANGED = "changed"


def may_still_be_undone(answer: SurveyAnswer, *, now: datetime) -> bool:
    return answer.is_by_hand and answer.learnt_at is not None and now <= answer.learnt_at + UNDO_FOR


def undo_refusal(answer: SurveyAnswer | None, *, version: str, now: datetime) -> AnswerStands | None:
    """`version` is of the answer as it was when the button was drawn."""
    if answer is None or not answer.is_by_hand:
        return AnswerStands.GONE
    if not may_still_be_undone(answer, now=now):
        return AnswerStands.TOO_LATE
    return None if str(answer.version) == version else AnswerStands.CHANGED
