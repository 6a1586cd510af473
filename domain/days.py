"""Days further on or back, within the calendar: a book may hold the very first or the very last of them."""

from __future__ import annotations

from datetime import date


def shifted(day: date, days: int) -> date:
    """`days` later (earlier, where negative); where the calendar ends before, its end."""
    ordinal = min(max(day.toordinal() + days, 1), date.max.toordinal())
    return date.fromordinal(ordinal)
