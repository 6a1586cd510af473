"""The rows of a sheet some thousands at a time, column by column; a plain CSV file is cut up as it is read."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import chain, islice, zip_longest
from typing import TextIO

from integrations.files.cells import Cell, Row

MAX_CELL = 131_072
_ROWS = 5_000
_BLOCK = 1 << 17


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of a sheet: their numbers, and their cells by column (None where a row is too short to have one)."""

    numbers: Sequence[int]
    columns: Sequence[Sequence[Cell]]

    @classmethod
    def of(cls, numbered: Sequence[tuple[int, Row]]) -> Part:
        return cls([number for number, _ in numbered], list(zip_longest(*(row for _, row in numbered))))

    def column(self, at: int) -> Sequence[Cell]:
        return self.columns[at] if at < len(self.columns) else [None] * len(self.numbers)

    def rows(self) -> list[tuple[int, Row]]:
        rows = zip(*self.columns, strict=True) if self.columns else [()] * len(self.numbers)
        return [(number, list(row)) for number, row in zip(self.numbers, rows, strict=True)]

    def after(self, row: int) -> Part:
        """Without the rows up to `row`."""
        gone = min(max(row + 1 - self.numbers[0], 0), len(self.numbers))
        return Part(self.numbers[gone:], [column[gone:] for column in self.columns]) if gone else self


class CutText:
    """CSV text from its beginning. From the first quotation mark on a row may span lines, and is read by `csv`."""

    def __init__(self, text: TextIO, delimiter: str) -> None:
        self._text = text
        self._delimiter = delimiter
        self._rows = 0
        self._before = 0
        self._reader = csv.reader(())

    @property
    def line(self) -> int:
        """The last line that `csv` read: every row before its first was one line."""
        return self._before + self._reader.line_num

    def parts(self) -> Iterator[Part]:
        while block := self._text.read(_BLOCK) + self._text.readline():
            if '"' in block:
                yield from self._read(chain(StringIO(block, newline=""), self._text))
            elif columns := _columns_of(block, self._delimiter):
                yield Part(range(self._rows + 1, self._rows + 1 + len(columns[0])), columns)
                self._rows += len(columns[0])
            else:
                yield from self._read(StringIO(block, newline=""))

    def _read(self, lines: Iterable[str]) -> Iterator[Part]:
        self._before = self._rows
        self._reader = csv.reader(lines, delimiter=self._delimiter)
        for part in parts_of(enumerate(self._reader, self._rows + 1)):
            self._rows += len(part.numbers)
            yield part


def parts_of(numbered: Iterable[tuple[int, Row]]) -> Iterator[Part]:
    rows = iter(numbered)
    while some := list(islice(rows, _ROWS)):
        yield Part.of(some)


def _columns_of(block: str, delimiter: str) -> list[list[Cell]] | None:
    """The columns of lines that have no quotation mark; None when the lines are not of one width, or one is long."""
    text = block.replace("\r\n", "\n")
    text = text if text.endswith("\n") else f"{text}\n"
    if "\r" in text or _has_long_line(text):
        return None
    width = text.count(delimiter, 0, text.index("\n")) + 1
    cells: list[Cell] = text.replace("\n", f"{delimiter}\n{delimiter}").split(delimiter)  # type: ignore[assignment]  # a text is a cell
    del cells[-1]
    ends = cells[width :: width + 1]
    if len(cells) != len(ends) * (width + 1) or not ends.count("\n") == len(ends) == text.count("\n"):
        return None
    return [cells[at :: width + 1] for at in range(width)]


def _has_long_line(text: str) -> bool:
    """A cell longer than `csv` allows leaves a stretch of half its length without a line's end."""
    half = MAX_CELL // 2
    return any(text.find("\n", at, at + half) < 0 for at in range(0, len(text) - half, half))
