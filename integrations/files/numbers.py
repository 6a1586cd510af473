"""Numbers, amounts' digits and yes/no as people write them; both decimal styles, 万 and k."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from integrations.files.cells import Cell, CellRefusedError, narrowed, refuse_errors, text_from


class DecimalStyle(StrEnum):
    """What the decimal sign of a column is."""

    POINT = "point"
    COMMA = "comma"
    MIXED = "mixed"
    UNKNOWN = "unknown"


_BLANKS = re.compile(r"[\s'’_]")
_DIGITS = re.compile(r"\d[\d.,]*|[.,]\d+")
_POINT = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?")
_COMMA = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+)?(?:,\d+)?")
_THREE_AFTER = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_MULTIPLIER = re.compile(r"(千万|百万|万亿|[万萬亿億千百]|bn|mn|mm|[kKmMbB])$")
_MULTIPLIERS = {
    "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "億": 10**8,
    "万亿": 10**12, "k": 1000, "m": 10**6, "mn": 10**6, "mm": 10**6, "b": 10**9, "bn": 10**9,
}  # fmt: skip
_YES = frozenset({"yes", "y", "true", "t", "1", "on", "是", "有", "对", "真", "✓", "√", "☑"})
_NO = frozenset({"no", "n", "false", "f", "0", "off", "否", "没有", "错", "假", "✗", "×", "☐"})
_LARGEST = Decimal(10) ** 15


@dataclass(slots=True)
class NumberColumn:
    """Which decimal style a column shows: 1.234,56 says comma, 1,234.56 and 12.5 say point, 1,234 says nothing."""

    point: bool = False
    comma: bool = False

    def look_at(self, cell: Cell) -> None:
        if isinstance(cell, str) and ("." in cell or "," in cell or "，" in cell):
            self._look_at_digits(_BLANKS.sub("", narrowed(cell)))

    def _look_at_digits(self, text: str) -> None:
        for digits in _DIGITS.findall(text):
            if _THREE_AFTER.fullmatch(digits) or ("." not in digits and "," not in digits):
                continue
            self.point = self.point or _POINT.fullmatch(digits) is not None
            self.comma = self.comma or (_COMMA.fullmatch(digits) is not None and _POINT.fullmatch(digits) is None)

    @property
    def style(self) -> DecimalStyle:
        if self.point and self.comma:
            return DecimalStyle.MIXED
        if self.point:
            return DecimalStyle.POINT
        return DecimalStyle.COMMA if self.comma else DecimalStyle.UNKNOWN


def number_from(cell: Cell, style: DecimalStyle = DecimalStyle.UNKNOWN) -> Decimal:
    """The number, with its 万 or k multiplied in."""
    if isinstance(cell, bool):
        raise CellRefusedError("is yes or no, not a number")
    if isinstance(cell, int | float):
        return sensible(Decimal(str(cell)))
    text = narrowed(text_from(cell))
    refuse_errors(text)
    return number_from_text(text, style)


def number_from_text(text: str, style: DecimalStyle) -> Decimal:
    """`text` is narrow, without currency signs; parentheses and a minus on either side are negative."""
    bare = _BLANKS.sub("", text).replace("−", "-")
    negative = (bare.startswith("(") and bare.endswith(")")) or bare.startswith("-") or bare.endswith("-")
    bare = bare.strip("()+-")
    bare, factor = _multiplied(bare)
    value = _plain(bare, text, style) * factor
    return sensible(-value if negative else value)


def whole_from(cell: Cell, style: DecimalStyle = DecimalStyle.UNKNOWN) -> int:
    value = number_from(cell, style)
    if value != value.to_integral_value():
        raise CellRefusedError(f"{value} is not a whole number")
    return int(value)


def flag_from(cell: Cell) -> bool:
    word = narrowed(text_from(cell)).casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise CellRefusedError(f"'{word}' is neither yes nor no")


def multiplier_of(word: str) -> int:
    """What a unit such as 万 or k counts; 1 for none."""
    return _MULTIPLIERS.get(word.casefold(), 1)


def sensible(value: Decimal) -> Decimal:
    if not value.is_finite() or abs(value) > _LARGEST:
        raise CellRefusedError(f"{value} is too large to be right")
    return value


def _multiplied(text: str) -> tuple[str, int]:
    factor = 1
    while found := _MULTIPLIER.search(text):
        factor *= _MULTIPLIERS[found[1].casefold()]
        text = text[: found.start()]
    return text, factor


def _plain(digits: str, text: str, style: DecimalStyle) -> Decimal:
    if not digits or not digits[-1].isdecimal() or not digits.isascii():
        raise CellRefusedError(f"'{text}' is not a number I can read")
    if _THREE_AFTER.fullmatch(digits) and style is not DecimalStyle.POINT:
        return _three_after(digits, text, style)
    if _POINT.fullmatch(digits):
        return Decimal(digits.replace(",", ""))
    if _COMMA.fullmatch(digits):
        return Decimal(digits.replace(".", "").replace(",", "."))
    raise CellRefusedError(f"'{text}' is not a number I can read")


def _three_after(digits: str, text: str, style: DecimalStyle) -> Decimal:
    """1,234 and 1.234: a thousand or a fraction, as the column says; alone, only the comma's meaning is common."""
    if style is DecimalStyle.COMMA:
        return Decimal(digits.replace(".", "").replace(",", "."))
    if style is DecimalStyle.UNKNOWN and "," in digits:
        return Decimal(digits.replace(",", ""))
    raise CellRefusedError(
        f"'{text.strip()}' can be two numbers; write it without a thousands sign, or with two decimals"
    )
