from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from written_files import CHINESE, opened, reasons, records, workbook, written

from domain.accounts import UsageMeasure
from domain.imports import FileRefusedError, ReadOptions
from integrations.files.reading import LocalFiles
from integrations.files.tables import Limits


def test_long_usage_is_read_in_columns(tmp_path: Path) -> None:
    text = "Account,Date,Metric,Value\nAcme,2026-11-01,DAU,5\nAcme,2026-11-02,dau,1.2万\nAcme,2026-11-02,MAU,\nAcme,bad,DAU,1\n,2026-11-02,DAU,1\nAcme,,DAU,1\nAcme,2026-11-02,Steps,1\n"  # noqa: E501  # one sheet

    batch = next(opened(written(tmp_path, text, name="usage.csv")).sheets[0].batches())

    assert (list(batch.usage.rows), list(batch.usage.values), set(batch.usage.measures)) == (
        [2, 3],
        [5, 12_000],
        {UsageMeasure.ACTIVE_USERS},
    )
    assert list(batch.usage.days) == [date(2026, 11, 1).toordinal(), date(2026, 11, 2).toordinal()]
    assert {verdict.row: verdict.reason for verdict in batch.refused} == {
        4: "has no value",
        5: "column 'Date' 'bad' is not a date I know; write it like 2026-02-28",
        6: "names no account: the name, the external id or the domain is needed",
        7: "column 'Date' is empty",
        8: f"column 'Metric' 'Steps' is not one of {', '.join(UsageMeasure)}",
    }


def test_wide_usage_gives_a_point_for_each_measure(tmp_path: Path) -> None:
    text = "Date,Customer ID,DAU,Events\n2026-11-01,7,5,\n2026-11-02,7,6,60\n2026-11-03,7\n"

    batch = next(opened(written(tmp_path, text, name="usage.csv")).sheets[0].batches())

    assert list(zip(batch.usage.rows, batch.usage.measures, batch.usage.values, strict=True)) == [
        (2, "active_users", 5),
        (3, "active_users", 6),
        (3, "events", 60),
    ]
    assert [verdict.row for verdict in batch.refused] == [4]


def test_a_count_below_zero_is_refused(tmp_path: Path) -> None:
    text = "Account,Date,DAU,Events\nAcme,2026-11-01,-5,3\nAcme,2026-11-02,(5),3\nAcme,2026-11-03,0,3\n"

    batch = next(opened(written(tmp_path, text, name="usage.csv")).sheets[0].batches())

    assert {verdict.row: verdict.reason for verdict in batch.refused} == {
        2: "column 'DAU' -5 is below zero",
        3: "column 'DAU' -5 is below zero",
    }
    assert list(zip(batch.usage.rows, batch.usage.values, strict=True)) == [(4, 0), (4, 3)]


def test_many_usage_rows_come_in_large_batches(tmp_path: Path) -> None:
    text = "Account,Date,DAU\n" + "Acme,2026-11-01,5\n" * 600_001

    batches = list(opened(written(tmp_path, text, name="usage.csv")).sheets[0].batches())

    assert [len(batch.usage) >= 500_000 for batch in batches] == [True, False]
    assert [row for batch in batches for row in batch.usage.rows] == list(range(2, 600_003))
    assert sum(batch.rows for batch in batches) == 600_001


@pytest.mark.parametrize(
    ("header", "survey"),
    [("CSAT", "csat"), ("满意度", "satisfaction"), ("NPS", "nps"), ("Score", None)],
)
def test_the_score_column_may_name_the_survey(tmp_path: Path, header: str, survey: str | None) -> None:
    file = opened(written(tmp_path, f"Account,{header},Date\nAcme,4,2026-11-01\n", name="surveys.csv"))

    assert [record.fields["survey"] for record in records(file)] == ([survey] if survey else [])


def test_a_survey_row_without_a_score_is_refused(tmp_path: Path) -> None:
    file = opened(written(tmp_path, "Account,NPS\nAcme,n/a\n", name="surveys.csv"))

    assert reasons(file) == {2: "has no score"}


def test_a_workbook_gives_its_visible_sheets_each_as_its_kind(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        {
            "Customers": [
                ["My book"],
                [],
                ["Account", "Renewal date", "Phone", "Contact"],
                ["Acme", date(2026, 12, 31), 13800138000.0, "Bo"],
            ],
            "联系人": [["客户名称", "姓名"], ["Acme", "王芳"]],
            "Notes": [["call them"]],
            "Empty": [],
            "Old": [["Account"], ["Gone"]],
        },
        hidden=["Old"],
    )

    file = opened(path)

    assert [(sheet.outline.title, sheet.outline.kind) for sheet in file.sheets] == [
        ("book.xlsx [Customers]", "account"),
        ("book.xlsx [联系人]", "contact"),
    ]
    assert file.notes == (
        "Sheet 'Old' is hidden: skipped.",
        "Sheet 'Notes' has no header that I know: skipped.",
        "Sheet 'Empty' is empty: skipped.",
    )
    assert records(file)[2].fields == {"phone": "13800138000", "name": "Bo"}
    assert records(file)[0].row == 4


def test_a_sheet_is_chosen_by_its_name_even_a_hidden_one(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"A": [["Account"], ["Acme"]], "B": [["Account"], ["Beta"]]}, hidden=["B"])

    assert [record.account.name for record in records(opened(path, ReadOptions(sheet="B")))] == ["Beta"]
    with pytest.raises(FileRefusedError, match=r"It has no sheet 'C'\. It has: A, B"):
        opened(path, ReadOptions(sheet="C"))


def test_a_workbook_of_nothing_readable_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="It holds no rows that I can read"):
        opened(workbook(tmp_path, {"A": [["x"]], "B": [["y"]]}))


def test_an_error_cell_is_no_blank(tmp_path: Path) -> None:
    path = tmp_path / "accounts.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(1, 1, ["Account", "ARR (USD)", "Seats"])
        sheet.write_row(2, 1, ["Acme", 12.5])
        sheet.write_formula(2, 3, "=1/0", None, "#DIV/0!")

    assert reasons(opened(path)) == {3: "column 'Seats' holds the spreadsheet error #DIV/0!"}


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        pytest.param(Limits(workbook_bytes=10), "at most 0 MB are read", id="size"),
        pytest.param(Limits(unpacked_bytes=10), "It unpacks to 0 MB", id="unpacked"),
        pytest.param(Limits(workbook_rows=1), "Sheet 'A' has 2 rows; at most 1 are read", id="rows"),
    ],
)
def test_a_workbook_beyond_the_limits_is_refused_in_words(tmp_path: Path, limits: Limits, reason: str) -> None:
    with pytest.raises(FileRefusedError, match=reason):
        opened(workbook(tmp_path, {"A": [["Account"], ["Acme"]]}), limits=limits)


def test_a_text_file_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="Split it, or save it as CSV"):
        opened(written(tmp_path, CHINESE), limits=Limits(text_bytes=3))


@pytest.mark.parametrize("content", [b"PK\x03\x04 not a workbook", b"\x09\x08\x00"])
def test_a_file_that_is_no_workbook_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(content)

    with pytest.raises(FileRefusedError, match="It cannot be read as a workbook"):
        opened(path)


def test_a_workbook_that_declares_entities_is_read_without_them(tmp_path: Path) -> None:
    path, evil = workbook(tmp_path, {"A": [["Account"], ["Acme"]]}), tmp_path / "evil.xlsx"
    with zipfile.ZipFile(path) as good, zipfile.ZipFile(evil, "w") as bad:
        for part in good.namelist():
            text = good.read(part)
            bad.writestr(part, text.replace(b"?>", b"?><!DOCTYPE x>", 1) if part == "xl/workbook.xml" else text)

    assert [record.account.name for record in records(opened(evil))] == ["Acme"]


def test_refused_rows_are_written_so_that_they_can_be_mended_and_sent_again(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        {
            "Accounts": [
                ["Account", "Tier", "Aliases", "Potential ARR (USD)", "Since"],
                ["=cmd()", "platin", "+x", 1.234, date(2026, 2, 3)],
            ]
        },
    )
    path = Path(path.rename(path.with_name("accounts.xlsx")))
    file = opened(path)
    refused = [verdict for batch in file.sheets[0].batches() for verdict in batch.refused]

    there = LocalFiles().write_refused(file, file.sheets[0], refused)

    assert there == tmp_path / "accounts.xlsx.refused.csv"
    lines = there.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].endswith(",moorline: why refused")
    mended = there.read_text(encoding="utf-8-sig").replace("platin", "high")
    there.write_text(mended, encoding="utf-8-sig")
    again = opened(there)
    assert reasons(again) == {}
    assert records(again)[0].fields["tier"] == "high"
    assert LocalFiles().write_refused(again, again.sheets[0], []) == tmp_path / "accounts.xlsx.refused-2.csv"
    assert there.read_text(encoding="utf-8-sig") == mended


def test_a_file_of_refused_rows_that_somebody_is_mending_is_not_written_over(tmp_path: Path) -> None:
    file = opened(written(tmp_path, "Account,Tier\nAcme,platin\n"))
    refused = [verdict for batch in file.sheets[0].batches() for verdict in batch.refused]
    first = LocalFiles().write_refused(file, file.sheets[0], refused)
    assert first is not None
    alike = LocalFiles().write_refused(file, file.sheets[0], refused)
    first.write_text("mended", encoding="utf-8")

    second = LocalFiles().write_refused(file, file.sheets[0], refused)

    assert alike == first
    assert first.read_text(encoding="utf-8") == "mended"
    assert second == tmp_path / "accounts.csv.refused-2.csv"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "accounts.csv",
        "accounts.csv.refused-2.csv",
        "accounts.csv.refused.csv",
    ]


def test_refused_rows_of_a_folder_that_is_read_only_go_where_the_command_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = opened(written(tmp_path, "Account\nAcme\n"))
    elsewhere = replace(file, path=tmp_path / "gone" / "accounts.csv")
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)

    there = LocalFiles().write_refused(elsewhere, file.sheets[0], [])
    here.rename(tmp_path / "moved")
    monkeypatch.setattr(Path, "cwd", lambda: here)

    assert there == here / "accounts.csv.refused.csv"
    assert LocalFiles().write_refused(elsewhere, file.sheets[0], []) is None


def test_each_sheet_of_a_workbook_has_its_own_refused_file(tmp_path: Path) -> None:
    file = opened(workbook(tmp_path, {"A b": [["Account"], ["Acme"]], "B": [["Account"], ["Beta"]]}))

    there = LocalFiles().write_refused(file, file.sheets[0], [])

    assert there == tmp_path / "book.xlsx.A-b.refused.csv"


def test_the_digest_is_of_the_content_and_of_what_was_said(tmp_path: Path) -> None:
    path = written(tmp_path, "Account,ARR\nAcme,12\n")

    assert opened(path).digest == opened(path).digest
    assert opened(path).digest != opened(path, ReadOptions(currency="EUR")).digest
