"""The file of refused rows: the columns as they came and the reason, to be mended and sent again."""

from __future__ import annotations

import csv
import filecmp
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import chain, count
from pathlib import Path

from domain.records import RowVerdict
from integrations.files.cells import text_from
from integrations.files.headers import REASON_COLUMN, is_reason

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_AMBIGUOUS_DECIMALS = 3
_SENT_AGAIN = re.compile(r"\.refused(?:-\d+)?\.csv$")


def refused_file(path: Path, header: Sequence[str], rows: Iterable[tuple[RowVerdict, Sequence[object]]]) -> Path:
    """UTF-8 with a mark, so that spreadsheet programs read it, and no cell is a formula.

    A file of that name that says something else stays: somebody may be mending it. The new one is numbered then.
    """
    kept = [position for position, text in enumerate(header) if not is_reason(text)]
    draft = path.with_name(f"{path.name}.part")
    try:
        with draft.open("w", encoding="utf-8-sig", newline="") as file:
            written = csv.writer(file)
            written.writerow([*(guarded(header[at]) for at in kept), REASON_COLUMN])
            for verdict, cells in rows:
                row = [guarded(_text(cells[at])) if at < len(cells) else "" for at in kept]
                written.writerow([*row, guarded(f"row {verdict.row}: {verdict.reason}")])
        return draft.replace(_free_or_alike(path, draft))
    finally:
        draft.unlink(missing_ok=True)


def refused_path(path: Path, sheet: str | None) -> Path:
    """Beside `book.csv`, `book.csv.refused.csv`; rows of a mended one that are refused again are numbered."""
    part = re.sub(r"\W+", "-", f".{sheet}").replace("-", ".", 1) if sheet else ""
    return path.with_name(f"{_SENT_AGAIN.sub('', path.name)}{part}.refused.csv")


def guarded(text: str) -> str:
    """A spreadsheet takes a cell that starts like this for a formula; a quotation mark in front keeps it text."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _free_or_alike(path: Path, draft: Path) -> Path:
    names = chain((path.name,), (f"{path.name.removesuffix('.csv')}-{number}.csv" for number in count(2)))
    places = (path.with_name(name) for name in names)
    return next(place for place in places if not place.exists() or filecmp.cmp(place, draft, shallow=False))


def _text(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return _decimal_text(cell)
    return text_from(cell)  # type: ignore[arg-type]  # the rows hold cells


def _decimal_text(cell: float) -> str:
    """1.234 gets a fourth decimal: three after a point could be a thousand when the file comes back."""
    text = text_from(cell)
    _, _, decimals = text.partition(".")
    return f"{text}0" if len(decimals) == _AMBIGUOUS_DECIMALS else text
