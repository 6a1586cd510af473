from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from domain.imports import DateOrder
from integrations.files.cells import Cell, CellRefusedError
from integrations.files.dates import DateColumn, date_from, instant_from

FEBRUARY = date(2026, 2, 28)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-02-28",
        "2026/2/28",
        "2026.2.28",
        "20260228",
        "2026年2月28日",
        "２０２６/２/２８",
        "28 Feb 2026",
        "28-Feb-2026",
        "28th February 2026",
        "Feb 28, 2026",
        "February 28 2026",
        "2026-02-28T13:45:00Z",
        "2026-02-28 13:45",
        "46081",
        "46081.5",
        46081,
        46081.0,
        FEBRUARY,
        datetime(2026, 2, 28, 9, 30),  # noqa: DTZ001  # a workbook's cell has no zone
    ],
)
def test_a_date_is_read_however_people_write_it(cell: Cell) -> None:
    assert date_from(cell, None) == FEBRUARY


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        pytest.param("03/04/2026", DateOrder.DMY, date(2026, 4, 3), id="day first"),
        pytest.param("03/04/2026", DateOrder.MDY, date(2026, 3, 4), id="month first"),
        pytest.param("3.4.2026", DateOrder.DMY, date(2026, 4, 3), id="with points"),
        pytest.param("04/04/2026", None, date(2026, 4, 4), id="the same either way"),
    ],
)
def test_the_order_of_the_column_says_what_comes_first(cell: str, order: DateOrder | None, day: date) -> None:
    assert date_from(cell, order) == day


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        pytest.param("03/04/2026", "'03/04/2026' can be two dates; say --dates dmy or --dates mdy", id="undecided"),
        pytest.param("2026-02-30", "'2026-02-30' is not a day of the calendar", id="no such day"),
        pytest.param("next week", "'next week' is not a date I know; write it like 2026-02-28", id="words"),
        pytest.param(
            "28 Foo 2026", "'28 Foo 2026' names no month I know; write it like 2026-02-28", id="no such month"
        ),
        pytest.param("#DIV/0!", "holds the spreadsheet error #DIV/0!", id="a failed formula"),
        pytest.param(
            "28/02/26", "'28/02/26' is not a date I know; write it like 2026-02-28", id="two digits of a year"
        ),
        pytest.param(7, "7 is a number, not a date", id="too small for a day of Excel"),
        pytest.param("90000", "90000 is a number, not a date", id="too large for a day of Excel"),
    ],
)
def test_what_is_no_date_is_refused_with_a_reason(cell: Cell, reason: str) -> None:
    with pytest.raises(CellRefusedError) as refused:
        date_from(cell, None)

    assert str(refused.value) == reason


@pytest.mark.parametrize(
    ("cell", "instant"),
    [
        pytest.param("2026-02-28", datetime(2026, 2, 28, 12, tzinfo=UTC), id="a day alone is its noon"),
        pytest.param("2026-02-28 13:45", datetime(2026, 2, 28, 13, 45, tzinfo=UTC), id="no zone is UTC"),
        pytest.param("2026-02-28T13:45:10.5Z", datetime(2026, 2, 28, 13, 45, 10, 500000, tzinfo=UTC), id="Z"),
        pytest.param("2026-02-28T13:45:00+08:00", datetime(2026, 2, 28, 5, 45, tzinfo=UTC), id="an offset"),
        pytest.param("Feb 28, 2026 1:45 PM", datetime(2026, 2, 28, 13, 45, tzinfo=UTC), id="afternoon"),
        pytest.param("2026/2/28 12:05 am", datetime(2026, 2, 28, 0, 5, tzinfo=UTC), id="after midnight"),
        pytest.param("2026年2月28日 8:05", datetime(2026, 2, 28, 8, 5, tzinfo=UTC), id="Chinese"),
        pytest.param(46081.25, datetime(2026, 2, 28, 6, tzinfo=UTC), id="a fraction of a day of Excel"),
        pytest.param(datetime(2026, 2, 28, 8), datetime(2026, 2, 28, 8, tzinfo=UTC), id="a cell"),  # noqa: DTZ001  # as above
    ],
)
def test_an_instant_is_in_utc(cell: Cell, instant: datetime) -> None:
    assert instant_from(cell, None) == instant


def test_a_time_that_no_clock_shows_is_refused() -> None:
    with pytest.raises(CellRefusedError, match="'25:99' is not a time of day"):
        instant_from("2026-02-28 25:99", None)


def column_of(*cells: Cell) -> DateColumn:
    column = DateColumn()
    for row, cell in enumerate(cells, 2):
        column.look_at(row, cell)
    return column


def test_one_day_after_the_twelfth_decides_the_whole_column() -> None:
    column = column_of("03/04/2026", "28/02/2026", "01/02/2026")

    assert (column.order, column.is_undecided, column.is_contradictory) == (DateOrder.DMY, False, False)


def test_a_month_in_second_place_after_the_twelfth_means_month_first() -> None:
    assert column_of("03/04/2026", "02/28/2026").order is DateOrder.MDY


def test_a_column_of_small_numbers_is_undecided() -> None:
    column = column_of("03/04/2026", "03/04/2026", "05/06/2026", "07/07/2026", date(2026, 1, 1), "2026-01-02", None)

    assert (column.order, column.is_undecided, column.open) == (None, True, [2, 4])


def test_a_column_with_both_orders_is_contradictory_and_knows_the_rows() -> None:
    column = column_of("28/02/2026", "02/28/2026", "13/13/2026")

    assert (column.is_contradictory, column.day_first, column.month_first) == (True, [2], [3])


def test_only_the_first_rows_are_kept_as_examples() -> None:
    assert len(column_of(*(f"{day}/01/2026" for day in range(13, 29))).day_first) == 5
