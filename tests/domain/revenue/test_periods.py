from __future__ import annotations

from datetime import date

import pytest

from domain.revenue.movements import Window
from domain.revenue.periods import Period, last_quarter, period_from, running_quarter, running_year

TODAY = date(2026, 11, 22)
NEW_YEAR, SEPTEMBER = date(2026, 1, 1), date(2026, 9, 1)
Q3 = Period("2026-Q3", date(2026, 7, 1), date(2026, 10, 1))
Y2026 = Period("2026", NEW_YEAR, date(2027, 1, 1))
TWELVE = Period("2025-11-22..2026-11-22", date(2025, 11, 22), date(2026, 11, 23))
Q4 = Period("2026-Q4", date(2026, 10, 1), date(2027, 1, 1))


@pytest.mark.parametrize(
    ("phrase", "period"),
    [
        pytest.param("2026", Period("2026", date(2026, 1, 1), date(2027, 1, 1)), id="a year"),
        pytest.param("2026-q3", Q3, id="a quarter"),
        pytest.param("2026年第三季度", Q3, id="a quarter in Chinese"),
        pytest.param("2026-09", Period("2026-09", date(2026, 9, 1), date(2026, 10, 1)), id="a month"),
        pytest.param("2026年9月", Period("2026-09", date(2026, 9, 1), date(2026, 10, 1)), id="a month in Chinese"),
        pytest.param("quarter", Q4, id="this quarter"),
        pytest.param("本季度", Q4, id="this quarter in Chinese"),
        pytest.param("last quarter", Q3, id="the one before"),
        pytest.param("上季度", Q3, id="the one before in Chinese"),
        pytest.param("last month", Period("2026-10", date(2026, 10, 1), date(2026, 11, 1)), id="last month"),
        pytest.param("去年", Period("2025", date(2025, 1, 1), date(2026, 1, 1)), id="last year"),
        pytest.param("q3", Q3, id="the last third quarter"),
        pytest.param("q4", Q4, id="the fourth quarter has begun"),
        pytest.param(
            "2026-01-05..2026-02-14",
            Period("2026-01-05..2026-02-14", date(2026, 1, 5), date(2026, 2, 15)),
            id="two days, both included",
        ),
        pytest.param("2026-07-01..2026-09-30", Q3, id="the two days of a whole quarter"),
        pytest.param("from 2026-09-01 to 2026-09-30", Period("2026-09", SEPTEMBER, Q4.starts_on), id="of a month"),
        pytest.param("2025年1月1日至2025年12月31日", Period("2025", date(2025, 1, 1), NEW_YEAR), id="of a year"),
        pytest.param(
            "2026-07-01..2026-08-31",
            Period("2026-07-01..2026-08-31", date(2026, 7, 1), SEPTEMBER),
            id="two whole months are neither",
        ),
        pytest.param("ytd", Y2026, id="the year so far"),
        pytest.param("year to date", Y2026, id="in words"),
        pytest.param("本年至今", Y2026, id="in Chinese"),
        pytest.param("qtd", Q4, id="the quarter so far"),
        pytest.param("last 12 months", TWELVE, id="a year up to today"),
        pytest.param("last twelve months", TWELVE, id="the number in words"),
        pytest.param("最近12个月", TWELVE, id="a year up to today in Chinese"),
        pytest.param("过去十二个月", TWELVE, id="in Chinese numerals"),
        pytest.param("ttm", TWELVE, id="by its short name"),
        pytest.param(
            "past 9 months", Period("2026-02-22..2026-11-22", date(2026, 2, 22), date(2026, 11, 23)), id="nine months"
        ),
        pytest.param("september", Period("2026-09", SEPTEMBER, date(2026, 10, 1)), id="the last of that name"),
        pytest.param("nov", Period("2026-11", date(2026, 11, 1), date(2026, 12, 1)), id="the one that runs"),
        pytest.param("十二月", Period("2025-12", date(2025, 12, 1), NEW_YEAR), id="one that has not begun this year"),
        pytest.param("december 2024", Period("2024-12", date(2024, 12, 1), date(2025, 1, 1)), id="with its year"),
        pytest.param("last 0 months", None, id="no time at all"),
        pytest.param("12 months", None, id="months ahead"),
        pytest.param("90", None, id="days ahead are no period"),
        pytest.param("overdue", None, id="nor is what is overdue"),
        pytest.param("acme", None, id="a name"),
    ],
)
def test_periods_as_people_write_them(phrase: str, period: Period | None) -> None:
    assert period_from(phrase, TODAY) == period


@pytest.mark.parametrize(
    ("today", "quarter", "month"),
    [
        pytest.param(date(2026, 2, 10), "2025-Q4", "2026-01", id="in February"),
        pytest.param(date(2026, 1, 10), "2025-Q4", "2025-12", id="in January"),
        pytest.param(date(2026, 5, 10), "2026-Q1", "2026-04", id="in May"),
    ],
)
def test_what_was_before_may_be_of_last_year(today: date, quarter: str, month: str) -> None:
    found = period_from("last month", today)

    assert (last_quarter(today).text, found and found.text) == (quarter, month)


def test_a_quarter_without_its_year_that_has_not_begun_is_that_of_last_year() -> None:
    found = period_from("q4", date(2026, 5, 10))

    assert found == Period("2025-Q4", date(2025, 10, 1), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("today", "begun", "closed"),
    [
        pytest.param(date(2026, 6, 30), False, False, id="a day before"),
        pytest.param(date(2026, 7, 1), True, False, id="the first day"),
        pytest.param(date(2026, 9, 30), True, False, id="the last day"),
        pytest.param(date(2026, 10, 1), True, True, id="the day after"),
    ],
)
def test_a_period_begins_and_closes(today: date, *, begun: bool, closed: bool) -> None:
    assert (Q3.has_begun(today), Q3.is_closed(today)) == (begun, closed)


def test_what_runs_goes_to_today() -> None:
    assert running_quarter(TODAY).to_date(TODAY) == Window(date(2026, 10, 1), TODAY)
    assert Q3.to_date(TODAY) == Window(date(2026, 7, 1), date(2026, 10, 1))
    assert (running_year(TODAY).text, Q3.last_day) == ("2026", date(2026, 9, 30))


def test_a_whole_quarter_may_have_been_frozen_by_its_days() -> None:
    days = Period("2026-07-01..2026-08-31", date(2026, 7, 1), SEPTEMBER)

    assert Q3.frozen_as == ("2026-Q3", "2026-07-01..2026-09-30")
    assert days.frozen_as == ("2026-07-01..2026-08-31",)


def test_months_back_from_a_day_that_the_earlier_month_has_not_start_on_its_last() -> None:
    found = period_from("last 1 month", date(2026, 3, 31))

    assert found == Period("2026-02-28..2026-03-31", date(2026, 2, 28), date(2026, 4, 1))
    assert not found.is_closed(date(2026, 3, 31))
