"""The first look at a sheet: one pass over its columns, before any cell is believed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from domain.imports import DateOrder, FileRefusedError, ReadOptions
from integrations.files.cells import Cell, Row, is_blank, text_from
from integrations.files.dates import DateColumn, rows_in_words
from integrations.files.fields import Field, Reading
from integrations.files.headers import ColumnFields, Header, unit_in
from integrations.files.money import MoneyColumn
from integrations.files.numbers import DecimalStyle, NumberColumn
from integrations.files.parts import Part
from integrations.files.tables import Table
from integrations.files.values import ColumnSense

_SAMPLES = 5
_SAMPLE_LENGTH = 40
_DATES = frozenset({Reading.DATE, Reading.INSTANT})
_NUMBERS = frozenset({Reading.MONEY, Reading.WHOLE, Reading.DAYS, Reading.DECIMAL})


@dataclass(slots=True)
class Look:
    """What a pass over the rows below the header found."""

    dates: dict[int, DateColumn]
    numbers: dict[int, NumberColumn]
    samples: dict[int, tuple[str, ...]] = field(default_factory=dict)
    rows: int = 0

    def at(self, part: Part) -> None:
        self.rows += len(part.numbers)
        for position, dates in self.dates.items():
            for cell, row in _distinct(part, position).items():
                dates.look_at(row, cell)
        for position, numbers in self.numbers.items():
            for cell in set(part.column(position)):
                numbers.look_at(cell)


def look_at(table: Table, header: Header, mapping: ColumnFields) -> Look:
    look = Look(
        {position: DateColumn() for position, field in mapping.fields.items() if field.reading in _DATES},
        {position: NumberColumn() for position, field in mapping.fields.items() if field.reading in _NUMBERS},
    )
    for part in parts_below(table, header):
        if not look.samples:
            look.samples = {position: _samples(part.column(position)) for position in range(len(header.texts))}
        look.at(part)
    return look


def parts_below(table: Table, header: Header) -> Iterator[Part]:
    below = (part.after(header.row) for part in table.parts())
    return (part for part in below if part.numbers)


def rows_below(table: Table, header: Header) -> Iterator[tuple[int, Row]]:
    return islice(table.rows(), header.row, None)


def senses_of(
    title: str, header: Header, mapping: ColumnFields, look: Look, options: ReadOptions
) -> dict[int, ColumnSense]:
    """How each column is read as a whole; a column of dates that can be read in two ways is asked about."""
    return {
        position: ColumnSense(
            _order_of(title, header.texts[position], look.dates.get(position), options.dates),
            _money_of(header.texts[position], field, look.numbers.get(position), options.currency),
        )
        for position, field in mapping.fields.items()
    }


def _order_of(title: str, column: str, dates: DateColumn | None, said: DateOrder | None) -> DateOrder | None:
    if dates is None or said is not None:
        return said
    if dates.is_contradictory:
        raise FileRefusedError(
            title,
            f"Column '{column}' has the day first in row {rows_in_words(sorted(dates.day_first))} "
            f"and the month first in row {rows_in_words(sorted(dates.month_first))}.",
            "Write its dates in one way, best like 2026-02-28.",
        )
    if dates.is_undecided:
        raise FileRefusedError(
            title,
            f"In column '{column}' every date can be read in two ways (row {rows_in_words(sorted(dates.open))}).",
            "Say which: --dates dmy (28/02/2026) or --dates mdy (02/28/2026).",
        )
    return dates.order


def _money_of(column: str, field: Field, numbers: NumberColumn | None, said: str | None) -> MoneyColumn:
    style = numbers.style if numbers else DecimalStyle.UNKNOWN
    if field.reading is not Reading.MONEY:
        return MoneyColumn(style)
    named, factor = unit_in(column)
    if named == "CNY" and said == "JPY" and "¥" in column:
        named = said
    return MoneyColumn(style, named or said or _currency_of_chinese(column), factor)


def _currency_of_chinese(column: str) -> str | None:
    return "CNY" if any("\u4e00" <= letter <= "\u9fff" for letter in column) else None


def _distinct(part: Part, position: int) -> dict[Cell, int]:
    """Each text of the column and the first row that holds it."""
    return dict(zip(reversed(part.column(position)), reversed(part.numbers), strict=True))


def _samples(column: Sequence[Cell]) -> tuple[str, ...]:
    said = (text_from(cell) for cell in column if not is_blank(cell))
    return tuple(text[:_SAMPLE_LENGTH] for text in islice(dict.fromkeys(islice(said, 50)), _SAMPLES))
