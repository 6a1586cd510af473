"""Putting a task off."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from domain.days import shifted
from domain.tasks.form import FURTHEST_DUE


class Postponement(StrEnum):
    DAY = "1d"
    WEEK = "1w"


_DAYS = {Postponement.DAY: 1, Postponement.WEEK: 7}


def postponed(due_on: date, by: Postponement, *, today: date) -> date:
    """Counted from its day; an overdue one from today, so that it is never put off into the past.

    Never beyond what a form takes, either.
    """
    return min(shifted(max(due_on, today), _DAYS[by]), max(due_on, shifted(today, FURTHEST_DUE)))
