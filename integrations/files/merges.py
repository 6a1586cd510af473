"""A cell merged over several rows is said of each of them; an amount is not, else it would be counted again.

A block of several columns is a note or a title, and stays in its first cell.
"""

from __future__ import annotations

from collections.abc import Iterable

from integrations.files.cells import Cell, is_blank
from integrations.files.money import is_amount

Place = tuple[int, int]
"""Row and column, counted from 0."""


class MergedRows:
    """Fed with the rows of a sheet in their order."""

    def __init__(self, ranges: Iterable[tuple[Place, Place]]) -> None:
        self._begun: dict[int, list[tuple[int, int]]] = {}
        self._open: dict[int, tuple[int, Cell]] = {}
        for (top, left), (bottom, right) in ranges:
            if bottom > top and left == right:
                self._begun.setdefault(top + 1, []).append((left, bottom + 1))

    def __bool__(self) -> bool:
        return bool(self._begun)

    def filled(self, number: int, row: list[Cell]) -> list[Cell]:
        """The row with what is said of it by cells above; it is changed in place."""
        for column, (last, cell) in list(self._open.items()):
            if number > last:
                del self._open[column]
            elif column < len(row) and is_blank(row[column]):
                row[column] = cell
        for column, last in self._begun.get(number, ()):
            if column < len(row) and _is_of_each(row[column]):
                self._open[column] = (last, row[column])
        return row


def _is_of_each(cell: Cell) -> bool:
    if isinstance(cell, str):
        return not is_blank(cell) and not is_amount(cell)
    return cell is not None and not isinstance(cell, int | float)
