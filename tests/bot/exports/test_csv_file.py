from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exports.csv_file import Cell, csv_content, file_name
from domain.texts import without_tricks


def test_a_table_is_written_as_spreadsheet_programs_read_it() -> None:
    content = csv_content(
        ["客户", "ARR", "Due"],
        [['海洋, "深"蓝\n科技', Decimal("-1200.50"), date(2027, 1, 31)], ["Plain", 7, None]],
    )

    assert content == (
        b"\xef\xbb\xbf" + '客户,ARR,Due\r\n"海洋, ""深""蓝\n科技",-1200.50,2027-01-31\r\nPlain,7,\r\n'.encode()
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_cell_that_a_spreadsheet_would_run_is_guarded(start: str) -> None:
    content = csv_content([f"{start}head"], [[f"{start}1+1"]])

    assert list(read(content)) == [[f"'{start}head"], [f"'{start}1+1"]]


def test_a_number_is_never_written_with_an_exponent() -> None:
    assert csv_content(["n"], [[Decimal("1E+9")], [Decimal("1E-7")]]).endswith(b"n\r\n1000000000\r\n0.0000001\r\n")


def test_half_a_character_does_not_stop_the_file() -> None:
    assert csv_content(["n"], [["a\ud800b"]]).endswith(b"n\r\na?b\r\n")


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2), max_size=5))
def test_every_cell_comes_back_but_for_its_guard(rows: list[list[Cell]]) -> None:
    [_, *found] = read(csv_content(["a", "b"], rows))

    assert [[cell.removeprefix("'") for cell in row] for row in found] == [
        [without_tricks(str(cell)).removeprefix("'") for cell in row] for row in rows
    ]


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\u2060", "\u2066", "\ufeff", "\u00ad", "\u200d"])
def test_nothing_that_is_not_seen_hides_the_start_of_a_formula(hidden: str) -> None:
    assert list(read(csv_content(["n"], [[f"{hidden}=1+1"], [f"Bl{hidden}ue"]]))) == [["n"], ["'=1+1"], ["Blue"]]


def test_an_emoji_of_several_parts_stays_whole() -> None:
    assert list(read(csv_content(["n"], [["家👨‍👩‍👧族"]]))) == [["n"], ["家👨‍👩‍👧族"]]


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("renewals", "team", "90d"), "renewals-team-90d-2026-11-27-1405.csv"),
        (("renewals", "", "segment: Mid/Market"), "renewals-segment-Mid-Market-2026-11-27-1405.csv"),
        (("续约", "../x", "2027-01-01..2027-03-31"), "续约-x-2027-01-01..2027-03-31-2026-11-27-1405.csv"),
    ],
)
def test_a_file_is_named_after_what_is_in_it_and_when(parts: tuple[str, ...], name: str) -> None:
    assert file_name(*parts, at=datetime(2026, 11, 27, 14, 5, tzinfo=UTC), ending="csv") == name


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
