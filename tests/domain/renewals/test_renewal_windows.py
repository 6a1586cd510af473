from __future__ import annotations

from datetime import date

import pytest

from domain.renewals.windows import (
    Around,
    Between,
    DaysAhead,
    InMonth,
    InQuarter,
    InYear,
    MonthAhead,
    Overdue,
    QuarterAhead,
    Window,
)

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("window", "today", "first", "last"),
    [
        pytest.param(DaysAhead(90), TODAY, TODAY, date(2027, 2, 25), id="the last day counts"),
        pytest.param(DaysAhead(1), date(2028, 2, 28), date(2028, 2, 28), date(2028, 2, 29), id="into a leap day"),
        pytest.param(DaysAhead(365), date(2027, 3, 1), date(2027, 3, 1), date(2028, 2, 29), id="a year to a leap day"),
        pytest.param(Around.MONTH, TODAY, date(2026, 11, 1), date(2026, 11, 30), id="this month, its past days too"),
        pytest.param(Around.MONTH, date(2028, 2, 3), date(2028, 2, 1), date(2028, 2, 29), id="a leap month"),
        pytest.param(Around.NEXT_MONTH, TODAY, date(2026, 12, 1), date(2026, 12, 31), id="next month"),
        pytest.param(
            Around.NEXT_MONTH, date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 31), id="next month, year turn"
        ),
        pytest.param(Around.NEXT_MONTH, date(2027, 1, 31), date(2027, 2, 1), date(2027, 2, 28), id="a shorter month"),
        pytest.param(Around.QUARTER, TODAY, date(2026, 10, 1), date(2026, 12, 31), id="this quarter"),
        pytest.param(Around.QUARTER, date(2026, 9, 30), date(2026, 7, 1), date(2026, 9, 30), id="its last day"),
        pytest.param(Around.QUARTER, date(2026, 10, 1), date(2026, 10, 1), date(2026, 12, 31), id="its first day"),
        pytest.param(Around.NEXT_QUARTER, TODAY, date(2027, 1, 1), date(2027, 3, 31), id="next quarter, year turn"),
        pytest.param(Around.NEXT_QUARTER, date(2026, 1, 1), date(2026, 4, 1), date(2026, 6, 30), id="next quarter"),
        pytest.param(Around.YEAR, TODAY, date(2026, 1, 1), date(2026, 12, 31), id="this year"),
        pytest.param(Around.NEXT_YEAR, TODAY, date(2027, 1, 1), date(2027, 12, 31), id="next year"),
        pytest.param(Around.LAST_MONTH, TODAY, date(2026, 10, 1), date(2026, 10, 31), id="last month"),
        pytest.param(
            Around.LAST_MONTH, date(2027, 1, 5), date(2026, 12, 1), date(2026, 12, 31), id="last month, year turn"
        ),
        pytest.param(Around.LAST_QUARTER, TODAY, date(2026, 7, 1), date(2026, 9, 30), id="last quarter"),
        pytest.param(
            Around.LAST_QUARTER, date(2027, 2, 5), date(2026, 10, 1), date(2026, 12, 31), id="last quarter, year turn"
        ),
        pytest.param(Around.LAST_YEAR, TODAY, date(2025, 1, 1), date(2025, 12, 31), id="last year"),
        pytest.param(MonthAhead(11), TODAY, date(2026, 11, 1), date(2026, 11, 30), id="the month that runs"),
        pytest.param(MonthAhead(1), TODAY, date(2027, 1, 1), date(2027, 1, 31), id="a month that is over"),
        pytest.param(InMonth(2028, 2), TODAY, date(2028, 2, 1), date(2028, 2, 29), id="a month by name"),
        pytest.param(InQuarter(2027, 4), TODAY, date(2027, 10, 1), date(2027, 12, 31), id="a quarter by name"),
        pytest.param(QuarterAhead(4), TODAY, date(2026, 10, 1), date(2026, 12, 31), id="the quarter that runs"),
        pytest.param(QuarterAhead(3), TODAY, date(2027, 7, 1), date(2027, 9, 30), id="a quarter that is over"),
        pytest.param(InYear(2027), TODAY, date(2027, 1, 1), date(2027, 12, 31), id="a year by name"),
        pytest.param(Overdue(), TODAY, None, date(2026, 11, 26), id="overdue ends yesterday"),
        pytest.param(
            Between(date(2027, 1, 2), date(2027, 1, 9)), TODAY, date(2027, 1, 2), date(2027, 1, 9), id="two days"
        ),
    ],
)
def test_a_window_has_a_first_and_a_last_day(window: Window, today: date, first: date | None, last: date) -> None:
    days = window.days(today)

    assert (days.first, days.last) == (first, last)
