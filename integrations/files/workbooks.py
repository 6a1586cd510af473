"""Workbooks (xlsx, xls, ods): sheets that can be seen, within limits, with the error cells that the reader hides."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from domain.imports import FileRefusedError
from integrations.files.cells import Cell, Row
from integrations.files.merges import MergedRows
from integrations.files.parts import Part, parts_of
from integrations.files.sheet_xml import SheetXml, sheets_xml
from integrations.files.tables import Limits, refuse_larger


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet, read when asked for; `errors` puts back the #DIV/0! that the reader gives as an empty cell."""

    name: str
    sheet: CalamineSheet
    errors: dict[int, dict[int, str]] = field(default_factory=dict)

    def rows(self) -> Iterator[tuple[int, Row]]:
        indent: list[Cell] = [None] * (self.sheet.start[1] if self.sheet.start else 0)
        merged = MergedRows(self.sheet.merged_cell_ranges or ())
        for number, cells in enumerate(self.sheet.iter_rows(), 1):
            row: list[Cell] = [*indent, *cells]
            for column, error in self.errors.get(number, {}).items():
                row[column] = error
            yield number, merged.filled(number, row)

    def parts(self) -> Iterator[Part]:
        return parts_of(self.rows())


@dataclass(frozen=True, slots=True)
class Workbook:
    """The visible sheets of a workbook, and what is to be said of the others."""

    tables: tuple[SheetTable, ...]
    notes: tuple[str, ...]


def workbook_from(path: Path, *, sheet: str | None, limits: Limits) -> Workbook:
    refuse_larger(path, limits.workbook_bytes)
    _refuse_bombs(path, limits.unpacked_bytes)
    book = _opened(path)
    hidden = [seen.name for seen in book.sheets_metadata if seen.visible is not SheetVisibleEnum.Visible]
    wanted = _wanted(path, book, hidden, sheet)
    xml = sheets_xml(path, wanted, limits)
    tables = tuple(
        SheetTable(name, _sheet(path, book, name, limits), xml[name].errors if name in xml else {}) for name in wanted
    )
    notes = [f"Sheet '{name}' is hidden: skipped." for name in hidden if name not in wanted]
    return Workbook(tables, (*notes, *(note for table in tables for note in _notes(table, xml.get(table.name)))))


def _notes(table: SheetTable, xml: SheetXml | None) -> Iterator[str]:
    if xml and xml.hidden:
        yield f"Sheet '{table.name}' has hidden rows ({len(xml.hidden):,}), which are read like the others."
    if MergedRows(table.sheet.merged_cell_ranges or ()):
        yield f"Sheet '{table.name}' has cells merged over rows: read in each row, but amounts in the first only."


def _opened(path: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(path)
    except PasswordError:
        raise FileRefusedError(path.name, "It is protected by a password.", "Save it without one.") from None
    except (CalamineError, OSError):
        raise FileRefusedError(
            path.name,
            "It cannot be read as a workbook.",
            "Open it in a spreadsheet program and save it as .xlsx or CSV.",
        ) from None


def _wanted(path: Path, book: CalamineWorkbook, hidden: list[str], sheet: str | None) -> list[str]:
    """The sheet asked for, even a hidden one; else all that can be seen."""
    if sheet is None:
        return [name for name in book.sheet_names if name not in hidden]
    if sheet not in book.sheet_names:
        raise FileRefusedError(path.name, f"It has no sheet '{sheet}'.", f"It has: {', '.join(book.sheet_names)}.")
    return [sheet]


def _sheet(path: Path, book: CalamineWorkbook, name: str, limits: Limits) -> CalamineSheet:
    sheet = book.get_sheet_by_name(name)
    rows = sheet.end[0] + 1 if sheet.end else 0
    if rows > limits.workbook_rows:
        raise FileRefusedError(
            path.name,
            f"Sheet '{name}' has {rows:,} rows; at most {limits.workbook_rows:,} are read.",
            "Save the sheet as CSV, which is read row by row.",
        )
    return sheet


def _refuse_bombs(path: Path, limit: int) -> None:
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as packed:
        unpacked = sum(part.file_size for part in packed.infolist())
    if unpacked > limit:
        raise FileRefusedError(
            path.name,
            f"It unpacks to {unpacked / (1 << 20):,.0f} MB; at most {limit / (1 << 20):,.0f} MB are read.",
            "Save the sheet as CSV, which is read row by row.",
        )
