"""A cell as a file holds it, and as text without what does not belong in text."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

Cell: TypeAlias = "str | int | float | bool | date | datetime | time | timedelta | None"
Row: TypeAlias = "list[str] | list[Cell]"

_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_EDGES = re.compile(r"^[\s\u200c\u200d]+|[\s\u200c\u200d]+$")
"""Joiners mean something between letters and in emoji, but nothing at either end."""
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!")
_NOTHING = frozenset({"", "-", "--", "—", "–", "n/a", "na", "null", "none", "无", "/", "未知", "tbd"})


class CellRefusedError(ValueError):
    """A cell does not say what its column is for; the text is the reason, for the person who sent the file."""


def text_from(cell: Cell) -> str:
    """The cell as a person would type it: 13800138000.0 is a telephone number that a spreadsheet took for a float."""
    if isinstance(cell, str):
        return trimmed(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def trimmed(text: str) -> str:
    """Control characters and invisible marks gone, blanks single, line breaks kept."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return _EDGES.sub("", _BLANKS.sub(" ", _CONTROL.sub("", text)))


def narrowed(text: str) -> str:
    """Full-width digits, signs and letters as their plain forms: `￥１，２００` is `¥1,200`."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text).strip()


def is_blank(cell: Cell) -> bool:
    """Nothing said: an empty cell, a dash, `n/a`, `无`."""
    return cell is None or (isinstance(cell, str) and trimmed(cell).casefold() in _NOTHING)


def refuse_errors(text: str) -> None:
    """A formula that failed is no value."""
    if text.startswith("#") and text.upper().startswith(_ERRORS):
        raise CellRefusedError(f"holds the spreadsheet error {text}")


def limited(text: str, limit: int) -> str:
    if len(text) > limit:
        raise CellRefusedError(f"is {len(text)} characters long; at most {limit} are kept")
    return text
