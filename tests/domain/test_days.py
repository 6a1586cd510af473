from __future__ import annotations

from datetime import date

import pytest

from domain.days import shifted


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [
        pytest.param(date(2026, 9, 1), 30, date(2026, 10, 1), id="later"),
        pytest.param(date(2026, 9, 1), -1, date(2026, 8, 31), id="earlier"),
        pytest.param(date.max, 30, date.max, id="the calendar ends"),
        pytest.param(date.min, -30, date.min, id="the calendar begins"),
        pytest.param(date(2026, 9, 1), -(10**9), date.min, id="far beyond"),
    ],
)
def test_days_further_on_or_back(day: date, days: int, expected: date) -> None:
    assert shifted(day, days) == expected
