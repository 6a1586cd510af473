"""The file of refused rows: the columns as they came and the reason, to be mended and sent again."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from domain.records import RowVerdict
from integrations.files.cells import text_from
from integrations.files.headers import REASON_COLUMN, is_reason

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_AMBIGUOUS_DECIMALS = 3


def refused_file(path: Path, header: Sequence[str], rows: Iterable[tuple[RowVerdict, Sequence[object]]]) -> Path:
    """UTF-8 with a mark, so that spreadsheet programs read it, and no cell is a formula."""
    kept = [position for position, text in enumerate(header) if not is_reason(text)]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        written = csv.writer(file)
        written.writerow([*(guarded(header[at]) for at in kept), REASON_COLUMN])
        for verdict, cells in rows:
            row = [guarded(_text(cells[at])) if at < len(cells) else "" for at in kept]
            written.writerow([*row, guarded(f"row {verdict.row}: {verdict.reason}")])
    return path


def refused_path(path: Path, sheet: str | None) -> Path:
    """Beside `book.csv`, `book.csv.refused.csv`; sending a mended one again gives it the same name once more."""
    if path.name.endswith(".refused.csv"):
        return path
    part = re.sub(r"\W+", "-", f".{sheet}").replace("-", ".", 1) if sheet else ""
    return path.with_name(f"{path.name}{part}.refused.csv")


def guarded(text: str) -> str:
    """A spreadsheet takes a cell that starts like this for a formula; a quotation mark in front keeps it text."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


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
