"""What the reader of workbooks does not tell of an xlsx sheet: failed formulas, hidden rows, how far it reaches."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import join, normpath
from xml.etree import ElementTree as ET

from domain.imports import FileRefusedError
from integrations.files.tables import Limits

_ERROR_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*\bt="e"[^>]*>(?:<f[^>]*?(?:/>|>[^<]*</f>))?<v>([^<]{1,20})</v>'
)
_FAR_CELL = re.compile(rb'<c r="([A-Z]{2,3})\d')
_ROW = re.compile(rb'<row r="(\d{1,7})"')
_HIDDEN_ROW = re.compile(rb'<row r="(\d{1,7})"[^>]*\bhidden="(?:1|true)"')
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CHUNK = 4 << 20
_OVERLAP = 4096
_HUGE_XML = 8 << 20


@dataclass(slots=True)
class SheetXml:
    """Filled chunk by chunk. `errors` is row → column → error; `hidden` are row numbers.

    The reader makes room for all cells up to the last, so one stray cell far away is enough to need all memory.
    """

    path: Path
    name: str
    limits: Limits
    errors: dict[int, dict[int, str]] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    _rows: int = 0
    _columns: int = 26

    def look_at(self, xml: bytes) -> None:
        self._rows = max([self._rows, *map(int, _ROW.findall(xml))])
        self._columns = max([self._columns, *map(_column_index, set(_FAR_CELL.findall(xml)))])
        self._refuse_vast()
        self.hidden.update(map(int, _HIDDEN_ROW.findall(xml)))
        for column, row, error in _ERROR_CELL.findall(xml):
            self.errors.setdefault(int(row), {})[_column_index(column) - 1] = error.decode()

    def _refuse_vast(self) -> None:
        if self._rows * self._columns > self.limits.workbook_cells:
            raise FileRefusedError(
                self.path.name,
                f"Sheet '{self.name}' reaches to row {self._rows:,} and column {self._columns:,}.",
                "Delete what stands beyond its records (a blank or a format is enough), or save it as CSV.",
            )


def sheets_xml(path: Path, wanted: list[str], limits: Limits) -> dict[str, SheetXml]:
    """By sheet name, for xlsx; other formats keep their errors as empty cells."""
    if path.suffix.casefold() not in {".xlsx", ".xlsm"}:
        return {}
    with zipfile.ZipFile(path) as packed:
        parts = [(name, part) for name, part in _sheet_parts(packed).items() if name in wanted]
        return {name: _read(packed, part, SheetXml(path, name, limits)) for name, part in parts}


def _read(packed: zipfile.ZipFile, part: str, sheet: SheetXml) -> SheetXml:
    tail = b""
    with packed.open(part) as xml:
        while chunk := xml.read(_CHUNK):
            tail += chunk
            sheet.look_at(tail)
            tail = tail[-_OVERLAP:]
    return sheet


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


def _column_index(letters: bytes) -> int:
    """1 for A."""
    index = 0
    for letter in letters:
        index = index * 26 + letter - ord("A") + 1
    return index
