"""Workbooks (xlsx, xls, ods): sheets that can be seen, within limits, with the error cells that the reader hides."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import join, normpath
from xml.etree import ElementTree as ET

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from domain.imports import FileRefusedError
from integrations.files.cells import Cell, Row
from integrations.files.parts import Part, parts_of
from integrations.files.tables import Limits, refuse_larger

_ERROR_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*\bt="e"[^>]*>(?:<f[^>]*?(?:/>|>[^<]*</f>))?<v>([^<]{1,20})</v>'
)
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CHUNK = 4 << 20
_OVERLAP = 4096
_HUGE_XML = 8 << 20
_FAR_CELL = re.compile(rb'<c r="([A-Z]{2,3})\d')
_ROW = re.compile(rb'<row r="(\d{1,7})"')


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet, read when asked for; `errors` puts back the #DIV/0! that the reader gives as an empty cell."""

    name: str
    sheet: CalamineSheet
    errors: dict[int, dict[int, str]] = field(default_factory=dict)

    def rows(self) -> Iterator[tuple[int, Row]]:
        indent: list[Cell] = [None] * (self.sheet.start[1] if self.sheet.start else 0)
        for number, cells in enumerate(self.sheet.iter_rows(), 1):
            row: list[Cell] = [*indent, *cells]
            for column, error in self.errors.get(number, {}).items():
                row[column] = error
            yield number, row

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
    errors = _error_cells(path, wanted, limits)
    tables = tuple(SheetTable(name, _sheet(path, book, name, limits), errors.get(name, {})) for name in wanted)
    notes = tuple(f"Sheet '{name}' is hidden: skipped." for name in hidden if name not in wanted)
    return Workbook(tables, notes)


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


def _error_cells(path: Path, wanted: list[str], limits: Limits) -> dict[str, dict[int, dict[int, str]]]:
    """Sheet name → row → column → error, for xlsx; other formats keep their errors as empty cells."""
    if path.suffix.casefold() not in {".xlsx", ".xlsm"}:
        return {}
    with zipfile.ZipFile(path) as packed:
        parts = [(name, part) for name, part in _sheet_parts(packed).items() if name in wanted]
        return {name: _errors_in(packed, part, _Reach(path, name, limits)) for name, part in parts}


def _sheet_parts(packed: zipfile.ZipFile) -> dict[str, str]:
    targets = {link.get("Id"): link.get("Target", "") for link in _xml(packed, "xl/_rels/workbook.xml.rels")}
    sheets = _xml(packed, "xl/workbook.xml").iter(f"{_MAIN}sheet")
    named = {sheet.get("name", ""): targets.get(sheet.get(_LINK), "") for sheet in sheets}
    parts = {
        name: target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        for name, target in named.items()
    }
    known = set(packed.namelist())
    return {name: part for name, part in parts.items() if part in known}


def _xml(packed: zipfile.ZipFile, part: str) -> ET.Element:
    """A small part of the workbook; one that is large or declares entities is no workbook's."""
    if part not in packed.namelist() or packed.getinfo(part).file_size > _HUGE_XML:
        return ET.Element("nothing")
    text = packed.read(part)
    return ET.Element("nothing") if b"<!DOCTYPE" in text else ET.fromstring(text)  # noqa: S314  # no DOCTYPE: no entities


@dataclass(slots=True)
class _Reach:
    """How far a sheet reaches: the reader makes room for all cells up to the last, and one stray cell is enough."""

    path: Path
    name: str
    limits: Limits
    rows: int = 0
    columns: int = 26

    def look_at(self, xml: bytes) -> None:
        self.rows = max([self.rows, *map(int, _ROW.findall(xml))])
        self.columns = max([self.columns, *map(_column_index, set(_FAR_CELL.findall(xml)))])
        if self.rows * self.columns > self.limits.workbook_cells:
            raise FileRefusedError(
                self.path.name,
                f"Sheet '{self.name}' reaches to row {self.rows:,} and column {self.columns:,}.",
                "Delete what stands beyond its records (a blank or a format is enough), or save it as CSV.",
            )


def _errors_in(packed: zipfile.ZipFile, part: str, reach: _Reach) -> dict[int, dict[int, str]]:
    errors: dict[int, dict[int, str]] = {}
    tail = b""
    with packed.open(part) as sheet:
        while chunk := sheet.read(_CHUNK):
            tail += chunk
            reach.look_at(tail)
            for column, row, error in _ERROR_CELL.findall(tail):
                errors.setdefault(int(row), {})[_column_index(column) - 1] = error.decode()
            tail = tail[-_OVERLAP:]
    return errors


def _column_index(letters: bytes) -> int:
    """1 for A."""
    index = 0
    for letter in letters:
        index = index * 26 + letter - ord("A") + 1
    return index
