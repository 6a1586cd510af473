"""Tables as CSV files that spreadsheet programs open as they are meant, and in which no cell runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from domain.texts import without_tricks

Cell: TypeAlias = str | int | Decimal | date | None

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads Chinese as gibberish."""
_STARTS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


@dataclass(frozen=True, slots=True)
class File:
    """What is sent to somebody's direct messages."""

    name: str
    content: bytes


def csv_content(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with its mark, CRLF, RFC 4180 quotes; days as ISO 8601, numbers plain, nothing for None.

    A text that a spreadsheet would run is guarded by an apostrophe; numbers are numbers and need none.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([_guarded(name) for name in header])
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return (BYTE_ORDER_MARK + written.getvalue()).encode("utf-8", "replace")


def file_name(*parts: str, at: datetime, ending: str) -> str:
    """`renewals-team-90d-2026-11-27-1405.csv`; `at` is the time where the reader is."""
    return "-".join([*(_in_a_name(part) for part in parts if part), f"{at:%Y-%m-%d-%H%M}"]) + f".{ending}"


def _written(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return _guarded(cell)
        case date():
            return cell.isoformat()
        case _:
            return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def _guarded(text: str) -> str:
    """What has no width may not hide the sign that starts a formula, nor turn the letters of a name about."""
    text = without_tricks(text)
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


def _in_a_name(part: str) -> str:
    """Letters and digits of any script, and dots between them; everything else becomes a hyphen."""
    kept = "".join(character if character.isalnum() or character == "." else "-" for character in part)
    return "-".join(piece for piece in kept.strip(".").split("-") if piece)
