"""Files written for a test, and what was read of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import xlsxwriter

from domain.imports import ReadOptions
from domain.records import Record
from integrations.files.reading import LocalFiles, LookedThrough
from integrations.files.tables import Limits

NO_COLUMNS: Callable[[str], dict[str, str]] = lambda _fingerprint: {}  # noqa: E731  # a value, not a function


def opened(path: Path, options: ReadOptions | None = None, limits: Limits | None = None) -> LookedThrough:
    return LocalFiles(limits or Limits()).open(path, options or ReadOptions(), remembered=NO_COLUMNS)


def written(folder: Path, text: str, *, name: str = "accounts.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def records(file: LookedThrough) -> list[Record]:
    return [record for sheet in file.sheets for batch in sheet.batches() for record in batch.records]


def reasons(file: LookedThrough) -> dict[int, str]:
    return {row.row: row.reason for sheet in file.sheets for batch in sheet.batches() for row in batch.refused}


def workbook(folder: Path, sheets: dict[str, Sequence[Sequence[object]]], *, hidden: Sequence[str] = ()) -> Path:
    path = folder / "book.xlsx"
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write(number, column, cell)
            if name in hidden:
                sheet.hide()
    return path


CHINESE = "客户名称,合同金额,到期日\n深圳星河科技有限公司,12万,2026年12月31日\n"
