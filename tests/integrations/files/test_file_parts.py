"""A CSV file cut into columns says the same as the csv module says of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from written_files import opened, reasons, written

from domain.imports import FileRefusedError
from integrations.files import parts, rows, usage_rows
from integrations.files.parts import Part
from integrations.files.tables import Limits, delimited_table

LONG = "x" * 140_000


def filled(numbered: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Without what a wider neighbour adds to a short row."""
    return [(number, [cell for cell in row if cell]) for number, row in numbered]


def both_ways(path: Path) -> tuple[list[tuple[int, list[str]]], list[tuple[int, list[str]]]]:
    table = delimited_table(path, encoding=None, limits=Limits())
    cut = [pair for part in table.parts() for pair in part.rows()]
    return filled(cut), filled(list(table.rows()))  # type: ignore[arg-type]  # CSV cells are texts or nothing


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a,b\n1,2\n3,4\n", id="plain"),
        pytest.param("a,b\n1,2\n3,4", id="no line break at the end"),
        pytest.param("a,b\r\n1,2\r\n3,4\r\n", id="Windows line breaks"),
        pytest.param("a,b\r1,2\r3,4\r", id="old line breaks"),
        pytest.param("a,b\n1\n2,3,4\n", id="rows of other widths that add up"),
        pytest.param("a,b\n1\n,2,3\n", id="a line break where a cell could be"),
        pytest.param("a,b\n\n\n1,2\n", id="empty lines"),
        pytest.param("\n\n\n", id="nothing but lines"),
        pytest.param('a,b\n1,2\n"3\n3",4\n5,6\n', id="a quoted line break"),
        pytest.param("a;b\n1,5;2\n", id="semicolons"),
        pytest.param("a,b\n1\u20282,3\x0b4\n", id="signs that only some take for line breaks"),
    ],
)
@pytest.mark.parametrize("block", [1, 7, 1 << 17])
def test_columns_hold_what_the_rows_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, block: int
) -> None:
    monkeypatch.setattr(parts, "_BLOCK", block)

    cut, read = both_ways(written(tmp_path, text))

    assert cut == read


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Account,Date,DAU\n" + "Acme,2026-11-01,5\n" * 30 + "{long},2026-11-01,5\n", id="plain"),
        pytest.param('"Account",Date,DAU\n' + "Acme,2026-11-01,5\n" * 30 + "{long},2026-11-01,5\n", id="quoted"),
    ],
)
def test_a_cell_without_an_end_is_refused_with_its_line(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, text.format(long=LONG), name="usage.csv")

    with pytest.raises(FileRefusedError) as refused:
        opened(path)

    assert refused.value.reason.startswith("Line 32 ends a cell of more than 131,072 characters")


def test_a_part_begins_after_the_header() -> None:
    part = Part.of([(1, ["a"]), (2, ["b", "c"]), (3, ["d"])])

    assert [part.after(row).rows() for row in (0, 2, 3, 9)] == [
        [(1, ["a", None]), (2, ["b", "c"]), (3, ["d", None])],
        [(3, ["d", None])],
        [],
        [],
    ]
    assert Part.of([(4, []), (5, [])]).rows() == [(4, []), (5, [])]


def test_blank_and_total_rows_of_usage_are_left_out(tmp_path: Path) -> None:
    text = "Account,Date,DAU\nAcme,2026-11-01,5\n,,\nTotal,,5\n,2026-11-01,7\nBolt,2026-11-01,6\n"

    file = opened(written(tmp_path, text, name="usage.csv"))
    (batch,) = file.sheets[0].batches()

    assert (list(batch.usage.rows), list(batch.totals), batch.rows) == ([2, 6], [4], 5)
    assert reasons(file) == {5: "names no account: the name, the external id or the domain is needed"}


def test_what_accounts_cells_mean_is_forgotten_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "_REMEMBERED", 2)
    text = "Account,Tier\n" + "".join(f"Account {row},high\n" for row in range(1, 8))

    (batch,) = opened(written(tmp_path, text)).sheets[0].batches()

    assert [record.fields["name"] for record in batch.records] == [f"Account {row}" for row in range(1, 8)]


def test_what_cells_mean_is_forgotten_when_there_are_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usage_rows, "_REMEMBERED", 2)
    text = "Account,Date,DAU\n" + "".join(f"Account {row},2026-11-0{row},{row}\n" for row in range(1, 8))

    (batch,) = opened(written(tmp_path, text, name="usage.csv")).sheets[0].batches()

    assert [ref.name for ref in batch.usage.accounts] == [f"Account {row}" for row in range(1, 8)]
    assert list(batch.usage.values) == list(range(1, 8))
