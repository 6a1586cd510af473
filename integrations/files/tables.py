"""A file as tables of cells: CSV streamed, workbooks read a sheet at a time, both within limits."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol, TextIO

from domain.imports import FileRefusedError
from integrations.files.cells import Row
from integrations.files.encodings import encoding_of
from integrations.files.parts import MAX_CELL, CutText, Part

_DELIMITERS = (",", ";", "\t", "|")
_LINES_TO_JUDGE = 60


@dataclass(frozen=True, slots=True)
class Limits:
    """What is read at most: a text file is streamed, a workbook is held in memory while it is read."""

    text_bytes: int = 4 << 30
    workbook_bytes: int = 64 << 20
    unpacked_bytes: int = 768 << 20
    workbook_rows: int = 400_000
    workbook_cells: int = 60_000_000


class Table(Protocol):
    """Rows of cells under their row numbers; each call of `rows` or `parts` begins anew."""

    @property
    def name(self) -> str | None: ...
    def rows(self) -> Iterator[tuple[int, Row]]: ...
    def parts(self) -> Iterator[Part]: ...


@dataclass(frozen=True, slots=True)
class DelimitedTable:
    """A CSV file. Rows are counted as a spreadsheet counts them: a quoted line break stays in its row."""

    path: Path
    encoding: str
    delimiter: str
    name: str | None = None

    def rows(self) -> Iterator[tuple[int, Row]]:
        with _opened(self.path, self.encoding) as text:
            reader = csv.reader(text, delimiter=self.delimiter)
            try:
                yield from enumerate(reader, 1)
            except csv.Error as error:
                raise _broken(self.path, reader.line_num) from error

    def parts(self) -> Iterator[Part]:
        with _opened(self.path, self.encoding) as text:
            cut = CutText(text, self.delimiter)
            try:
                yield from cut.parts()
            except csv.Error as error:
                raise _broken(self.path, cut.line) from error


def delimited_table(path: Path, *, encoding: str | None, limits: Limits) -> DelimitedTable:
    refuse_larger(path, limits.text_bytes)
    found = encoding_of(path, encoding)
    with _opened(path, found) as text:
        lines = list(islice(text, _LINES_TO_JUDGE))
    return DelimitedTable(path, found, _delimiter_of(lines))


def refuse_larger(path: Path, limit: int) -> None:
    if path.stat().st_size > limit:
        size = path.stat().st_size / (1 << 20)
        raise FileRefusedError(
            path.name,
            f"It is {size:,.0f} MB; at most {limit / (1 << 20):,.0f} MB are read.",
            "Split it, or save it as CSV.",
        )


def _opened(path: Path, encoding: str) -> TextIO:
    return path.open(encoding=encoding, newline="")


def _delimiter_of(lines: list[str]) -> str:
    """The sign that cuts most lines into the same number of columns, and into most columns."""
    return max(_DELIMITERS, key=lambda sign: _evenness(lines, sign))


def _evenness(lines: list[str], delimiter: str) -> tuple[int, int]:
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
    except csv.Error:
        return (0, 0)
    width, rows = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return (rows, width)


def _broken(path: Path, line: int) -> FileRefusedError:
    return FileRefusedError(
        path.name,
        f"Line {line} ends a cell of more than {MAX_CELL:,} characters: most likely a quotation mark is not closed.",
        "Look for it there or above, mend it and send the file again.",
    )
