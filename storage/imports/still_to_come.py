"""Days that have not begun anywhere: nobody has used, answered, opened or measured anything on them."""

from __future__ import annotations

from datetime import date, timedelta

_AHEAD = timedelta(days=1)
"""Somewhere it is tomorrow already."""


def last_day(today: date) -> date:
    return today + _AHEAD


def reason_of(day: date) -> str:
    return f"the day ({day}) is still to come"
