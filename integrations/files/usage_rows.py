"""Usage rows, which come in millions: each different text is read once, and whole columns at a time are looked up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from domain.accounts import UsageMeasure
from domain.imports import SheetBatch, UsageColumns
from domain.records import AccountRef, RecordKind, RowVerdict, Verdict
from integrations.files.beneath import is_beneath
from integrations.files.cells import CellRefusedError, is_blank
from integrations.files.dates import date_from
from integrations.files.parts import Part
from integrations.files.rows import RowReader, is_empty, reference_of, unguarded
from integrations.files.values import value_from
from integrations.files.words import USAGE_MEASURES

_REMEMBERED = 200_000
_SAFE_DIGITS = 15
_MEASURES = {measure.value for measure in UsageMeasure}
Point = tuple[int, Any, Any, Any, Any]


class UsageReader:
    """Usage of one sheet, long (measure, value) or wide (a column for each measure)."""

    def __init__(self, reader: RowReader) -> None:
        self._reader = reader
        self._texts = reader.header.texts
        self._fields = reader.fields
        self._senses = reader.senses
        self._day = self._position("day")
        self._references = [
            (at, field) for at, field in self._fields.items() if field.group is None and field.name != "currency"
        ]
        self._filled = Remembered(reader.is_surely_filled)
        self._accounts = Remembered(self._account)
        self._days = Remembered(self._day_of)
        self._measures = Remembered(self._measure)
        self._values: dict[int, Remembered] = {}

    def read(self, part: Part) -> SheetBatch:
        """The points of the rows, and the rows refused; a row that is refused for one of its cells gives no point."""
        kept, totals = self._without_totals(part)
        columns, refused = self._points(kept)
        return SheetBatch(usage=columns, refused=refused, totals=totals, rows=len(part.numbers))

    def _without_totals(self, part: Part) -> tuple[Part, list[int]]:
        """Without the blank rows either; a column's first look tells that most sheets have neither."""
        if all(map(self._filled.__getitem__, part.column(0))):
            return part, []
        filled = [(number, row) for number, row in part.rows() if not is_empty(row)]
        totals = {number for number, row in filled if is_beneath(row)}
        return Part.of([pair for pair in filled if pair[0] not in totals]), sorted(totals)

    def _points(self, part: Part) -> tuple[UsageColumns, list[RowVerdict]]:
        cells = [part.column(at) for at, _ in self._references]
        accounts = self._accounts.of(cells[0] if len(cells) == 1 else zip(*cells, strict=True))
        days = self._days.of(part.column(self._day))
        columns = [
            UsageColumns(part.numbers, accounts, measures, days, values) for measures, values in self._measured(part)
        ]
        return self._sorted_out(columns[0] if len(columns) == 1 else UsageColumns.joined(columns))

    def _measured(self, part: Part) -> Iterator[tuple[list[Any], list[Any]]]:
        """Pairs of the rows' measures and their values: one pair for a long sheet, one a column for a wide one."""
        for at, field in self._fields.items():
            if field.group is RecordKind.USAGE and field.name in _MEASURES:
                yield [field.name] * len(part.numbers), self._values_of(part, at)
        if (value := self._position("value")) >= 0 and (measure := self._position("measure")) >= 0:
            yield self._measures.of(part.column(measure)), self._values_of(part, value)

    def _values_of(self, part: Part, at: int) -> list[Any]:
        remembered = self._values.setdefault(at, Remembered(lambda cell: self._value(cell, at)))
        return remembered.of(part.column(at))

    def _sorted_out(self, columns: UsageColumns) -> tuple[UsageColumns, list[RowVerdict]]:
        """Refusals and blanks are looked for only where a look-up ever gave one."""
        if not any(known.has_refused for known in (self._accounts, self._days, self._measures, *self._values.values())):
            return columns, []
        points, refused = _without_refused(
            list(zip(columns.rows, columns.accounts, columns.measures, columns.days, columns.values, strict=True))
        )
        verdicts = [RowVerdict(row, Verdict.REFUSED, reason=reason) for row, reason in sorted(refused.items())]
        return UsageColumns(*map(list, zip(*points, strict=True))) if points else UsageColumns(), verdicts

    def _account(self, named: Any) -> AccountRef:
        """`named` is the cell of the only reference column, or the cells of all of them."""
        cells = named if len(self._references) > 1 else (named,)
        said = {
            field.name: value_from(unguarded(cell), field, self._senses[at])
            for (at, field), cell in zip(self._references, cells, strict=True)
            if not is_blank(cell)
        }
        if not said:
            raise CellRefusedError("names no account: the name, the external id or the domain is needed")
        return reference_of(said)

    def _day_of(self, cell: Any) -> int:
        if is_blank(cell):
            raise CellRefusedError(f"column '{self._texts[self._day]}' is empty")
        day: date = self._named(self._day, lambda: date_from(unguarded(cell), self._senses[self._day].order))
        return day.toordinal()

    def _measure(self, cell: Any) -> str:
        return str(self._named(self._position("measure"), lambda: USAGE_MEASURES.member(cell)))

    def _value(self, cell: Any, at: int) -> int | None:
        if isinstance(cell, str) and cell.isascii() and cell.isdigit() and len(cell) <= _SAFE_DIGITS:
            return int(cell)
        if is_blank(cell):
            return None
        return int(self._named(at, lambda: self._counted(cell, at)))

    def _counted(self, cell: Any, at: int) -> int:
        counted = int(str(value_from(unguarded(cell), self._fields[at], self._senses[at])))
        if counted < 0:
            raise CellRefusedError(f"{counted} is below zero")
        return counted

    def _named(self, at: int, reading: Callable[[], Any]) -> Any:
        try:
            return reading()
        except CellRefusedError as refusal:
            raise CellRefusedError(f"column '{self._texts[at]}' {refusal}") from None

    def _position(self, name: str) -> int:
        return next((at for at, field in self._fields.items() if field.path == f"usage.{name}"), -1)


class Remembered(dict[Any, Any]):
    """Cell → what it means, read once. What cannot be read means a `CellRefusedError` (not raised), a blank None."""

    def __init__(self, meaning: Callable[[Any], object]) -> None:
        super().__init__()
        self._meaning = meaning
        self.has_refused = False

    def of(self, cells: Iterable[Any]) -> list[Any]:
        return list(map(self.__getitem__, cells))

    def __missing__(self, cell: Any) -> object:
        try:
            meaning = self._meaning(cell)
        except CellRefusedError as refusal:
            meaning = refusal
        self.has_refused = self.has_refused or meaning is None or isinstance(meaning, CellRefusedError)
        if len(self) >= _REMEMBERED:
            self.clear()
        self[cell] = meaning
        return meaning


def _without_refused(points: list[Point]) -> tuple[list[Point], dict[int, str]]:
    """A blank value is nothing said; but a row in which no value is said has no use, and says so."""
    refused = {
        point[0]: str(cell) for point in points for cell in reversed(point) if isinstance(cell, CellRefusedError)
    }
    kept = [point for point in points if point[4] is not None and point[0] not in refused]
    said = {point[0] for point in kept}
    silent = {point[0]: "has no value" for point in points if point[0] not in said and point[0] not in refused}
    return kept, refused | silent
