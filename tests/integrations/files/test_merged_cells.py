"""Cells merged over rows, as registers of contracts have them, and rows that a filter hides."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter
from written_files import opened, reasons, records

from domain.accounts import Money


def register(folder: Path) -> Path:
    path = folder / "register.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("合同")
        for cells in ("A1:A2", "B1:B2", "C1:E1", "A3:A4", "B3:B4", "D3:D4", "E3:E4"):
            sheet.merge_range(cells, "")
        sheet.write_row("A1", ["客户名称", "合同编号", "合同信息"])
        sheet.write_row("C2", ["产品", "合同金额(万元)", "开始日期"])
        sheet.write_row("A3", ["甲公司", "K-1", "Core", 12, "2026-01-01"])
        sheet.write("C4", "Plus")
        sheet.write_row("A5", ["乙公司", "K-2", "Core", "3万", "2026-02-01"])
        sheet.set_row(4, None, None, {"hidden": True})
    return path


def test_a_header_of_two_rows_and_what_is_merged_over_rows_are_understood(tmp_path: Path) -> None:
    file = opened(register(tmp_path))

    told = [(record.account.name, record.fields["number"], record.fields["product"]) for record in records(file)]
    amounts = [record.fields.get("arr") for record in records(file)]
    assert file.sheets[0].outline.header_row == 2
    assert told == [("甲公司", "K-1", "Core"), ("甲公司", "K-1", "Plus"), ("乙公司", "K-2", "Core")]
    assert amounts == [Money(12_000_000, "CNY"), None, Money(3_000_000, "CNY")]
    assert list(file.notes) == [
        "Sheet '合同' has hidden rows (1), which are read like the others.",
        "Sheet '合同' has cells merged over rows: read in each row, but amounts in the first only.",
    ]


def test_a_block_of_columns_is_said_once(tmp_path: Path) -> None:
    path = tmp_path / "block.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("accounts")
        sheet.write_row("A1", ["Account", "Owner"])
        sheet.write_row("A2", ["Acme", "maya"])
        sheet.merge_range("A3:B5", "Beta")

    file = opened(path)

    assert [record.account.name for record in records(file)] == ["Acme", "Beta"]
    assert (reasons(file), list(file.notes)) == ({}, [])
