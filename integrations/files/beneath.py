"""Rows beneath the records that are none: what adds them up, and what a report says of itself."""

from __future__ import annotations

import re
from functools import lru_cache

from integrations.files.cells import Cell, Row, is_blank, narrowed, text_from, trimmed
from integrations.files.money import is_amount
from integrations.files.words import folded

_SURE_TOTALS = frozenset(
    {"grandtotal", "grandtotals", "subtotal", "subtotals"}
    | {"合计", "总计", "小计", "共计", "汇总", "总和", "合計", "總計"}
)
_TOTALS = _SURE_TOTALS | {"total", "totals", "sum", "overall"}
_COUNTED = re.compile(r"[(\[（][^)\]）]*[)\]）]$")
_NOTES = re.compile(
    r"(copyright\b|©|confidential information|(generated|exported|printed|report run) (by|on|at)\b"
    r"|(notes?|source|as of|filtered by|制表|制表人|制表日期|制表时间|填表人|审核|审核人|备注|注|说明|数据来源|导出时间"
    r"|导出人|统计时间|打印时间)\s*:)",
    re.IGNORECASE,
)


def is_beneath(row: Row) -> bool:
    """A row that adds up others, or a line of text on the whole report."""
    if row and row[0] and not is_like_beneath(row[0]):
        return False
    filled = [cell for cell in row if not is_blank(cell)]
    if not filled:
        return False
    first, *others = filled
    return _adds_up(first, others) or (not others and _is_note(first))


@lru_cache(maxsize=1 << 16)
def is_like_beneath(first: Cell) -> bool:
    """Whether a row that begins with this cell may be one; what else it holds decides."""
    return _names_total(first) in _TOTALS or _is_note(first)


def _adds_up(first: Cell, others: list[Cell]) -> bool:
    """Accounts may be called Total, so what else its row holds must be sums; nobody is called 合计."""
    name = _names_total(first)
    if name in _SURE_TOTALS:
        return all(not isinstance(cell, str) or any(letter.isdecimal() for letter in cell) for cell in others)
    return name in _TOTALS and all(not isinstance(cell, str) or is_amount(cell) for cell in others)


def _names_total(cell: Cell) -> str:
    return folded(_COUNTED.sub("", text_from(cell)))


def _is_note(cell: Cell) -> bool:
    return isinstance(cell, str) and _NOTES.match(narrowed(trimmed(cell))) is not None
